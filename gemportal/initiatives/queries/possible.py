"""What an actor can do with an initiative now: the buttons on its page, as policy gives them."""

from dataclasses import dataclass

from gemportal.initiatives.policy import INVITE
from gemportal.initiatives.queries.one import InitiativePage
from gemportal.initiatives.rules import Level
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.words import Message, _l


@dataclass(frozen=True)
class Possible:
    """One thing to do. Its page takes the initiative's number; `main` is the one that matters most."""

    label: Message
    endpoint: str
    main: bool = False


def possible(actor: Actor, initiative: InitiativePage) -> list[Possible]:
    """What this actor can do with a published initiative, the main thing first. Nothing for who is not signed in."""
    if not actor.signed_in:
        return []
    others = {
        "initiatives:revise": Possible(_l("Tekst wijzigen"), "initiatives.revise"),
        "initiatives:withdraw": Possible(_l("Initiatief intrekken"), "initiatives.withdraw"),
        "initiatives:reopen": Possible(_l("Nieuwe oproep doen"), "initiatives.reopen"),
        "initiatives:lapse": Possible(_l("Vaststellen dat geen groep lukt"), "initiatives.lapse"),
        "initiatives:stop": Possible(_l("Initiatief stoppen"), "initiatives.stop"),
    }
    declared = initiative.declaration_of(actor.organisation)
    if declared is not None and declared.level is not Level.NO:
        others["initiatives:back-willingness"] = Possible(_l("Laat zien wie er thuis achter staat"), "initiatives.back")
    if initiative.call_is_running:
        del others["initiatives:reopen"]
    found = [action for permission, action in others.items() if policy.may(actor, permission, initiative)]
    if policy.may(actor, INVITE, initiative.inviting):
        found.append(Possible(_l("Ketenpartner uitnodigen"), "initiatives.invite"))
    if policy.may(actor, "initiatives:declare-willingness", initiative):
        found.insert(0, Possible(_declaring(actor, initiative), "initiatives.declare", main=True))
    return found


def _declaring(actor: Actor, initiative: InitiativePage) -> Message:
    current = initiative.declaration_of(actor.organisation)
    if current is None:
        return _l("Zeg of u meedoet") if initiative.call_is_running else _l("Zet u op de wachtlijst")
    if not current.confirmed:
        return _l("Bevestig uw bereidheid")
    return _l("Bekijk of wijzig uw bereidheid")
