"""The letters of this room, worded in the language of whoever reads them. What names a person is in none of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import current_app

from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked
from gemportal.kernel.figures import Day
from gemportal.kernel.outbox import Letter
from gemportal.kernel.web.links import as_read_in, link_to
from gemportal.kernel.words import Message, _l, _ln
from gemportal.notices.links import token_for
from gemportal.notices.queries import Decided, DueMailing
from gemportal.register import words
from gemportal.register.queries import EntryLine

# How many lines tell of one subject; whoever wants to read all finds them on its page.
_OF_ONE = 8


@dataclass(frozen=True)
class Question:
    """One thing that is asked of the reader, and whether its last day is near."""

    asked: Asked
    soon: bool


def asked(to: DueMailing, questions: Sequence[Question]) -> Letter:
    """What is asked of the reader and new, or soon over."""
    with as_read_in(to.language):
        first = questions[0].asked
        if len(questions) > 1:
            subject = _ln("%(n)s ding wordt van u gevraagd", "%(n)s dingen worden van u gevraagd", len(questions))
        elif questions[0].soon:
            subject = _l("Herinnering: %(what)s (“%(title)s”)", what=first.what, title=first.title)
        else:
            subject = _l("Gevraagd: %(what)s (“%(title)s”)", what=first.what, title=first.title)
        parts = []
        for actor, of_actor in groupby(questions, lambda question: question.asked.actor):
            parts += [_asked_as(actor), *(_question(question) for question in of_actor)]
        parts.append(_linked(_l("Alles wat van u wordt gevraagd:"), link_to("site.mine")))
        return _letter(to, subject, parts)


def _asked_as(actor: Actor) -> str:
    if actor.office is not None:
        return str(_l("Dit wordt van u gevraagd als %(office)s:", office=actor.office.label))
    return str(_l("Dit wordt van u gevraagd namens %(organisation)s:", organisation=actor.organisation_name))


def _question(question: Question) -> str:
    one = question.asked
    lines = [f"- {one.what}: {_on_one_line(one.title)}"]
    if one.last_day:
        day = Day.of(one.last_day)
        until = (
            _l("Tot en met %(day)s. Dat is al snel.", day=day) if question.soon else _l("Tot en met %(day)s.", day=day)
        )
        lines.append(f"  {until}")
    lines.append("  " + link_to(one.endpoint, **one.values))
    return "\n".join(lines)


def followed(to: DueMailing, lines: Sequence[EntryLine], *, more: bool) -> Letter:
    """What happened with what the reader follows, by subject, the latest subject first."""
    with as_read_in(to.language):
        by_subject: dict[str, list[EntryLine]] = {}
        for line in lines:
            by_subject.setdefault(line.subject, []).append(line)
        parts = [str(_l("Dit gebeurde er met wat u volgt."))]
        parts += [_subject(subject, found) for subject, found in by_subject.items()]
        if more:
            parts.append(str(_l("Er gebeurde nog meer. Dat leest u bij uw berichten.")))
        parts.append(_linked(_l("Uw berichten:"), link_to("notices.index")))
        title = _ln("Nieuws over %(n)s ding dat u volgt", "Nieuws over %(n)s dingen die u volgt", len(by_subject))
        return _letter(to, title, parts)


def _subject(subject: str, lines: Sequence[EntryLine]) -> str:
    title = _on_one_line(lines[0].title or "")
    told = [f"{title} ({subject})" if title and title != subject else f"{title or subject}"]
    for line in lines[:_OF_ONE]:
        said = f"{line.sentence}. {line.detail}" if line.detail else f"{line.sentence}"
        told.append(f"- {Day.of(line.at)}: {_on_one_line(said)}")
    if len(lines) > _OF_ONE:
        told.append("- " + str(_ln("en nog %(n)s ding", "en nog %(n)s dingen", len(lines) - _OF_ONE)))
    address = words.address_of(subject)
    if address:
        told.append(current_app.config["BASE_URL"] + address)
    return "\n".join(told)


def decided(to: DueMailing, decisions: Sequence[Decided], checkpoint: str) -> Letter:
    """What was decided, and the signed note `checkpoint`, to be kept: it leaves the house with the letter."""
    with as_read_in(to.language):
        one = decisions[0]
        subject = (
            _l("Besluit %(number)s: “%(title)s”", number=one.number, title=one.title)
            if len(decisions) == 1
            else _ln("%(n)s besluit", "%(n)s besluiten", len(decisions))
        )
        parts = [str(_ln("Er is een besluit vastgelegd.", "Er zijn %(n)s besluiten vastgelegd.", len(decisions)))]
        parts += [
            f"- {_on_one_line(line.title)} ({line.number}, {Day.of(line.decided_at)})\n"
            f"  {link_to('decisions.show', number=line.number)}"
            for line in decisions
        ]
        parts.append(
            str(
                _l(
                    "Bewaar deze e-mail. Hieronder staat het controlepunt van het register, zoals het nu is. Wie het later met het "
                    "register vergelijkt, ziet of er sindsdien iets uit is verdwenen of in is veranderd."
                )
            )
        )
        # Exactly as it was signed: the letter ends each paragraph with the line end that is left out here.
        parts.append(checkpoint.rstrip("\n"))
        return _letter(to, subject, parts)


def _letter(to: DueMailing, subject: Message, parts: Iterable[str]) -> Letter:
    """The letter, with the link that stops its kind under it, also where a mail program shows a button for that (RFC 8058)."""
    stop = link_to("notices.stop", token=token_for(to.person_id, to.kind))
    last = _l("Geen berichten meer van deze soort (%(kind)s):", kind=to.kind.label)
    often = _l("Kiezen hoe vaak u bericht krijgt:")
    body = "\n\n".join([*parts, _linked(last, stop), _linked(often, link_to("notices.choose"))]) + "\n"
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(to.email, _on_one_line(subject), body, headers)


def _on_one_line(text: object) -> str:
    """What somebody calls a thing stands on its line: it writes no paragraphs that look as if they were ours."""
    return " ".join(str(text).split())


def _linked(text: Message, link: str) -> str:
    return f"{text}\n{link}"
