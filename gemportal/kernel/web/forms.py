"""The base of every form: it keeps what was typed, and carries an act out."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectChoice, ValidationError  # type: ignore[attr-defined] # the stubs are a version behind

from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

# A form with this field is never put by for whoever sent it after their session was over.
NOT_KEPT = "not_kept"

# All control characters but those that lay a text out.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


class HouseForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form whose `performed` validates, performs one act and turns a broken rule into a sentence above the form."""

    result: Any = None
    status: int = 200

    class Meta:
        # Translations come from our own catalogue, through the words of each validator.
        locales = ("nl",)

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What the form reads: what was sent as a form, without signs that no keyboard types and no calendar or feed can hold.

            In JSON a field could hold a list or null, where text is meant.
            """
            sent = None if request.is_json else super().wrap_formdata(form, formdata)  # type: ignore[misc] # Flask-WTF's
            if sent is None:
                return None
            return MultiDict(
                (name, _CONTROL.sub("", value) if isinstance(value, str) else value)
                for name, value in sent.items(multi=True)
            )

    def filled_in(self) -> bool:
        """Whether it was sent with every field as it should be; when one is not, `status` says 422."""
        if not self.is_submitted():
            return False
        if not self.validate():
            self.status = 422
            return False
        return True

    def performed(self, act: Callable[..., Any], actor: Actor, /, *args: Any, **values: Any) -> bool:
        """Whether the act was done with `values`. When not, the form holds the reason and `status` says 422 or 409."""
        return self.filled_in() and self.carried_out(act, actor, *args, **values)

    def carried_out(self, act: Callable[..., Any], actor: Actor, /, *args: Any, **values: Any) -> bool:
        """The same for what was typed as it is, good or not: what is put by needs no checking."""
        try:
            self.result = perform(act, actor, *args, **values)
        except RuleBroken as broken:
            self.form_errors.append(str(broken))
            self.status = 409
            return False
        return True


class ConfirmForm(HouseForm):
    """Nothing to fill in: a page that asks to confirm."""


@contextmanager
def said_at_the_field() -> Iterator[None]:
    """A rule that is broken inside the block is said at the field that is being validated."""
    try:
        yield
    except RuleBroken as broken:
        raise ValidationError(str(broken)) from None


Check = Callable[[Any, Field], None]


def at_most(longest: int) -> Check:
    """No more than so many characters. The browser is not told: it would cut off what is pasted, and say nothing."""

    def validate(_form: Any, field: Field) -> None:
        used = len(field.data or "")
        if used > longest:
            raise ValidationError(
                str(_l("Gebruik hoogstens %(n)s tekens: dit zijn er %(used)s.", n=longest, used=used))
            )

    return validate


def between(least: int, most: int) -> Check:
    """A number from `least` up to `most`. What is no number at all, the field has said already."""

    def validate(_form: Any, field: Field) -> None:
        if field.data is not None and not least <= field.data <= most:
            raise ValidationError(str(_l("Gebruik een getal van %(min)s tot en met %(max)s.", min=least, max=most)))

    return validate


def no_larger_than(most: int, sentence: Any) -> dict[str, Any]:
    """Let the script of every page say `sentence` at the field of a file of more than so many bytes, before it is sent.

    A request that is too large is not read at all, and what else was filled in would be lost with it.
    """
    return {"data-most": most, "data-too-large": sentence}


def require_for_form(actor: Actor, permission: str, subject: Any) -> None:
    """Pass, or refuse: who may not do this sees no form, nor does anybody see one for what cannot be done now.

    Only once a form is sent, the state is left to the act: what was typed then stays on the page, under its sentence.
    """
    try:
        policy.require(actor, permission, subject)
    except RuleBroken:
        if request.method == "GET":
            raise


def choices(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """What can be chosen from, as a field takes it, from pairs of a value and its label."""
    return [SelectChoice(value, label) for value, label in pairs]
