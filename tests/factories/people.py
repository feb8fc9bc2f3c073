"""Persons who can sign in, with a mandate or an office, and signing them in."""

from flask import Flask

from gemportal.kernel.actor import MandateRole, Office
from tests.factories import members
from tests.support.client import StrictClient
from tests.support.house import House


def person_with_mandate(app: Flask, code: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> str:
    """Somebody who acts for the organisation (which is made a member); gives their address."""
    members.representative(House(app), code, role)
    return members.email_of(code, role)


def office_holder(app: Flask, office: Office) -> str:
    """Somebody who holds the office; gives their address."""
    members.officer(House(app), office)
    return f"{office.value}@gemportal.example"


def sign_in(client: StrictClient, email: str) -> None:
    """Sign in through the page, as a person does."""
    client.get("/aanmelden")
    client.submit("main form.form", {"email": email, "password": members.PASSWORD})
    assert client.address != "/aanmelden", client.page.main.text


def signed_in(app: Flask, email: str) -> StrictClient:
    """A visitor of their own who is signed in."""
    visitor = app.test_client()
    assert isinstance(visitor, StrictClient)
    sign_in(visitor, email)
    return visitor
