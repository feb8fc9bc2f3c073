"""What happens within a group: it decides together, somebody reads along, and when it rubs a coordinator mediates."""

from collections.abc import Iterable

from gemportal.demo.stage import Stage, Storyline
from gemportal.groups.mediating import acts as mediating
from gemportal.groups.observing import acts as observing
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Proposal

KEY, LEADER = "melding", "zwolle"


def decide(stage: Stage, key: str, proposer: str, others: Iterable[str], proposal: Proposal) -> None:
    """Propose a decision in the group that works on `key`, and let the others consent to it."""
    group = stage.groups[key]
    ordinal = stage.do(room.propose_decision, stage.by(proposer), group, proposal)
    for slug in others:
        stage.do(room.consent_to_motion, stage.by(slug), group, ordinal)


def at_work(stage: Stage) -> Storyline:
    """The group that makes reporting simple: a quarrel that was talked out, a reader, and a proposal that still waits."""
    yield 52
    stage.do(observing.observe, stage.by("breda"), stage.groups[KEY])
    yield 50
    stage.do(observing.invite_observer, stage.by(LEADER), stage.groups[KEY], stage.codes["breda"])
    yield 41
    text = "Wij horen te laat wat er in de broncode verandert. Erover praten lukt ons niet meer zonder hulp."
    stage.do(mediating.ask_mediation, stage.by("sudwest-fryslan"), stage.groups[KEY], text)
    yield 39
    stage.do(mediating.take_up_mediation, stage.coordinator, stage.groups[KEY], stage.codes["sudwest-fryslan"])
    yield 34
    stage.do(mediating.close_mediation, stage.coordinator, stage.groups[KEY], stage.codes["sudwest-fryslan"])
    yield 12
    proposal = Proposal(
        title="Elke vrijdag een bericht over wat er veranderde",
        text="Wie iets aan de broncode verandert, schrijft dat op vrijdag in één bericht aan de hele groep.",
        rationale="Dan hoort iedereen het op tijd, ook wie deze week niet meebouwt.",
        alternatives="Elke week samen overleggen; dat kost ons te veel uren.",
    )
    ordinal = stage.do(room.propose_decision, stage.by("groningen"), stage.groups[KEY], proposal)
    yield 7
    reason = "Een bericht per week is veel. Wij willen het liever aan het eind van elke stap."
    stage.do(room.object_to_motion, stage.by("sudwest-fryslan"), stage.groups[KEY], ordinal, reason)
