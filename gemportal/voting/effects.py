"""The acts that a vote may carry as its effect: what each is called, what it takes, whose vote it may follow, and its sentence.

The acts themselves are offered by their own rooms, in the kernel's registry of effects, each with a check of whether it can be
carried out at all. A higher room's act is known here by its name alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel.acts import EFFECTS, check_effect
from gemportal.kernel.errors import NotFound, Refusal, RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.settings.rules import KEYS
from gemportal.voting.methods import method_named
from gemportal.voting.methods.method import Purpose
from gemportal.voting.rules import AGENDA, Scope

LONGEST_VALUE = 1000

Values = Mapping[str, Any]


@dataclass(frozen=True)
class EffectKind:
    """What can follow from a vote. `takes` names its values with the type of each; those in `may_take` can be left out."""

    label: Message
    sentence: Callable[[Values], Message]
    takes: Mapping[str, type]
    may_take: Mapping[str, type] | None = None
    purposes: tuple[Purpose, ...] = ("proposal", "consent")
    scopes: tuple[Scope, ...] = (Scope.COOPERATIVE,)

    def check(self, values: Values) -> None:
        """Exactly the values that the act takes, each of its type."""
        known = {**self.takes, **(self.may_take or {})}
        if not self.takes.keys() <= values.keys() <= known.keys():
            raise RuleBroken(_l("Vul alles in wat dit gevolg nodig heeft."))
        if any(type(value) is not known[name] for name, value in values.items()):
            raise RuleBroken(_l("Vul alles in wat dit gevolg nodig heeft."))
        texts = [value for value in values.values() if isinstance(value, str)]
        if any(not text.strip() or "@" in text or len(text) > LONGEST_VALUE for text in texts):
            raise RuleBroken(_l("Een gevolg komt in het register. Schrijf het kort op, zonder e-mailadres."))


def _setting(values: Values) -> Message:
    known = KEYS.get(values["key"])
    return _l(
        "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, wordt de instelling “%(label)s” %(value)s %(unit)s.",
        label=known.label if known else values["key"],
        value=values["value"],
        unit=known.unit if known else "",
    )


def _step(values: Values) -> Message:
    conclusion = values["conclusion"]
    return _l(
        "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, wordt stap %(step)s van groep %(number)s afgerond: "
        "%(conclusion)s.",
        step=values["ordinal"],
        number=values["number"],
        conclusion=Conclusion(conclusion).label if conclusion in list(Conclusion) else conclusion,
    )


KINDS: dict[str, EffectKind] = {
    AGENDA: EffectKind(
        _l("de uitslag wordt de agenda van de leden"),
        lambda values: _l("Zodra de uitslag is vastgesteld, wordt deze volgorde de agenda van de leden."),
        {},
        purposes=("priority",),
    ),
    "organisations:admit": EffectKind(
        _l("een lid toelaten"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, is %(code)s lid van de coöperatie.",
            **values,
        ),
        {"code": str},
    ),
    "groups:end-seat": EffectKind(
        _l("een zetel beëindigen"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, eindigt de zetel van %(code)s in groep %(number)s.",
            **values,
        ),
        {"number": str, "code": str},
    ),
    "groups:accept-charter": EffectKind(
        _l("een groepsopdracht boven het plafond vaststellen"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, geldt versie %(version)s van de opdracht van "
            "groep %(number)s.",
            **values,
        ),
        {"number": str, "version": int},
    ),
    "groups:conclude-step": EffectKind(
        _l("een stap afronden"),
        _step,
        {"number": str, "ordinal": int, "conclusion": str},
        {"outcome": str, "lesson": str},
        scopes=(Scope.COOPERATIVE, Scope.GROUP),
    ),
    # Only the group itself lets others in, and by consent: the vote stands for the consent of each who decides in it.
    "groups:grow": EffectKind(
        _l("de groep laten groeien"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, gaat groep %(number)s één trede omhoog.",
            **values,
        ),
        {"number": str},
        purposes=("consent",),
        scopes=(Scope.GROUP,),
    ),
    "initiatives:stop": EffectKind(
        _l("een initiatief stoppen"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, stopt initiatief %(number)s.",
            number=values["number"],
        ),
        {"number": str},
        {"reason": str, "lesson": str},
    ),
    "settings:change": EffectKind(_l("een instelling wijzigen"), _setting, {"key": str, "value": int}),
    "decisions:supersede": EffectKind(
        _l("een besluit van de leden vervangen"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, vervangt dit besluit %(number)s.", **values
        ),
        {"number": str},
    ),
    "decisions:withdraw": EffectKind(
        _l("een besluit van de leden intrekken"),
        lambda values: _l(
            "Zodra de uitslag is vastgesteld en het voorstel is aangenomen, trekt dit besluit %(number)s in.", **values
        ),
        {"number": str},
    ),
}


def check(effect: Mapping[str, Any] | None, method: str, scope: Scope, group_number: str | None) -> None:
    """Whether this effect (as it is sealed) could follow from such a vote, and be carried out as things are now."""
    if not effect:
        return
    name, values = effect["act"], effect.get("values", {})
    kind = KINDS.get(name)
    if kind is None or name not in EFFECTS:
        raise RuleBroken(_l("Dit gevolg kan een stemming niet hebben."))
    if method_named(method).purpose not in kind.purposes:
        raise RuleBroken(
            _l("Alleen een stemming over de volgorde van initiatieven kan de agenda bepalen.")
            if name == AGENDA
            else _l("Alleen een voorstel dat wordt aangenomen of verworpen, kan dit gevolg hebben.")
        )
    if scope not in kind.scopes or (scope is Scope.GROUP and values.get("number") != group_number):
        raise RuleBroken(_l("Dit gevolg is niet aan deze groep. Daarover stemmen alle leden."))
    kind.check(values)
    try:
        check_effect(name, **values)
    except NotFound as missing:
        raise RuleBroken(_l("Wat er moet volgen, noemt iets dat niet bestaat. Controleer het nummer.")) from missing
    except Refusal as refusal:
        raise RuleBroken(_l("Dit gevolg kan niet worden uitgevoerd: %(reason)s", reason=refusal.sentence)) from refusal


def sentence(effect: Mapping[str, Any] | None) -> Message | None:
    """What follows from the vote, for its pages; None when nothing does. An effect that is not known any more is named as such."""
    if not effect:
        return None
    kind = KINDS.get(effect["act"])
    if kind is None:
        return _l("Het gevolg van deze stemming bestaat niet meer in het portaal.")
    return kind.sentence(effect.get("values", {}))
