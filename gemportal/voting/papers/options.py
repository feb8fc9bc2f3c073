"""A set of options: check boxes, with what each costs where money is divided."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, ngettext
from wtforms import Field, SelectMultipleField
from wtforms.widgets import CheckboxInput

from gemportal.kernel.web.formats import euro
from gemportal.kernel.web.forms import choices
from gemportal.voting.methods.budget import rivals
from gemportal.voting.papers.paper import Ask, BallotForm


class OptionsPaper(BallotForm):
    """Any number of options, or as many as the rules allow."""

    @classmethod
    def fields(cls, sealed: Ask) -> dict[str, Field]:
        return {
            "answer": SelectMultipleField(
                str(sealed.method.question),
                choices=choices((option.id, option.title) for option in sealed.options),
                description=" ".join(_hints(sealed)),
                option_widget=CheckboxInput(),
                validate_choice=False,
            )
        }

    @classmethod
    def filled(cls, sealed: Ask, answer: Any) -> dict[str, Any]:
        return {"answer": answer or []}

    @property
    def given(self) -> Any:
        return list(self["answer"].data or ())

    @property
    def rivals(self) -> dict[str, Sequence[str]]:
        """By option, the titles of what cannot be chosen beside it."""
        beside = rivals(self.sealed.options)
        return {key: [title for other, title in self.sealed.titles.items() if other in beside[key]] for key in beside}


def _hints(sealed: Ask) -> list[str]:
    most, budget = getattr(sealed.rules, "max", 0), getattr(sealed.rules, "budget", None)
    hints = [str(sealed.method.answer)]
    if most:
        hints.append(ngettext("U mag er %(num)s kiezen.", "U mag er hoogstens %(num)s kiezen.", most))
    if budget is not None:
        hints.append(
            gettext("Er is %(budget)s te verdelen. Wat u aankruist, mag samen meer kosten.", budget=euro(budget))
        )
    if any(option.excludes for option in sealed.options):
        hints.append(
            gettext("Kunnen keuzes niet samen? U mag ze wel allebei aankruisen: hoogstens één ervan wordt gekozen.")
        )
    return hints
