"""What a secret vote is (voting.md, "Secrecy"): for persons, one ballot each, a tracker that only the voter knows. Pure."""

from hashlib import sha256

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.rules import Draft, Secrecy, Weights

# The ways to count a vote for persons: one candidate, a number of seats, or one seat among several.
FOR_PERSONS = ("majority", "approval", "irv", "stv")

VOTED_ALREADY = _l(
    "Deze organisatie heeft al gestemd. In een geheime stemming kan dat één keer: niemand kan zien welke stem van haar is."
)
NO_PROXIES = _l("Dit is een geheime stemming. Daarin stemt elke organisatie zelf: een volmacht kan niet.")
NO_STATEMENT = _l("Bij een geheime stemming hoort geen stemverklaring.")


def check(draft: Draft) -> None:
    """RuleBroken when a vote cannot be secret as it was written down."""
    refused = (_not_for_persons(draft) or _not_without_names(draft)) if draft.secrecy is Secrecy.SECRET else None
    if refused is not None:
        raise RuleBroken(refused)


def _not_for_persons(draft: Draft) -> Message | None:
    """Why this vote is not one that chooses persons by equal ballots."""
    if draft.method not in FOR_PERSONS:
        return _l("Geheim stemmen is er alleen voor personen, en zo kiest u geen personen.")
    if draft.weights is not Weights.EQUAL:
        return _l("Bij geheim stemmen telt elke stem even zwaar: aan het gewicht was anders te zien van wie hij is.")
    if draft.effect is not None:
        return _l("Een geheime stemming kiest personen, en heeft verder geen gevolg in het portaal.")
    if draft.rules().get("winners") == 0:
        return _l("Zeg hoeveel personen er gekozen worden.")
    return None


def _not_without_names(draft: Draft) -> Message | None:
    """Why these are not candidates."""
    if draft.initiatives:
        return _l("Geheim stemmen is er alleen voor personen. Schrijf hun namen op, en kies geen initiatieven.")
    if not draft.written:
        return _l("Schrijf op wie er kandidaat zijn, ieder op een eigen regel.")
    if draft.method == "majority" and len(draft.written) > 1:
        return _l("Voor of tegen gaat over één kandidaat. Kies bij meer kandidaten een andere manier van stemmen.")
    return None


def tracker(definition_sha256: str, key: str) -> str:
    """By what a voter finds their ballot in the published list: 160 bits that only whoever has the page's key can make.

    The database keeps another digest of that key beside the voter, and neither leads to the other. The same page always
    gives the same tracker, so that sending it twice shows it again.
    """
    digest = sha256(b"gemportal tracker\n" + bytes.fromhex(definition_sha256) + key.encode()).hexdigest()[:40]
    return "-".join(digest[at : at + 8] for at in range(0, 40, 8))
