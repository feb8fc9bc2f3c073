"""Abuse 15: role × route × method × object. Who comes in where, and that whoever is refused changed nothing."""

import pytest

from tests.integration.access.cooperative import Cooperative
from tests.integration.access.expectation import PROVIDER, ROWS
from tests.integration.access.roles import Outcome, Role, Row


def test_every_route_has_a_row_and_every_row_a_route(cooperative: Cooperative) -> None:
    routes = {
        (method, str(rule))
        for rule in cooperative.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    rows = {(method, str(cooperative.rule_of(method, row.path))) for row in ROWS for method in row.methods.split()}
    assert rows == routes


def test_every_route_lets_somebody_in(cooperative: Cooperative) -> None:
    """A row that only refuses would hold too when the page is broken. Of a provider there is none in this world."""
    rows = {
        (method, str(cooperative.rule_of(method, row.path)))
        for row in ROWS
        if row not in PROVIDER
        for method in row.methods.split()
    }
    open_to = {
        (method, str(cooperative.rule_of(method, row.path)))
        for row in ROWS
        if row.into
        for method in row.methods.split()
    }
    assert rows == open_to


# What may be pressed and yet changes nothing: signing out when nobody is in, and taking one's own data along.
CHANGES_NOTHING = {"/afmelden", "/mijn/gegevens"}

# What is refused after a password or a passkey was looked at: that it was tried counts, whatever comes of it.
COUNTED = {"/mijn/gegevens/wissen", "/mijn/beveiliging/bevestigen", "/aanmelden/passkey"}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_finds_what_the_domain_says(cooperative: Cooperative, row: Row) -> None:
    wrong = []
    for method in row.methods.split():
        for role in Role:
            expected = row.outcome(role)
            found = cooperative.outcome(role, method, row.path, row.filled)
            changed = cooperative.changed()
            if found != expected:
                wrong.append(f"{method} as {role.name}: {found}, expected: {expected}")
            if changed and (method == "GET" or (found is not Outcome.IN and row.path not in COUNTED)):
                wrong.append(f"{method} as {role.name} changed something")
            if not changed and method == "POST" and found is Outcome.IN and row.path not in CHANGES_NOTHING:
                wrong.append(f"{method} as {role.name} came in and changed nothing")
            if changed:
                cooperative.put_back()
    assert not wrong, "\n".join(wrong)
