"""What a vote may bring about in an initiative: the act that it can carry as its effect, with what must be so for it."""

from gemportal.initiatives import acts, queries, rules
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import effect, voted
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l


def _is_living(number: str, **_texts: str) -> None:
    if queries.by_number(number).status not in rules.LIVING:
        raise RuleBroken(_l("Dit initiatief is al geëindigd."))


@effect("initiatives:stop", _is_living)
def stop_as_voted(actor: Actor, number: str, reason: str = "", lesson: str = "") -> None:
    """End the initiative as the members voted, for their reason and with what they learned, if they wrote that down."""
    acts.stop(actor, number, reason or voted(), lesson)
