"""What the newspaper says of a group is told from what entries hold, and not from what stands apart."""

from types import SimpleNamespace

import gemportal.groups.news  # noqa: F401 - hands in what it tells
from gemportal.register import words


def test_a_planned_step_is_named() -> None:
    line = SimpleNamespace(
        index=7, act="groups:plan-step", subject="G-2026-001", data={"step": 2, "hours": 8, "euros": 0}
    )
    assert {index: str(said) for index, said in words.details_of([line]).items()} == {7: "Stap 2."}
