"""Who may give the register a new key."""

from gemportal.kernel.policy import May, Who, by_rule, declare
from gemportal.kernel.words import _l
from gemportal.register.rotating.rules import ROTATE

operator = Who(_l("wie het portaal beheert, op de machine zelf"), by_rule(ROTATE))

declare(
    "register",
    _l("Register"),
    [May(ROTATE, _l("de sleutel van het register vervangen"), (operator,), note=_l("de oude sleutel tekent ervoor"))],
)
