"""Abuse 16, 18 and 30: offices, what belongs to another group, and buttons pressed from elsewhere."""

import pytest

from tests.integration.access.cooperative import Cooperative
from tests.integration.access.expectation import ROWS
from tests.integration.access.roles import ZWOLLE, Outcome, Role

POSTS = sorted({row.path for row in ROWS if "POST" in row.methods})
# What everybody may do with themselves, and for an organisation that is not here yet.
OWN_AFFAIRS = (
    "/aanmelden", "/afmelden", "/namens", "/uitnodiging/", "/wachtwoord-", "/e-mailadres-bevestigen/",
    "/mijn/beveiliging", "/mijn/e-mailadres", "/mijn/gegevens", "/mijn/profiel", "/mijn/sessies", "/mijn/wachtwoord",
    "/mijn/berichten", "/mijn/kalender", "/volgen/", "/berichten/stoppen/",
    "/gemeenten/GM0363/lid-worden", "/ketenpartners/aanmelden", "/aanmelding/",
)  # fmt: skip
# A mail program presses the button under a letter by itself (RFC 8058): it has seen no page, and the secret stands in the address.
GUARDED = [path for path in POSTS if not path.startswith("/berichten/stoppen/")]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.BOARD, Role.PERSON, Role.NOBODY])
def test_abuse_16_who_is_given_no_act_does_none(cooperative: Cooperative, role: Role) -> None:
    for path in POSTS:
        if path.startswith(OWN_AFFAIRS):
            continue
        assert cooperative.outcome(role, "POST", path) is not Outcome.IN, path
        assert not cooperative.changed(), path


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.INVOLVED, Role.CHAIR, Role.BOARD, Role.ADMINISTRATOR])
def test_abuse_16_an_office_does_not_vote(cooperative: Cooperative, role: Role) -> None:
    for name in ("ballot", "ballot_of_group"):
        assert cooperative.outcome(role, "POST", f"/stemmingen/{{{name}}}/stem") is Outcome.NO
    assert not cooperative.changed()


# What exists, but not here: a step of another group, an option of another vote, a person of another organisation.
ELSEWHERE: tuple[tuple[str, dict[str, str], Outcome], ...] = (
    ("/groepen/{forming}/stappen/1/starten", {}, Outcome.NOT_HERE),
    ("/groepen/{of_others}/stappen/1/starten", {}, Outcome.NOT_HERE),
    ("/groepen/{running}/stappen/2/beeindigen", {}, Outcome.NOT_HERE),
    ("/groepen/{of_others}/opdracht", {}, Outcome.NO),
    ("/groepen/{working}/opdracht/instemmen", {"version": "7"}, Outcome.NOT_NOW),
    ("/stemmingen/{ballot}/stem", {"answer": "{open}"}, Outcome.NOT_OFFERED),
    ("/stemmingen/{ballot}/stem", {"answer": "approve"}, Outcome.NOT_OFFERED),
    ("/groepen/{working}/voorstellen/zetel", {"code": "GM0150"}, Outcome.NOT_OFFERED),
    ("/besluiten/{decision}/vervangen", {}, Outcome.NO),
)


@pytest.mark.parametrize(("path", "filled", "outcome"), ELSEWHERE)
def test_abuse_18_what_belongs_to_another_is_not_used_here(
    cooperative: Cooperative, path: str, filled: dict[str, str], outcome: Outcome
) -> None:
    for role in ZWOLLE:
        assert cooperative.outcome(role, "POST", path, filled) is outcome
    assert not cooperative.changed()


def test_abuse_18_nobody_takes_a_seat_with_another_organisations_people(cooperative: Cooperative) -> None:
    stranger = {"participants": cooperative.visitors[Role.OWN].own["own_person"]}
    path = "/groepen/{offered}/aanbod"
    assert cooperative.outcome(Role.SEATED, "POST", path, stranger) is Outcome.NOT_OFFERED
    assert not cooperative.changed()


@pytest.mark.parametrize("role", [Role.NOBODY, Role.OWN, Role.COORDINATOR])
@pytest.mark.parametrize("token", [None, "", "ImEzNzQi.nonsense"])
def test_abuse_30_no_button_works_without_the_token_of_its_own_page(
    cooperative: Cooperative, role: Role, token: str | None
) -> None:
    for path in GUARDED:
        filled = {} if token is None else {"csrf_token": token}
        assert cooperative.ask(role, "POST", path, filled, with_token=False).status_code == 400, path
    assert not cooperative.changed()


def test_abuse_30_the_token_of_another_session_is_worth_nothing(cooperative: Cooperative) -> None:
    stolen = {"csrf_token": cooperative.visitors[Role.CHAIR].token}
    for path in GUARDED:
        assert cooperative.ask(Role.OWN, "POST", path, stolen, with_token=False).status_code == 400, path
    assert not cooperative.changed()
