"""What can happen to the key of the register."""

from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register import keys, queries
from gemportal.register.log import record
from gemportal.register.rotating import signing
from gemportal.register.rotating.rules import ROTATE, SUBJECT, Rotation


@act(ROTATE, _l("neemt een nieuwe sleutel voor het register in gebruik"), holds=holds("from", "to", "note"))
def rotate_key(actor: Actor) -> None:
    """Let the key that lies ready sign from now on, and the present one vouch for it."""
    policy.require(actor, ROTATE)
    present, new = keys.signer(), keys.prepared()
    if new is None or new.verifier == present.verifier:
        raise RuleBroken(_l("Er ligt geen nieuwe sleutel klaar. Er is niets veranderd."))
    rotation = Rotation.by(present, new.verifier, queries.number_of_entries())
    if record(SUBJECT, rotation.data) != rotation.index:
        raise RuntimeError("the register grew while its writer's lock was held")
    signing.hand_over_to(new, rotation.index)
