"""Fields that say in our words when something else was typed, and keep it."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField
from wtforms.widgets import TextInput

_LONGEST = 40  # Longer numbers are no amounts, and Python would take its time to read them.
# With the sign of euros, and thousands apart by a dot or a comma; what stands behind either is never read as a part.
_WHOLE = re.compile(r"€?(?P<number>-?(?:[0-9]+|[0-9]{1,3}(?P<apart>[.,])[0-9]{3}(?:(?P=apart)[0-9]{3})*))", re.ASCII)


class WholeNumber(IntegerField):
    """An integer, as people write it.

    A text box: a browser's own number box sends nothing when it does not understand what was typed, so that it would be lost.
    """

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = "".join(str(valuelist[0]).split()) if valuelist else ""
        self.data = None
        if not typed:
            return
        found = _WHOLE.fullmatch(typed)
        if found is None or len(typed) > _LONGEST:
            raise ValueError(_("Vul een heel getal in."))
        self.data = int(re.sub("[.,]", "", found["number"]))


class Day(DateField):
    """A date, as 2026-05-12."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        if not any(str(value).strip() for value in valuelist):
            return
        try:
            super().process_formdata(list(valuelist))
        except ValueError:
            raise ValueError(_("Vul een datum in, zoals 2026-05-12.")) from None
