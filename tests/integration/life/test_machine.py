"""No sequence of acts breaks a rule of the cooperative."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.life.together import Together
from tests.support.stores import Store
from tests.support.time import StoppedClock

# `LIVES=500 make test ARGS=tests/integration/life` looks longer, before a release.
LIVES = int(os.environ.get("LIVES", "12"))


def test_no_sequence_of_acts_breaks_a_rule(store: Store, clock: StoppedClock) -> None:
    run_state_machine_as_test(
        lambda: Together(store, clock),
        settings=settings(max_examples=LIVES, stateful_step_count=40, suppress_health_check=list(HealthCheck)),
    )
