"""The form for dividing a budget: a line for each initiative and each option written out, and a file to take them from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from gemportal.kernel.web.fields import WholeNumber
from gemportal.kernel.web.forms import between, no_larger_than
from gemportal.voting.formats import pabulib
from gemportal.voting.formats.countable import MalformedTally
from gemportal.voting.formats.pabulib import Projects
from gemportal.voting.methods.budget import MOST_EUROS
from gemportal.voting.preparing import rules
from gemportal.voting.preparing.forms import Offer, Weighed, of_options
from gemportal.voting.preparing.rules import Kind

FEWEST, MORE, MOST = 5, 5, rules.MOST_OPTIONS
MOST_BYTES = 1_500_000
_TOO_LARGE = _("Dit bestand is te groot. Laat de stemmen eruit: alleen de projecten zijn nodig.")


class OptionLine(NamedTuple):
    """The fields of one option. `chosen` is there for an initiative, `title` for what is written out."""

    key: str
    chosen: Field | None
    title: Field | None
    cost: Field
    letter: Field

    @property
    def called(self) -> str:
        """What the option is called, as far as that is known."""
        known = (
            self.chosen.label.text if self.chosen is not None else str((self.title and self.title.data) or "").strip()
        )
        return known or str(_("deze keuze"))

    @property
    def used(self) -> bool:
        """Whether it was meant as an option."""
        if self.chosen is not None:
            return bool(self.chosen.data)
        return bool(str((self.title and self.title.data) or "").strip() or self.cost.data is not None)


class BudgetForm(Weighed):
    """Who gets what money. `rows` is how many lines there are to write on."""

    kind = Kind.BUDGET

    budget = WholeNumber(
        _("Hoeveel geld is er te verdelen?"), [InputRequired(_("Vul in hoeveel geld er is.")), between(1, MOST_EUROS)]
    )
    rows = HiddenField()
    file = FileField(_("Pabulib-bestand (.pb)"), render_kw=no_larger_than(MOST_BYTES, _TOO_LARGE))
    pasted = TextAreaField(_("Of plak hier wat erin staat"))

    numbers: tuple[str, ...] = ()
    count: int = FEWEST

    def line(self, key: str) -> OptionLine:
        return OptionLine(
            key,
            self._fields.get(f"chosen-{key}"),
            self._fields.get(f"title-{key}"),
            self[f"cost-{key}"],
            self[f"letter-{key}"],
        )

    @property
    def of_initiatives(self) -> list[OptionLine]:
        return [self.line(number) for number in self.numbers]

    @property
    def of_own(self) -> list[OptionLine]:
        return [self.line(str(at)) for at in range(1, self.count + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each option has a description and a cost; the sentence stands at the field that lacks it."""
        valid: bool = super().validate(extra_validators)
        for line in (*self.of_initiatives, *self.of_own):
            if not line.used:
                continue
            if line.title is not None and not (line.title.data or "").strip():
                line.title.errors = [*line.title.errors, str(_("Schrijf op waar dit geld voor is."))]
                valid = False
            if line.cost.data is None and not line.cost.errors:
                line.cost.errors = [str(_("Vul in wat “%(option)s” kost, in hele euro’s.", option=line.called))]
                valid = False
            elif not (line.cost.errors or self.budget.errors) and line.cost.data > self.budget.data:
                line.cost.errors = [str(_("“%(option)s” kost meer dan er te verdelen is.", option=line.called))]
                valid = False
        return valid

    def own(self) -> dict[str, Any]:
        chosen = {line.key: line for line in self.of_initiatives if line.used}
        written = {f"keuze-{at}": line for at, line in enumerate((line for line in self.of_own if line.used), 1)}
        lines = chosen | written
        return super().own() | {
            "method": rules.BUDGET,
            "initiatives": tuple(chosen),
            "written": tuple(str(line.title and line.title.data).strip() for line in written.values()),
            "costs": {key: line.cost.data for key, line in lines.items()},
            "excludes": rules.exclusions({key: line.letter.data or "" for key, line in lines.items()}),
            "particular": {"budget": self.budget.data},
        }

    def projects(self) -> Projects | None:
        """What the file, or the text that was pasted, proposes; None with a sentence above the form when it says nothing."""
        self.status = 422
        content = self.file.data.read(MOST_BYTES + 1) if self.file.data else (self.pasted.data or "").encode()
        if len(content) > MOST_BYTES:
            self.form_errors.append(str(_TOO_LARGE))
            return None
        if not content.strip():
            self.form_errors.append(str(_("Kies een bestand, of plak wat erin staat.")))
            return None
        try:
            found = pabulib.projects(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.form_errors.append(str(_("Dit bestand is niet te lezen: sla het op als UTF-8.")))
        except MalformedTally as malformed:
            self.form_errors.append(str(_("In het bestand klopt iets niet: %(what)s", what=str(malformed))))
        else:
            if len(found.options) <= MOST - len([line for line in self.of_own if line.used]):
                self.status = 200
                return found
            self.form_errors.append(str(_("Er zijn te veel keuzes: hoogstens %(most)s.", most=MOST)))
        return None

    def take(self, found: Projects) -> None:
        """Fill in what a file proposes, on the lines that are free; what was typed stays."""
        if not self.title.data:
            self.title.data = found.title[: rules.LONGEST_TITLE]
        if found.budget is not None and self.budget.data is None:
            self.budget.data, self.budget.raw_data = found.budget, None
        letters = rules.letters_for((option.id, option.excludes) for option in found.options)
        free = (line for line in self.of_own if not line.used)
        for line, option in zip(free, found.options, strict=False):
            assert line.title is not None
            line.title.data = option.title
            line.cost.data, line.cost.raw_data = option.cost, None
            line.letter.data = letters.get(option.id, "")
        self.pasted.data = ""


def budget_form(offer: Offer, rows: int, data: Mapping[str, Any] | None = None) -> BudgetForm:
    """The form with a line for each open initiative, filled in with what it is known to cost, and `rows` lines to write on."""
    rows = max(FEWEST, min(rows, MOST))
    fields: dict[str, Any] = {"numbers": tuple(offer.titles), "count": rows}
    for number, words in offer.initiatives:
        fields |= {f"chosen-{number}": BooleanField(words), **_line(number, offer.costs.get(number))}
    for at in range(1, rows + 1):
        fields[f"title-{at}"] = StringField(_("Omschrijving"), [of_options])
        fields |= _line(str(at), None)
    form: BudgetForm = type("Budget", (BudgetForm,), fields)(data=dict(data or {}))
    form.rows.data = str(rows)
    return form


def _line(key: str, cost: int | None) -> dict[str, Any]:
    return {
        f"cost-{key}": WholeNumber(_("Kosten in euro’s"), [Optional(), between(0, rules.MOST_COST)], default=cost),
        f"letter-{key}": StringField(
            _("Letter"), [Length(max=1, message=_("Gebruik één letter."))], filters=[lambda text: (text or "").strip()]
        ),
    }


def filled_lines(options: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The values of the lines, from the options of a vote in preparation."""
    letters = rules.letters_for((option.key, option.excludes or ()) for option in options)
    written = [option for option in options if not option.initiative_number]
    for option in options:
        key = option.key if option.initiative_number else str(written.index(option) + 1)
        yield (
            f"chosen-{key}" if option.initiative_number else f"title-{key}",
            (True if option.initiative_number else option.title),
        )
        yield f"cost-{key}", option.cost
        yield f"letter-{key}", letters.get(option.key, "")
