"""Fields that say in our words when something else was typed, and keep it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField
from wtforms.widgets import TextInput


class WholeNumber(IntegerField):
    """An integer. Dots between thousands are allowed.

    A text box: a browser's own number box sends nothing when it does not understand what was typed, so that it would be lost.
    """

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = "".join(str(valuelist[0]).split()).replace(".", "") if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            self.data = int(typed)
        except ValueError:
            raise ValueError(_("Vul een heel getal in.")) from None


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
