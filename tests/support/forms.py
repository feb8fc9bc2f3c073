"""Filling in a form on a page as a browser does: what it would send, and nothing that a person could not send."""

from dataclasses import dataclass
from typing import Any

from tests.support.page import Element

# Kinds of <input> that are sent only when they are ticked, pressed or filled by a person.
_BUTTONS = {"submit", "button", "reset", "image"}


@dataclass(frozen=True)
class Filled:
    """What the browser would ask for."""

    action: str | None
    method: str
    content_type: str
    fields: dict[str, list[Any]]


def fill_in(form: Element, values: dict[str, Any], button: str | None) -> Filled:
    """The request that pressing `button` makes after `values` were filled in. Fails on a field or value that is not there."""
    controls = [control for control in form.all("input[name], select[name], textarea[name]") if not _disabled(control)]
    names = {control["name"] for control in controls}
    if missing := values.keys() - names:
        raise AssertionError(f"the form has no field {', '.join(sorted(missing))}; it has {', '.join(sorted(names))}")
    fields: dict[str, list[Any]] = {}
    for control in controls:
        name = control["name"]
        for value in _sent(control, values.get(name), given=name in values):
            fields.setdefault(name, []).append(value)
    _check_choices(controls, values)
    pressed = _pressed(form, button)
    if pressed is not None and pressed.has("name"):
        fields.setdefault(pressed["name"], []).append(pressed.get("value") or "")
    return Filled(
        action=(pressed.get("formaction") if pressed else None) or form.get("action"),
        method=((pressed.get("formmethod") if pressed else None) or form.get("method") or "get").lower(),
        content_type=form.get("enctype") or "application/x-www-form-urlencoded",
        fields=fields,
    )


def _disabled(control: Element) -> bool:
    return control.has("disabled") or control.within("fieldset[disabled]")


def _sent(control: Element, value: Any, *, given: bool) -> list[Any]:
    kind = control.get("type") or "text"
    if control.name == "select":
        return _selected(control, value, given=given)
    if control.name == "textarea":
        return [str(value) if given else control.raw.removeprefix("\n")]
    if kind in _BUTTONS:
        return []
    if kind in {"checkbox", "radio"}:
        return _ticked(control, value, given=given)
    if kind == "hidden" and given:
        raise AssertionError(f"{control['name']} is hidden: a person cannot fill it in")
    if kind == "file":
        return [value] if given else []
    return [str(value) if given else control.get("value") or ""]


def _ticked(control: Element, value: Any, *, given: bool) -> list[str]:
    own = _own_value(control)
    if not given:
        return [own] if control.has("checked") else []
    if isinstance(value, bool):
        return [own] if value else []
    wanted = [str(item) for item in value] if isinstance(value, (list, tuple, set)) else [str(value)]
    return [own] if own in wanted else []


def _own_value(control: Element) -> str:
    """What a box or a button sends: an empty value is a value too."""
    value = control.get("value")
    return "on" if value is None else value


def _selected(control: Element, value: Any, *, given: bool) -> list[str]:
    options = [option for option in control.all("option") if not option.has("disabled")]
    offered = [option.get("value") if option.has("value") else option.text for option in options]
    if given:
        return [str(item) for item in (value if isinstance(value, (list, tuple)) else [value])]
    chosen = [str(own) for option, own in zip(options, offered, strict=True) if option.has("selected")]
    if chosen or control.has("multiple"):
        return chosen
    return [str(offered[0])] if offered else []


def _check_choices(controls: list[Element], values: dict[str, Any]) -> None:
    for name, value in values.items():
        own = [control for control in controls if control["name"] == name]
        offered = _choices(own)
        if offered is None or isinstance(value, bool):
            continue
        wanted = {str(item) for item in (value if isinstance(value, (list, tuple, set)) else [value])}
        if strange := wanted - offered:
            raise AssertionError(
                f"{name} does not offer {', '.join(sorted(strange))}; it offers {', '.join(sorted(offered))}"
            )


def _choices(controls: list[Element]) -> set[str] | None:
    """What can be chosen from; None when anything can be typed."""
    if controls[0].name == "select":
        return {option.get("value") if option.has("value") else option.text for option in controls[0].all("option")}  # type: ignore[misc]
    if controls[0].get("type") in {"checkbox", "radio"}:
        return {_own_value(control) for control in controls}
    return None


def _pressed(form: Element, words: str | None) -> Element | None:
    buttons = [
        button
        for button in form.all("button, input[type=submit]")
        if (button.get("type") or "submit") == "submit" and not _disabled(button)
    ]
    if words is None:
        return buttons[0] if buttons else None
    for button in buttons:
        if words in (button.text, button.get("value"), f"{button.get('name')}={button.get('value')}"):
            return button
    raise AssertionError(f"no button {words!r}; there are {[button.text or button.get('value') for button in buttons]}")
