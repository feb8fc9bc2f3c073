"""Routes with their access: a route that does not say who may enter stops the start of the application."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, g, request

from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import NotAllowed
from gemportal.kernel.words import _l

View = Callable[..., Any]


@dataclass(frozen=True)
class Access:
    """Who may enter a route. `cacheable` pages are public, without cookies, and carry the version of the public state.

    What is `lasting` besides never changes once it is there, and so carries no version: it may be kept for ever. Where files are
    sent, `most_bytes` is how much may come from whoever is admitted.
    """

    name: str
    admits: Callable[[Actor], bool]
    cacheable: bool = False
    lasting: bool = False
    most_bytes: int | None = None


PUBLIC = Access("public", lambda actor: True, cacheable=True)
LASTING = Access("public", lambda actor: True, cacheable=True, lasting=True)
OPEN = Access("open", lambda actor: True)
SIGNED_IN = Access("signed-in", lambda actor: actor.signed_in)


def may(permission: str, *, most_bytes: int | None = None) -> Access:
    """Enter only with a capacity that some clause of the policy gives this permission; the act itself judges the rest."""
    return Access(permission, lambda actor: policy.could(actor, permission), most_bytes=most_bytes)


class Room(Blueprint):
    """A blueprint whose routes declare, for each method, who may enter."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.access: dict[tuple[str, str], Access] = {}

    def page(self, rule: str, *, access: Access, post: Access | None = None, **options: Any) -> Callable[[View], View]:
        """A route that answers GET (and HEAD) to `access`, and POST to `post` where given."""
        methods = {"GET": access} | ({"POST": post} if post else {})
        return self._declared(rule, methods, options)

    def form(self, permission: str, rule: str, **options: Any) -> Callable[[View], View]:
        """A page with a form, for whoever some clause names."""
        return self.page(rule, access=may(permission), post=may(permission), **options)

    def action(self, rule: str, *, access: Access, **options: Any) -> Callable[[View], View]:
        """A route that only answers POST: a button."""
        return self._declared(rule, {"POST": access}, options)

    def _declared(self, rule: str, methods: dict[str, Access], options: dict[str, Any]) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            endpoint = options.pop("endpoint", view.__name__)
            for method, access in methods.items():
                self.access[endpoint, method] = access
            self.add_url_rule(rule, endpoint, view, methods=list(methods), **options)
            return view

        return decorate


def enter(app: Flask, rooms: Sequence[Room]) -> None:
    """Register the rooms and guard every request by the access of its route."""
    for room in rooms:
        app.register_blueprint(room)
    table = {
        (f"{room.name}.{endpoint}", method): access
        for room in rooms
        for (endpoint, method), access in room.access.items()
    }
    table["static", "GET"] = PUBLIC
    app.extensions["access"] = table
    _refuse_undeclared(app, table)
    app.before_request(guard)


def _refuse_undeclared(app: Flask, table: dict[tuple[str, str], Access]) -> None:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if (rule.endpoint, method) not in table:
                raise RuntimeError(f"the route {method} {rule.rule} does not say who may enter")
            access = table[rule.endpoint, method]
            if ":" in access.name:
                policy.rows_of(access.name)


def access_of_request(app: Flask) -> Access | None:
    """The access of the route that this request reached; None when it reached none."""
    method = "GET" if request.method in {"HEAD", "OPTIONS"} else request.method
    table: dict[tuple[str, str], Access] = app.extensions["access"]
    return table.get((request.endpoint or "", method))


def guard() -> None:
    """Pass, or refuse whoever may not enter the route of this request."""
    access: Access | None = g.access
    if access is None or access.admits(g.actor):
        return
    if not g.actor.signed_in:
        raise SignInFirst
    if ":" in access.name:
        raise policy.not_allowed(g.actor, access.name)
    raise NotAllowed(_l("U hebt hiervoor niet de juiste rol."))


class SignInFirst(NotAllowed):
    """Nobody is signed in, and this page needs somebody: the room of people leads to the sign-in page and back."""

    def __init__(self) -> None:
        super().__init__(_l("Meld u eerst aan."))
