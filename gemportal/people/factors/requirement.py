"""Whether a capacity needs a second factor: by the configuration for offices, by the members' own setting for everybody."""

from dataclasses import dataclass

from flask import current_app

from gemportal.kernel.actor import Actor, Capacity
from gemportal.people.factors.rules import FOR_ALL
from gemportal.settings import queries as settings


@dataclass(frozen=True)
class Requirement:
    """What cannot be acted in from a session without a second factor."""

    offices: bool
    mandates: bool

    def covers(self, actor: Actor) -> bool:
        """Whether acting in this capacity needs one."""
        return {Capacity.OFFICE: self.offices, Capacity.MANDATE: self.mandates}.get(actor.capacity, False)


def requirement(for_all: int | None = None) -> Requirement:
    """What holds now; by this value of the members' setting, where it was read already."""
    everybody = bool(settings.value(FOR_ALL) if for_all is None else for_all)
    return Requirement(offices=everybody or current_app.config["SECOND_FACTOR"], mandates=everybody)
