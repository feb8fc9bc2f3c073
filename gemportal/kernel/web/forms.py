"""The base of every form: it keeps what was typed, and carries an act out."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectChoice  # type: ignore[attr-defined] # the stubs are a version behind

from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import RuleBroken


class HouseForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form whose `performed` validates, performs one act and turns a broken rule into a sentence above the form."""

    result: Any = None
    status: int = 200

    class Meta:
        # Translations come from our own catalogue, through the words of each validator.
        locales = ("nl",)

    def performed(self, act: Callable[..., Any], actor: Actor, /, *args: Any, **values: Any) -> bool:
        """Whether the act was done with `values`. When not, the form holds the reason and `status` says 422 or 409."""
        if not self.is_submitted():
            return False
        if not self.validate():
            self.status = 422
            return False
        try:
            self.result = perform(act, actor, *args, **values)
        except RuleBroken as broken:
            self.form_errors.append(str(broken))
            self.status = 409
            return False
        return True


def choices(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """What can be chosen from, as a field takes it, from pairs of a value and its label."""
    return [SelectChoice(value, label) for value, label in pairs]
