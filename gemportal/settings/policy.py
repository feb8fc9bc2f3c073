"""Who may change the cooperative's settings."""

from gemportal.kernel.policy import May, chair, coordinator, declare
from gemportal.kernel.words import _l

declare(
    "settings",
    _l("Instellingen"),
    [May("settings:change", _l("een instelling wijzigen"), (chair, coordinator), note=_l("met reden"))],
)
