"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel import public_state, schedule
from gemportal.kernel.actor import Office
from gemportal.kernel.acts import listen
from gemportal.register import checks, queries, views, words
from gemportal.register.log import RECORDED
from gemportal.register.proving import views as proving
from gemportal.register.reading import mentions
from gemportal.register.reading import views as reading
from gemportal.register.rotating import policy as policy
from gemportal.register.rotating import replaying as replaying
from gemportal.register.standalone import views as standalone
from gemportal.register.witnessing import asking
from gemportal.register.witnessing import views as witnessing
from gemportal.register.witnessing.acts import WITNESS

# The pages of entries and the newspaper belong to the one room.
VIEWS = (*{part.room for part in (views, reading)}, proving.room, standalone.room, witnessing.room)

__all__ = ["VIEWS", "init_app", "policy", "replaying"]


def init_app(app: Flask) -> None:
    """Let pages know by the size of the register what changed, let tiles, entries and checkers be found, and ask the witnesses."""
    proving.spell(app)
    standalone.show_digest(app)
    public_state.count_in("register", queries.size())
    schedule.sweep(WITNESS, asking.ask)
    listen(RECORDED, mentions.note)
    checks.register("mentions", mentions.differences)
    for office in Office:
        words.call_subject(office, office.label)
