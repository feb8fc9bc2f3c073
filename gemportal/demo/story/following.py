"""Zwolle follows what others do: a municipality from which it learns, and for a while another one."""

from gemportal.demo.stage import Stage, Storyline
from gemportal.notices.acts import follow


def zwolle_follows(stage: Stage) -> Storyline:
    """Utrecht, to this day; Enschede for four days."""
    yield 12
    stage.do(follow, stage.by("zwolle"), stage.codes["utrecht"], following=True)
    yield 6
    stage.do(follow, stage.by("zwolle"), stage.codes["enschede"], following=True)
    yield 2
    stage.do(follow, stage.by("zwolle"), stage.codes["enschede"], following=False)
