"""From what somebody wants to know to the method that answers it, and which combinations make no sense (voting.md). Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from string import ascii_uppercase

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Explained
from gemportal.kernel.texts import check_length
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods import METHODS, method_named
from gemportal.voting.methods.option import look
from gemportal.voting.rules import THRESHOLDS, Draft, Scope, Secrecy, Weights
from gemportal.voting.secrecy import rules as secrecy

BUDGET = "equal-shares"
CONSENT = "consent"
# What the number of seats and of candidates leads to.
ELECTIONS = ("majority", "irv", "stv")
OF_WEIGHT = ("weight", "both")

LONGEST = timedelta(days=366)
LONGEST_TITLE, LONGEST_QUESTION, LONGEST_EXPLANATION = 150, 1000, 5000  # Characters.

# More fit on no paper. The work of counting an order grows with the cube of this, and all who write wait for it.
MOST_OPTIONS = 200
MOST_IN_ORDER = 60
LONGEST_OPTION = 150
OF_A_LONG_ONE = 40  # So many characters say which option is meant.
MOST_COST = 1_000_000_000  # Of one option, in euros.
LONGEST_LIST = MOST_OPTIONS * (LONGEST_OPTION + 1)  # Each option on a line of its own.

# What can follow that needs no more than an initiative or a decision to be named. Other effects are given to a vote by acts
# of their own, and are kept as they are.
STOPS = "initiatives:stop"
OF_DECISION = ("decisions:supersede", "decisions:withdraw")
KEPT = "kept"

_WEIGHT = re.compile(r"(?P<name>.*?\S)[\s;:|=]+(?P<weight>[0-9]{1,18})", re.ASCII)


class Kind(Explained):
    """What one wants to know. The value stands in addresses; the explanation says which method follows, and why."""

    PROPOSAL = (
        "voorstel",
        _l("Eén voorstel"),
        _l(
            "Wie stemt, is voor of tegen, en de meerderheid beslist. Wegen stemmen naar inwonertal? Dan is ook een meerderheid "
            "van de organisaties nodig, zodat grote gemeenten het niet alleen bepalen."
        ),
    )
    PRIORITY = (
        "volgorde",
        _l("Wat komt eerst"),
        _l(
            "Wie stemt, zet initiatieven of andere keuzes op volgorde. U kiest hoe: door aan te kruisen, met cijfers, met "
            "punten of met een volgorde."
        ),
    )
    BUDGET = (
        "budget",
        _l("Een budget verdelen"),
        _l(
            "Wie stemt, kruist aan wat geld verdient. Elke stem krijgt een gelijk deel van het budget, zodat niet één groep "
            "alles bepaalt."
        ),
    )
    PERSONS = (
        "personen",
        _l("Personen kiezen"),
        _l(
            "Wie stemt, zet kandidaten op volgorde. Valt een kandidaat af, dan gaat de stem naar de volgende, zodat geen stem "
            "verloren gaat. Deze stemming is altijd geheim."
        ),
    )
    CONSENT = (
        "instemming",
        _l("Instemming vragen"),
        _l(
            "Het voorstel gaat door als niemand een zwaarwegend bezwaar houdt. Bij elk bezwaar hoort een argument, waarmee u het "
            "voorstel kunt verbeteren."
        ),
    )


# How members put options in an order: the words on the form, and when to use it. The first is what is usual.
WAYS: dict[str, tuple[Message, Message]] = {
    "approval": (_l("Aankruisen wat men steunt"), _l("Snel en eenvoudig. Past bij veel keuzes en weinig tijd.")),
    "score": (
        _l("Cijfers geven"),
        _l("Van 0 tot en met 5. Past als ook telt hoe graag men iets wil."),
    ),
    "points": (
        _l("Punten verdelen"),
        _l("Ieder verdeelt tien punten. Past als men moet kiezen waar het zwaartepunt ligt."),
    ),
    "ranked": (
        _l("Op volgorde zetten"),
        _l("Keuzes worden twee aan twee vergeleken. Past bij weinig keuzes, als de plaats precies moet kloppen."),
    ),
}


def kind_named(name: str | None) -> Kind | None:
    """The kind that an address or a form names; None when it names none."""
    return next((kind for kind in Kind if kind == name), None)


def kind_of(method: str, secrecy: Secrecy = Secrecy.OPEN) -> Kind:
    """The kind of question that a method answers; whatever is asked in secret is about persons."""
    return Kind.PERSONS if secrecy is Secrecy.SECRET else Kind[method_named(method).purpose.upper()]


def majority_for(weights: Weights) -> str:
    """One proposal is decided by majority; where votes weigh differently, by a majority of those who vote as well."""
    return "majority" if weights is Weights.EQUAL else "double-majority"


def election_for(seats: int, candidates: int) -> str:
    """One is for or against one candidate; one seat goes to whom most prefer in the end; several are divided in proportion."""
    if candidates == 1:
        return "majority"
    return "irv" if seats == 1 else "stv"


def offered() -> frozenset[str]:
    """The methods by which the members can be asked something."""
    return frozenset(name for name, method in METHODS.items() if method.offered)


def check(draft: Draft) -> None:
    """What no method can know: which combinations make no sense."""
    if not (look(draft.title) and look(draft.question)):
        raise RuleBroken(_l("Geef de stemming een titel en een vraag."))
    for text, longest in (
        (draft.title, LONGEST_TITLE),
        (draft.question, LONGEST_QUESTION),
        (draft.explanation, LONGEST_EXPLANATION),
    ):
        check_length(text, longest)
    check_written(draft.written)
    if draft.method not in offered():
        raise RuleBroken(_l("Kies een van de aangeboden manieren van stemmen."))
    if draft.threshold not in THRESHOLDS:
        raise RuleBroken(_l("Kies een van de aangeboden drempels."))
    if any("@" in text for text in (draft.title, draft.question, *draft.written)):
        # The decision that follows stands in the register, which refuses addresses: better now than at publication.
        raise RuleBroken(
            _l(
                "Wat de leden besluiten, komt voorgoed in het register. Haal e-mailadressen en het teken @ uit de tekst."
            )
        )
    secrecy.check(draft)
    _check_options(draft)
    _check_weights(draft)
    _check_effect(draft)


def check_last_day(day: date, today: date) -> None:
    """A vote closes within a year, and not before it could open."""
    if day - today > LONGEST:
        raise RuleBroken(_l("Kies een sluitingsdag binnen een jaar."))
    if day < today:
        raise RuleBroken(_l("Kies een sluitingsdag die nog niet voorbij is."))


def check_written(options: Sequence[str]) -> None:
    """What was written out is short enough to stand on a paper, and a reader can tell one from another. Says which is not."""
    seen = set[str]()
    for option in options:
        if len(option) > LONGEST_OPTION:
            raise RuleBroken(
                _l(
                    "“%(beginning)s…” is te lang. Gebruik voor een keuze hoogstens %(n)s tekens.",
                    beginning=option[:OF_A_LONG_ONE].rstrip(),
                    n=LONGEST_OPTION,
                )
            )
        looks = look(option)
        if not looks:
            raise RuleBroken(_l("Geef elke keuze een eigen omschrijving."))
        if looks in seen:
            raise RuleBroken(
                _l("“%(option)s” staat er twee keer. Geef elke keuze een eigen omschrijving.", option=option)
            )
        seen.add(looks)


def _check_options(draft: Draft) -> None:
    kind = kind_of(draft.method, draft.secrecy)
    if kind is Kind.PROPOSAL and draft.written:
        raise RuleBroken(_l("Bij voor of tegen is de vraag zelf het voorstel: schrijf er geen keuzes bij."))
    if kind is Kind.CONSENT and draft.written:
        raise RuleBroken(_l("Bij instemming is de vraag zelf het voorstel: schrijf er geen keuzes bij."))
    if kind is Kind.PERSONS and draft.initiatives:
        raise RuleBroken(_l("Bij een stemming over personen kiest u tussen kandidaten, niet tussen initiatieven."))
    most = MOST_IN_ORDER if METHODS[draft.method].shape == "order" else MOST_OPTIONS
    if len(draft.initiatives) + len(draft.written) > most:
        raise RuleBroken(_l("Er zijn te veel keuzes: hoogstens %(most)s.", most=most))
    if any(not 0 <= cost <= MOST_COST for cost in draft.costs.values()):
        raise RuleBroken(_l("Gebruik een getal van %(min)s tot en met %(max)s.", min=0, max=MOST_COST))
    if kind is not Kind.BUDGET and (draft.costs or draft.excludes):
        raise RuleBroken(_l("Alleen bij het verdelen van een budget hebben keuzes kosten."))


def _check_weights(draft: Draft) -> None:
    equal = draft.weights is Weights.EQUAL
    if not equal and draft.method == CONSENT:
        raise RuleBroken(_l("Bij instemming telt elk bezwaar even zwaar: stemmen wegen dan niet."))
    if equal and draft.quorum_by in OF_WEIGHT:
        raise RuleBroken(_l("Een quorum naar stemgewicht kan alleen als stemmen verschillend wegen."))


def _check_effect(draft: Draft) -> None:
    if draft.sets_agenda and (method_named(draft.method).purpose != "priority" or draft.written):
        raise RuleBroken(
            _l(
                "Alleen een volgorde van initiatieven kan de agenda worden. Haal de andere keuzes weg, of zet de agenda uit."
            )
        )
    if draft.sets_agenda and draft.scope is Scope.GROUP:
        raise RuleBroken(_l("Over de agenda van de leden stemmen alle leden."))


def exclusions(letters: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Which options exclude one another, from a letter for each: the same letter excludes, none excludes nothing."""
    groups: dict[str, list[str]] = {}
    for key, letter in letters.items():
        if letter.strip():
            groups.setdefault(letter.strip().upper(), []).append(key)
    return {
        key: tuple(other for other in group if other != key)
        for group in groups.values()
        if len(group) > 1
        for key in group
    }


def letters_for(excludes: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """The letters by which a form shows such exclusions."""
    found: dict[str, str] = {}
    free = iter(ascii_uppercase)
    for key, others in excludes:
        group = [key, *others]
        if len(group) > 1:
            letter = next((found[one] for one in group if one in found), None) or next(free, "")
            found |= dict.fromkeys(group, letter)
    return found


def weights_in(lines: Iterable[str], codes: Mapping[str, str]) -> dict[str, int]:
    """Weights that were given, by the code of an organisation, from lines that end in a whole number. `codes` is by name."""
    by_name = {name.casefold(): code for name, code in codes.items()}
    known = {code.casefold(): code for code in codes.values()} | by_name
    found: dict[str, int] = {}
    for line in lines:
        match = _WEIGHT.fullmatch(line)
        if match is None:
            raise RuleBroken(_l("Sluit elke regel af met een heel getal. Dat mist bij “%(line)s”.", line=line))
        code = known.get(match["name"].casefold())
        if code is None:
            raise RuleBroken(_l("“%(name)s” is hier niet bekend. Gebruik de code of de naam.", name=match["name"]))
        if code in found:
            raise RuleBroken(_l("“%(name)s” staat er twee keer.", name=match["name"]))
        found[code] = int(match["weight"])
    return found
