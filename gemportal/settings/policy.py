"""Who may change the cooperative's settings."""

from gemportal.kernel.policy import May, chair, coordinator, declare, members_vote
from gemportal.kernel.words import _l

declare(
    "settings",
    _l("Instellingen"),
    [May("settings:change", _l("een instelling wijzigen"), (chair, coordinator, members_vote), note=_l("met reden"))],
)
