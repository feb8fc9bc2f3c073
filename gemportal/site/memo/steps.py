"""The memo of one step of a group: what the group wants to find out, what it takes, who works on it, and until when."""

from datetime import datetime

from gemportal.groups import queries as groups
from gemportal.groups.rules import SeatRole
from gemportal.groups.steps.queries import StepLine
from gemportal.groups.steps.rules import StepStatus
from gemportal.kernel.figures import Day
from gemportal.kernel.own_words import as_read
from gemportal.kernel.paper import Paper, Section, facts, shortened
from gemportal.kernel.prose import Block, blocks
from gemportal.kernel.words import Message, _l
from gemportal.organisations.models import Organisation
from gemportal.site.memo import rules
from gemportal.site.memo.initiatives import board_of, called, kind_for, promise, reader_of
from gemportal.site.memo.rules import points


def memo(group: groups.GroupPage, step: StepLine, at: datetime, code: str, address: str, language: str) -> Paper:
    """The memo for the board of the organisation with this code; for any, where it is empty."""
    reader = reader_of(code)
    pledged = [line for line in groups.of_organisations([reader.code]) if line.number == group.number] if reader else []
    return Paper(
        kind=str(kind_for(reader)),
        title=shortened(str(_l("Stap %(ordinal)s: %(aim)s", ordinal=step.ordinal, aim=step.aim)), rules.SHORT),
        language=language,
        at=at,
        address=address,
        facts=facts(
            (_l("Aan"), board_of(reader)),
            (_l("Van"), _l("groep %(number)s: %(title)s", number=group.number, title=group.title)),
            (_l("Stand"), step.status.label),
        ),
        sections=(
            Section(str(_l("Wat wij u vragen")), blocks(str(_asked(step, reader, seated=bool(pledged))))),
            _about(step),
            Section(str(_l("Wie er meedoet")), facts=_joining(group)),
            promise(reader, None, pledged),
            Section(str(_l("Wat nog niet bekend is")), _unknown(group, step)),
            Section(
                str(_l("Wat besluiten betekent")),
                points(rules.MEANING_STEPS, rules.MEANING_LEAVING, rules.MEANING_AT_HOME),
            ),
            Section(str(_l("Wanneer")), facts=_dates(group, step)),
        ),
        foot=str(_l("Gemaakt uit groep %(number)s, stap %(ordinal)s", number=group.number, ordinal=step.ordinal)),
        one_page=True,
    )


def _asked(step: StepLine, reader: Organisation | None, *, seated: bool) -> Message:
    if step.status is StepStatus.CONCLUDED:
        return _l("Niets meer: deze stap is afgerond. Lees op de pagina wat zij opleverde.")
    if seated:
        return _l(
            "Maak de uren en euro’s vrij die %(name)s toezegde, zodat deze stap op tijd klaar is.", name=called(reader)
        )
    return _l("Nu niets: in deze groep heeft %(name)s geen zetel. Lees mee, en leer ervan.", name=called(reader))


def _about(step: StepLine) -> Section:
    return Section(
        str(_l("Waar het over gaat, en wat het kost en oplevert")),
        blocks(shortened(step.aim, rules.LONG)),
        facts=facts(
            (_l("Verwacht"), shortened(step.expectation, rules.GOAL)),
            (_l("Zo zien we dat"), shortened(step.measure, rules.LONG)),
            (_l("Gebeurd"), shortened(as_read(step.outcome), rules.LONG)),
            (_l("Kosten, samen"), rules.euros(step.euros)),
            (_l("Uren, samen"), rules.hours(step.hours)),
        ),
    )


def _joining(group: groups.GroupPage) -> tuple[tuple[str, str], ...]:
    along = [seat.name for seat in group.seats if seat.role is SeatRole.OBSERVER]
    others = [seat.name for seat in group.seats if seat is not group.lead and seat.role is not SeatRole.OBSERVER]
    charter = group.charter
    return facts(
        (_l("trekt de groep"), group.lead.name if group.lead else _l("nog niemand")),
        (_l("doet mee"), rules.names(others) or _l("nog niemand")),
        (_l("kijkt mee"), rules.names(along) or None),
        (_l("de opdracht"), shortened(charter.scope, rules.LONG) if charter else _l("nog niet vastgesteld")),
        (_l("het budget"), rules.euros(charter.budget) if charter else None),
    )


def _unknown(group: groups.GroupPage, step: StepLine) -> tuple[Block, ...]:
    return points(
        _l("De groep heeft nog geen vastgestelde opdracht.") if group.charter is None else None,
        _l("Of uitkomt wat de groep verwacht. Dat blijkt uit de evaluatie.") if step.outcome is None else None,
    ) or points(_l("Of dit ook bij uw gemeente zo werkt."))


def _dates(group: groups.GroupPage, step: StepLine) -> tuple[tuple[str, str], ...]:
    return facts(
        (_l("De stap loopt"), _l("%(first)s tot en met %(last)s", first=Day(step.starts_on), last=Day(step.due_on))),
        (_l("De opdracht eindigt"), Day(group.charter.ends_on) if group.charter else None),
    )
