"""What every ballot paper has: what it is printed from, the statement, and the answer as the method takes it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, TextAreaField

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm, at_most
from gemportal.kernel.words import Message
from gemportal.voting.methods.method import Method
from gemportal.voting.methods.option import Option
from gemportal.voting.rules import LONGEST_STATEMENT
from gemportal.voting.summary import summary


class Ask(Protocol):
    """What a paper is printed from: the sealed definition, or what a preparation would seal."""

    @property
    def method(self) -> Method[Any, Any]: ...
    @property
    def rules(self) -> Any: ...
    @property
    def options(self) -> Sequence[Option]: ...
    @property
    def titles(self) -> Mapping[str, str]: ...
    @property
    def secret(self) -> bool: ...
    @property
    def voters(self) -> Message: ...


class BallotForm(HouseForm):
    """A paper of one shape. Its answer is in the fields that are named `answer…`; what cannot be chosen there, the method refuses.

    `key` is made with the summary and goes with the ballot, so that the same summary counts once.
    """

    sealed: Ask
    canonical: Any = None

    key = HiddenField()
    statement = TextAreaField(
        _("Stemverklaring"),
        [at_most(LONGEST_STATEMENT)],
        description=_("Waarom stemt uw organisatie zo? Iedereen kan dit lezen zodra de stemming gesloten is."),
    )

    @classmethod
    def fields(cls, sealed: Ask) -> dict[str, Field]:
        """The fields of the answer, by name."""
        raise NotImplementedError

    @classmethod
    def filled(cls, sealed: Ask, answer: Any) -> dict[str, Any]:
        """What those fields hold after `answer` was given; None where nothing was."""
        raise NotImplementedError

    @property
    def given(self) -> Any:
        """The answer as it was filled in, whether or not the method takes it. Never raises."""
        raise NotImplementedError

    @property
    def answer_fields(self) -> list[Field]:
        """The fields that hold the answer, in the order of the options."""
        return [field for field in self if field.name.startswith("answer")]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What came in for the answer, as it came: the summary hands it on."""
        return [(field.name, value) for field in self.answer_fields for value in field.raw_data or ()]

    @property
    def said(self) -> str | None:
        """The statement, where the paper has one."""
        return self.statement.data if "statement" in self else None

    @property
    def chose_nothing(self) -> bool:
        """Whether this is a blank ballot without the word for it: an empty one."""
        return not self.canonical

    @property
    def rule(self) -> Message:
        """When something is decided, in one sentence."""
        return summary(self.sealed.method, self.sealed.rules, self.sealed.voters)

    @property
    def further_rules(self) -> Sequence[Message]:
        """The whole of the rules, ties and blanks included."""
        return self.sealed.method.sentences(self.sealed.rules)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the method accepts the answer, which is then in `canonical`; its sentence stands above the form when not."""
        if not super().validate(extra_validators):
            return False
        try:
            self.canonical = self.sealed.method.validate(self.given, self.sealed.options, self.sealed.rules)
        except RuleBroken as broken:
            self.form_errors.append(str(broken))
            return False
        return True

    def complete(self) -> bool:
        """Whether there is a ballot to show in a summary; when not, the form says why."""
        if self.validate():
            return True
        self.status = 422
        return False

    def refuse(self, sentence: Message) -> None:
        """Say above the form why this cannot be; what was filled in stays."""
        self.form_errors.append(str(sentence))
        self.status = 409
