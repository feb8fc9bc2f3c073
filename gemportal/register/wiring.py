"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel import public_state
from gemportal.kernel.actor import Office
from gemportal.kernel.acts import listen
from gemportal.register import checks, queries, views, words
from gemportal.register.log import RECORDED
from gemportal.register.proving import views as proving
from gemportal.register.reading import mentions
from gemportal.register.reading import views as reading
from gemportal.register.standalone import views as standalone

# The pages of entries and the newspaper belong to the one room.
VIEWS = (*{part.room for part in (views, reading)}, proving.room, standalone.room)


def init_app(app: Flask) -> None:
    """Let pages know by the size of the register that something changed, and let tiles, entries and what checks them be found."""
    proving.spell(app)
    standalone.show_digest(app)
    public_state.count_in("register", queries.size())
    listen(RECORDED, mentions.note)
    checks.register("mentions", mentions.differences)
    for office in Office:
        words.call_subject(office, office.label)
