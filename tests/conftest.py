"""What every test goes by. Fixtures with a database are in integration/conftest.py, a browser in browser/conftest.py."""

import gc
import os
from collections.abc import Generator, Iterator

import hypothesis
import pytest

from tests.support import words
from tests.support.time import StoppedClock

CI = os.environ.get("CI") == "true"

hypothesis.settings.register_profile("house", deadline=None, max_examples=60, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    words.compile_catalogues()


def pytest_collection_finish() -> None:
    """All modules and tests are there, and stay: looking for garbage among them again and again finds none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On the build machine nothing is skipped: what is missing there must be noticed."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, while CI=true skips nothing: {report.longrepr}"
    return report


@pytest.fixture
def clock() -> Iterator[StoppedClock]:
    """Time stands still, on a Monday morning, until the test moves it."""
    stopped = StoppedClock()
    yield stopped
    stopped.release()
