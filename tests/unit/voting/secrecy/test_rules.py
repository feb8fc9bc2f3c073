"""What can be voted in secret, and the tracker by which a voter finds their ballot."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.preparing.rules import check
from gemportal.voting.rules import Draft, Effect, Secrecy, Weights
from gemportal.voting.secrecy.rules import tracker

CANDIDATES = ("Ada Visser", "Bram de Wit", "Chris Mol")
PERSONS = Draft(
    title="Een nieuw bestuurslid",
    question="Wie wordt bestuurslid?",
    method="approval",
    closes_on=date(2026, 12, 1),
    written=CANDIDATES,
    particular={"winners": 1},
    secrecy=Secrecy.SECRET,
)
KEY = "a-key-of-a-page-and-a-long-one-of-256-bits"


@pytest.mark.parametrize(
    "draft",
    [
        PERSONS,
        replace(PERSONS, particular={"winners": 2, "max": 2}),
        replace(PERSONS, method="majority", written=CANDIDATES[:1], particular={}),
        replace(PERSONS, group_number="G-2026-001"),
    ],
)
def test_persons_are_chosen_in_secret(draft: Draft) -> None:
    check(draft)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"method": "score"}, "kiest u geen personen"),
        ({"weights": Weights.POPULATION}, "even zwaar"),
        ({"weights": Weights.GIVEN}, "even zwaar"),
        ({"initiatives": ("I-2026-001",)}, "kies geen initiatieven"),
        ({"written": ()}, "wie er kandidaat zijn"),
        ({"written": ("Ada Visser", "Ada Visser")}, "staat er twee keer"),
        ({"method": "majority"}, "over één kandidaat"),
        ({"effect": Effect("groups:grow")}, "geen gevolg"),
        ({"particular": {}}, "hoeveel personen"),
    ],
)
def test_nothing_else_is_secret(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        check(replace(PERSONS, **changed))


def test_a_tracker_is_of_its_vote_and_key_and_leads_back_to_neither() -> None:
    digest = sha256(b"a definition").hexdigest()
    ours = tracker(digest, KEY)
    assert ours == tracker(digest, KEY)
    assert len({ours, tracker(digest, KEY[::-1]), tracker(sha256(b"another").hexdigest(), KEY)}) == 3
    assert len(ours.replace("-", "")) * 4 >= 128
    # What the database keeps beside the voter is the plain digest of the key.
    assert not set(ours.split("-")) & {sha256(KEY.encode()).hexdigest()[at : at + 8] for at in range(0, 64, 8)}
