"""Who comes through the door: everybody where it is public, a person where it is not, and each capacity to its own pages."""

import pytest
from flask import Flask

from gemportal.kernel import policy
from gemportal.kernel.actor import Office
from gemportal.kernel.web.room import Access
from tests.factories.members import ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient


def addresses(app: Flask, method: str) -> list[tuple[str, Access]]:
    """One address for each route that answers `method`, with its access; values in it lead to nothing that exists."""
    values = {"int": "7", "default": "X-2026-999", "string": "X-2026-999", "path": "x"}
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()) and rule.endpoint != "static":
            filled = {
                name: values["int"]
                if "Integer" in type(way).__name__
                else next(iter(getattr(way, "items", [values["default"]])))
                for name, way in rule._converters.items()
            }
            found.append((adapter.build(rule.endpoint, filled), app.extensions["access"][rule.endpoint, method]))
    return found


def test_nobody_signed_in_is_led_to_the_sign_in_page_and_back(client: StrictClient) -> None:
    response = client.get("/mijn")
    assert (response.status_code, response.location) == (303, "/aanmelden?naar=/mijn")
    response = client.get("/besluiten/nieuw?groep=G-2026-001")
    assert (response.status_code, response.location) == (303, "/aanmelden?naar=/besluiten/nieuw?groep%3DG-2026-001")


def test_in_english_the_sign_in_page_is_in_english(client: StrictClient) -> None:
    assert client.get("/en/mijn").location == "/en/aanmelden?naar=/mijn"


def test_after_a_button_the_way_back_is_not_the_button(client: StrictClient) -> None:
    """The address of a button answers no GET: who signs in after pressing one goes to their own page."""
    client.get("/aanmelden")
    token = client.page.all("main input[name=csrf_token]")[0]["value"]
    response = client.post("/besluiten/nieuw", data={"csrf_token": token})
    assert (response.status_code, response.location) == (303, "/aanmelden")


def test_a_capacity_that_no_clause_names_is_refused_with_who_may(app: Flask) -> None:
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    assert zwolle.get("/leden/toelaten").status_code == 403
    assert "coördinator (niet voor de eigen organisatie)" in zwolle.page.main.text
    administrator = signed_in(app, office_holder(app, Office.ADMINISTRATOR))
    assert administrator.get("/leden/toelaten").status_code == 403
    coordinator = signed_in(app, office_holder(app, Office.COORDINATOR))
    assert coordinator.get("/leden/toelaten").status_code == 200


def test_who_is_refused_a_page_reads_of_people_alone_and_of_each_once(app: Flask) -> None:
    """No page is opened by the clock or by a vote; and one label is never the beginning of another, as if it said it all."""
    for address, access in addresses(app, "GET") + addresses(app, "POST"):
        if ":" in access.name:
            labels = [str(label) for label in policy.people_with(access.name)]
            assert labels, address
            assert not any("klok" in label for label in labels), address
            alone = [label.partition(" (")[0] for label in labels if f"{label} (" in "; ".join(labels)]
            assert not alone, f"{address}: {labels}"


def test_every_page_that_is_not_open_asks_to_sign_in(app: Flask, client: StrictClient) -> None:
    closed = [address for address, access in addresses(app, "GET") if access.name not in {"public", "open"}]
    assert len(closed) > 10
    for address in closed:
        response = client.get(address)
        assert response.status_code == 303, address
        assert response.location.startswith("/aanmelden?naar="), address


def test_abuse_30_every_post_without_a_token_is_refused(app: Flask, client: StrictClient) -> None:
    client.get("/aanmelden")
    posts = addresses(app, "POST")
    assert len(posts) > 10
    for address, _ in posts:
        # Whoever stops letters from a mail program has no session: the sealed token in the address is what counts there.
        expected = 404 if address.startswith("/berichten/stoppen/") else 400
        assert client.post(address).status_code == expected, address


@pytest.mark.parametrize("address", ["/", "/besluiten", "/gemeenten", "/instellingen", "/register", "/wie-mag-wat"])
def test_public_pages_ask_nothing(client: StrictClient, address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.page.one('header a[href^="/aanmelden"]').text == "Aanmelden"
