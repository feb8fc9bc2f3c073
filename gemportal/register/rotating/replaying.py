"""What the register tells of its own keys."""

from gemportal.kernel.words import _l
from gemportal.register.replaying.telling import leaves_nothing
from gemportal.register.rotating.rules import ROTATE

leaves_nothing(_l("de sleutels van het register staan alleen in het register zelf"), ROTATE)
