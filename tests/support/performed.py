"""Which acts are performed while a test looks on, and which entries each of them wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from gemportal.kernel import acts
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import Act, Running


def governance_acts() -> dict[str, Act]:
    """Those of the product; tests make acts of their own."""
    found = {name: act for name, act in acts.ACTS.items() if act.function.__module__.startswith("gemportal.")}
    return {name: act for name, act in found.items() if act.governance}


@contextmanager
def listening() -> Iterator[list[Running]]:
    """The frame of every act that begins from now on, nested ones too, whatever becomes of it."""
    begun: list[Running] = []
    frame_for = acts._frame_for

    def noted(act: Act, actor: Actor) -> Running:
        frame = frame_for(act, actor)
        begun.append(frame)
        return frame

    with patch.object(acts, "_frame_for", noted):
        yield begun
