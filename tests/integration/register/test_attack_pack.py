"""The attack pack: which verifier sees which attack holds both ways, so that none is believed to see more than it does."""

import re
from pathlib import Path

import pytest

from tests.factories import register_forged_votes as register_forged_votes
from tests.factories.register_forgeries import FORGERIES, GO, VERIFY_PY
from tests.factories.register_votes import KEPT, VOTE, honest
from tests.support import go_verifier, standalone

VERIFIERS = {
    GO: go_verifier.verdict,
    VERIFY_PY: lambda folder, key, kept: standalone.verdict(
        folder, key, kept, "--vote", VOTE, "--decision", "B-2026-001"
    ),
}


@pytest.fixture(scope="module")
def honest_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return honest().write(tmp_path_factory.mktemp("honest") / "log")


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_the_honest_log_is_accepted(verifier: str, honest_folder: Path) -> None:
    book = honest()
    for kept in (None, book.checkpoint(), book.checkpoint(KEPT)):
        assert VERIFIERS[verifier](honest_folder, book.verifier, kept) is None


@pytest.mark.parametrize("verifier", VERIFIERS)
@pytest.mark.parametrize("name", FORGERIES)
def test_a_verifier_rejects_what_it_can_see(verifier: str, name: str, tmp_path: Path) -> None:
    forgery, book = FORGERIES[name], honest()
    folder = book.write(tmp_path / "log")
    forgery.forge(book.copy(), folder)
    kept = None
    if forgery.needs_kept:
        assert VERIFIERS[verifier](folder, book.verifier, None) is None
        kept = book.checkpoint(KEPT)
    verdict = VERIFIERS[verifier](folder, book.verifier, kept)
    assert (verdict is not None) == (verifier in forgery.seen_by), verdict
    if verifier == VERIFY_PY:
        assert re.search(forgery.says, verdict or "")
