"""What the newspaper of the register says about settings: what they became."""

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l
from gemportal.register.words import Told, says
from gemportal.settings import rules


@says("settings:change")
def changed(line: Told) -> Message:
    return _l(
        "Van %(before)s naar %(after)s %(unit)s.",
        before=Amount(line.data["from"]),
        after=Amount(line.data["to"]),
        unit=rules.KEYS[line.subject].unit,
    )
