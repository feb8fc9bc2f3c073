"""The form for a decision."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Optional

from gemportal.decisions.rules import Wording
from gemportal.groups.room.forms import ProposalForm
from gemportal.groups.room.rules import LONGEST_DECISION
from gemportal.kernel.web.forms import at_most


class DecisionForm(ProposalForm):
    """What was decided and why, asked for as what a group could decide; and who thought otherwise."""

    text = TextAreaField(
        _("Wat is besloten?"),
        [DataRequired(_("Schrijf wat er is besloten.")), at_most(LONGEST_DECISION)],
        description=_("Schrijf het zo dat iemand die er niet bij was, het kan uitvoeren."),
    )
    rationale = TextAreaField(
        _("Waarom?"), [DataRequired(_("Schrijf waarom dit is besloten.")), at_most(LONGEST_DECISION)]
    )
    dissent = TextAreaField(
        _("Wie dacht er anders over?"),
        [Optional(), at_most(LONGEST_DECISION)],
        description=_("Noem organisaties, geen personen. Wat niet is overgenomen, hoort er ook bij."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the order of the page, since what is wrong is told in the order of the fields.
        for name in ("alternatives", "dissent", "review_on"):
            self._fields.move_to_end(name)

    @property
    def wording(self) -> Wording:
        """What was filled in, good or not: the rules judge."""
        return Wording(**vars(self.proposal), dissent=(self.dissent.data or "").strip() or None)
