"""The form about a task."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Optional

from gemportal.groups.queries import Working
from gemportal.groups.tasks.queries import TaskLine
from gemportal.groups.tasks.rules import LONGEST, Wanted
from gemportal.kernel.web.fields import Day
from gemportal.kernel.web.forms import HouseForm, at_most, choices

_LONGEST_KEY = 19


class TaskForm(HouseForm):
    """What, who and until when. Who is one choice: an organisation, or a person in its seat."""

    what = StringField(
        _("Wat moet er gebeuren?"), [InputRequired(_("Schrijf op wat er moet gebeuren.")), at_most(LONGEST)]
    )
    who = SelectField(_("Wie doet het?"), [InputRequired(_("Kies wie het doet."))])
    until = Day(_("Tot en met"), [Optional()])

    def offer(self, working: Iterable[Working]) -> "TaskForm":
        """Let the form be about those who work in a seat."""
        offered: dict[str, Any] = {}
        for one in (one for one in working if one.works):
            offered.setdefault(one.code, one.organisation)
            if one.person_id is not None:
                offered[f"{one.code}:{one.person_id}"] = f"{one.organisation}: {one.name}"
        self.who.choices = choices(offered.items())
        return self

    def wanted(self) -> Wanted:
        """What was filled in, for the act to judge."""
        code, _colon, person = str(self.who.data or "").partition(":")
        # A number longer than any key is none, and the form says that it offers no such choice.
        known = person.isdecimal() and len(person) <= _LONGEST_KEY
        return Wanted(self.what.data or "", code, int(person) if known else None, self.until.data)


def who_of(line: TaskLine) -> str:
    """What the form calls the one who does this task."""
    return line.code if line.person_id is None else f"{line.code}:{line.person_id}"
