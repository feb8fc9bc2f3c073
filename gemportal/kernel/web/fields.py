"""Fields that say in our words when something else was typed, and keep it."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField
from wtforms.widgets import TextInput

_WHOLE = re.compile(r"-?([0-9]{1,18}|[0-9]{1,3}(\.[0-9]{3}){1,5})")


class WholeNumber(IntegerField):
    """An integer. Dots between thousands are allowed, and nowhere else: `12.50` is not taken for 1250.

    A text box: a browser's own number box sends nothing when it does not understand what was typed, so that it would be lost.
    """

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = "".join(str(valuelist[0]).split()) if valuelist else ""
        self.data = None
        if not typed:
            return
        if _WHOLE.fullmatch(typed) is None:
            raise ValueError(_("Vul een heel getal in."))
        self.data = int(typed.replace(".", ""))


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
