"""Forms about steps."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired

from gemportal.groups.forms import EVERYBODY_READS
from gemportal.groups.rules import MOST, YearPledged
from gemportal.groups.steps.queries import StepLine
from gemportal.groups.steps.rules import SCORES, Conclusion, Judging, Plan, pledged_in, years_of
from gemportal.kernel import clock
from gemportal.kernel.figures import Amount, Euros
from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.kernel.web.fields import Day, WholeNumber
from gemportal.kernel.web.forms import HouseForm, at_most, between


def _whole(label: Any, **options: Any) -> WholeNumber:
    return WholeNumber(label, [InputRequired(_("Vul een heel getal in.")), between(0, MOST)], **options)


class PlanForm(HouseForm):
    """What a step wants."""

    aim = TextAreaField(_("Doel van de stap"), [InputRequired(_("Schrijf het doel op.")), at_most(LONGEST_TEXT)])
    expectation = TextAreaField(
        _("Wat we verwachten dat er gebeurt"), [InputRequired(_("Schrijf op wat u verwacht.")), at_most(LONGEST_TEXT)]
    )
    measure = TextAreaField(
        _("Hoe we dat gaan zien"), [InputRequired(_("Schrijf op hoe u dat gaat zien.")), at_most(LONGEST_TEXT)]
    )
    starts_on = Day(_("Start"), [InputRequired(_("Kies een datum."))], default=clock.today)
    due_on = Day(
        _("Klaar op"), [InputRequired(_("Kies een datum."))], default=lambda: clock.today() + timedelta(weeks=6)
    )
    hours = _whole(_("Uren, voor allen samen"))
    euros = _whole(_("Euro’s, voor allen samen"), default=0)

    def plan(self) -> Plan:
        """What was filled in, for the act to judge."""
        values = {field.name: field.data for field in self if field.name != "csrf_token"}
        return Plan(**values)


class EvaluationForm(HouseForm):
    """One organisation's judgement of a step."""

    came_true = RadioField(_("Kwam uit wat u verwachtte?"), [InputRequired(_("Kies een cijfer."))])
    cooperation = RadioField(_("Hoe goed werkten we samen?"), [InputRequired(_("Kies een cijfer."))])
    went_well = TextAreaField(_("Wat ging goed?"), [at_most(LONGEST_TEXT)])
    went_wrong = TextAreaField(_("Wat ging mis?"), [at_most(LONGEST_TEXT)])
    at_home = TextAreaField(_("Wat hielp of hinderde in uw eigen organisatie?"), [at_most(LONGEST_TEXT)])
    learned = TextAreaField(
        _("Wat leerde u?"),
        [InputRequired(_("Schrijf op wat u leerde.")), at_most(LONGEST_TEXT)],
        description=_(
            "De trekker kan hier na de stap een les voor iedereen van maken, ook als uw evaluatie niet openbaar is. Uw "
            "organisatie staat daar dan niet bij."
        ),
    )
    hours = _whole(_("Bestede uren"))
    euros = _whole(_("Bestede euro’s"), default=0)
    advice = RadioField(_("Wat moet de groep nu doen?"), [InputRequired(_("Kies wat de groep nu moet doen."))])
    in_public = BooleanField(_("Maak onze evaluatie openbaar als de stap is afgerond"))
    put_by = SubmitField(_("Bewaar en ga later verder"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scores = [(str(score), f"{score} – {words}") for score, words in SCORES.items()]
        self.came_true.choices = self.cooperation.choices = scores
        self.advice.choices = [(one.value, str(one.label)) for one in Conclusion]

    @classmethod
    def going_on_with(cls, draft: Mapping[str, str]) -> "EvaluationForm":
        """The form as it was put by, with what was typed as it was typed; once it is sent, as it is sent."""
        return cls(formdata=MultiDict(draft)) if draft and request.method == "GET" else cls()

    def hint(self, step: StepLine, pledges: Iterable[YearPledged]) -> "EvaluationForm":
        """Say beside the figures what this organisation pledged, and what was planned for all."""
        years = years_of(step.starts_on, step.due_on)
        words = {"years": ", ".join(map(str, years))}
        hours, euros = pledged_in(years, pledges)
        self.hours.description = _(
            "U zegde %(hours)s uur toe voor %(years)s. Voor de hele stap zijn %(planned)s uur gepland, voor allen samen.",
            hours=Amount(hours),
            planned=Amount(step.hours),
            **words,
        )
        self.euros.description = _(
            "U zegde %(euros)s toe voor %(years)s. Voor de hele stap is %(planned)s gepland, voor allen samen.",
            euros=Euros(euros),
            planned=Euros(step.euros),
            **words,
        )
        return self

    @property
    def is_put_by(self) -> bool:
        """Whether the button was pressed that keeps what was typed, to go on later."""
        return self.is_submitted() and self.put_by.data

    def typed(self) -> dict[str, str]:
        """What was filled in, as it was typed."""
        return {field.name: str((field.raw_data or [""])[0]) for field in self}

    def judging(self) -> Judging | None:
        """What was filled in, for the act to judge; None as long as something that it needs is missing."""
        if not self.is_submitted() or not self.validate():
            return None
        return Judging(
            came_true=int(self.came_true.data),
            cooperation=int(self.cooperation.data),
            went_well=self.went_well.data or "",
            went_wrong=self.went_wrong.data or "",
            at_home=self.at_home.data or "",
            learned=self.learned.data or "",
            hours=self.hours.data or 0,
            euros=self.euros.data or 0,
            advice=Conclusion(self.advice.data),
        )


class ConcludeForm(HouseForm):
    """The group's word on a step."""

    conclusion = RadioField(
        _("Conclusie"),
        [InputRequired(_("Kies een conclusie."))],
        description=_("De conclusie volgt wat de meeste evaluaties adviseren."),
    )
    outcome = TextAreaField(
        _("Wat er gebeurde"),
        [InputRequired(_("Schrijf op wat er gebeurde.")), at_most(LONGEST_TEXT)],
        description=EVERYBODY_READS,
    )
    lesson = TextAreaField(
        _("Wat anderen hiervan kunnen leren"),
        [at_most(LONGEST_TEXT)],
        description=_(
            "Verplicht als de groep stopt. Het wordt een les voor iedereen: u kunt haar daarna nog verbeteren."
        ),
    )

    def offer(self, choices: frozenset[Conclusion]) -> "ConcludeForm":
        """Let the form be about what the group chose."""
        self.conclusion.choices = [
            (one.value, f"{one.label}: {one.explanation}") for one in Conclusion if one in choices
        ]
        return self
