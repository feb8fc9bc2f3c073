"""The memo of an initiative: what it asks, costs and brings, who joins, what the reader would promise, and what is not known."""

from gemportal.groups import queries as groups
from gemportal.initiatives.queries import InitiativePage, WillingnessLine
from gemportal.initiatives.rules import LIVING, STRONGEST_FIRST, Backing, Level
from gemportal.kernel.figures import Day
from gemportal.kernel.paper import Paper, Section, facts, shortened
from gemportal.kernel.prose import Block, blocks
from gemportal.kernel.words import Message, _l
from gemportal.organisations import queries as organisations
from gemportal.organisations.models import Organisation
from gemportal.site import pages
from gemportal.site.memo import rules
from gemportal.site.memo.rules import points


def memo(whole: pages.InitiativeWhole, code: str, address: str, language: str) -> Paper:
    """The memo for the board of the organisation with this code; for any, where it is empty."""
    reader = reader_of(code)
    page = whole.initiative
    said = page.declaration_of(reader.code) if reader else None
    pledged = (
        [line for line in groups.of_organisations([reader.code]) if line.number in _numbers(whole)] if reader else []
    )
    number = str(page.number)
    return Paper(
        kind=str(kind_for(reader)),
        title=page.text.title,
        language=language,
        at=whole.standing.lately if whole.standing else page.created_at,
        address=address,
        facts=facts(
            (_l("Aan"), board_of(reader)),
            (_l("Van"), rules.names([page.organisation_name, *(name for _, name in page.co_proposers)])),
            (_l("Stand"), page.badge[0]),
        ),
        sections=(
            Section(str(_l("Wat wij u vragen")), blocks(str(_asked(page, reader, said, seated=bool(pledged))))),
            _about(page),
            Section(str(_l("Wie er meedoet")), facts=_joining(whole)),
            promise(reader, said, pledged),
            Section(str(_l("Wat nog niet bekend is")), _unknown(page, said)),
            Section(
                str(_l("Wat besluiten betekent")),
                points(
                    _seat_follows(page, seated=bool(pledged)),
                    rules.MEANING_STEPS,
                    rules.MEANING_LEAVING,
                    rules.MEANING_AT_HOME,
                ),
            ),
            Section(str(_l("Wanneer")), facts=_dates(page, said)),
        ),
        foot=str(_l("Gemaakt uit initiatief %(number)s, versie %(version)s", number=number, version=page.version)),
        one_page=True,
    )


def reader_of(code: str) -> Organisation | None:
    """For whose board it is; NotFound for an unknown code."""
    return organisations.organisation(code) if code else None


def kind_for(reader: Organisation | None) -> Message:
    if reader is None or reader.code.startswith("GM"):
        return _l("Memo voor het college van burgemeester en wethouders")
    return _l("Memo voor het bestuur")


def board_of(reader: Organisation | None) -> Message:
    """To whom the memo is written."""
    if reader is None:
        return _l("het college van uw gemeente")
    if reader.code.startswith("GM"):
        return _l("het college van %(name)s", name=reader.name)
    return _l("het bestuur van %(name)s", name=shortened(reader.name, rules.NAME))


def called(reader: Organisation | None) -> str:
    return shortened(reader.name, rules.NAME) if reader else str(_l("uw gemeente"))


def _numbers(whole: pages.InitiativeWhole) -> set[str]:
    return {group.number for group in whole.groups}


def _asked(page: InitiativePage, reader: Organisation | None, said: WillingnessLine | None, *, seated: bool) -> Message:
    name = called(reader)
    if page.status not in LIVING:
        return _l(
            "Niets meer: dit initiatief is voorbij (%(status)s). Lees op de pagina hoe het afliep.",
            status=page.badge[0],
        )
    if seated:
        return _l("Stem in met de toezegging van %(name)s aan de groep die dit uitvoert.", name=name)
    if said is not None and said.level.offers_work:
        return _l(
            "Stem in met wat %(name)s verklaarde: %(level)s. Nu gedragen door: %(backing)s.",
            name=name, level=said.level.label, backing=said.backing.label,
        )  # fmt: skip
    if page.call_is_running:
        return _l("Besluit of %(name)s hieraan meedoet: trekken, meedoen, bijdragen of volgen.", name=name)
    return _l("Besluit of %(name)s zich op de wachtlijst zet, bijdraagt of volgt. De oproep is gesloten.", name=name)


def _about(page: InitiativePage) -> Section:
    text = page.text
    return Section(
        str(_l("Waar het over gaat, en wat het kost en oplevert")),
        blocks(text.summary),
        facts=facts(
            (_l("Het levert op"), shortened(text.goal, rules.GOAL)),
            (_l("Hoe"), shortened(text.means, rules.LONG) or rules.UNKNOWN),
            (_l("Wat er al is"), shortened(text.existing, rules.SHORT) or rules.UNKNOWN),
            (_l("Kosten, samen"), rules.euros(text.cost)),
            (_l("Uren, samen"), rules.hours(text.hours)),
        ),
    )


def _joining(whole: pages.InitiativeWhole) -> tuple[tuple[str, str], ...]:
    page = whole.initiative
    found = [
        (level.label, rules.names([line.organisation_name for line in page.willingness if line.level is level]))
        for level in STRONGEST_FIRST
        if level is not Level.NO
    ]
    group, sought = next(iter(whole.groups), None), _l("%(seats)s gezocht", seats=page.text.seats)
    taken = group and _l(
        "%(seats)s van %(cap)s in groep %(number)s", seats=group.seats, cap=group.cap, number=group.number
    )
    return facts(*found, (_l("zetels"), taken or sought))


def promise(reader: Organisation | None, said: WillingnessLine | None, pledged: list[groups.YearLine]) -> Section:
    """What this organisation would promise: its pledge once it has a seat, and what it offered before."""
    heading = str(_l("Wat %(name)s toezegt", name=called(reader)))
    if pledged:
        rows = [(line.year, line.hours, line.euros) for line in groups.by_year(pledged)]
        return Section(heading, grid=rules.by_year(rows))
    if said is not None and said.level.offers_work and (said.hours is not None or said.euros is not None):
        return Section(heading, grid=rules.by_year([(_l("elk jaar dat de groep werkt"), said.hours, said.euros)]))
    return Section(
        heading, blocks(str(_l("Nog niets. Een toezegging is in uren en in euro’s, voor elk kalenderjaar.")))
    )


def _unknown(page: InitiativePage, said: WillingnessLine | None) -> tuple[Block, ...]:
    text, willing = page.text, sum(line.ranks for line in page.willingness)
    return points(
        _l("Wat het kost, schatte de indiener nog niet.") if text.cost is None else None,
        _l("Hoeveel uren het vraagt, schatte de indiener nog niet.") if text.hours is None else None,
        _l("Hoe het wordt aangepakt, staat nog niet vast.") if text.means is None else None,
        _l("Nog niemand wil de groep trekken.")
        if all(line.level is not Level.LEAD for line in page.willingness)
        else None,
        _l("Er zijn nog te weinig organisaties die een zetel willen.") if willing < text.seats else None,
        _l("De verklaring is van vóór de laatste wijziging en nog niet bevestigd.")
        if said and not said.confirmed
        else None,
        _l("Het college heeft zich nog niet uitgesproken.") if said and said.backing in _NOT_BY_THE_BOARD else None,
    ) or points(_l("Kosten, uren en aanpak zijn geschat. Pas het werk zelf leert of dat klopt."))


_NOT_BY_THE_BOARD = (Backing.PERSON, Backing.MANAGEMENT)


def _seat_follows(page: InitiativePage, *, seated: bool) -> Message | None:
    if seated or page.status not in LIVING:
        return None
    return _l(
        "Meedoen of trekken is nog geen zetel. Wie hoog genoeg staat, krijgt een aanbod, en zegt pas dan uren en euro’s toe."
    )


def _dates(page: InitiativePage, said: WillingnessLine | None) -> tuple[tuple[str, str], ...]:
    until = said.considering_until if said else None
    return facts(
        (_l("Oproep sluit na"), Day(page.closes_on) if page.closes_on else None),
        (_l("In beraad tot en met"), Day(until) if until else None),
    )
