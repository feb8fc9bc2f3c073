"""Noting who wrote an entry, inside the act that wrote it."""

from gemportal.kernel import db
from gemportal.kernel.acts import running
from gemportal.people.privacy.models import Authorship


def note(index: int) -> None:
    """Keep, beside the entry, which person's act it is. What the clock does is nobody's."""
    person_id = running().actor.person_id
    if person_id is not None:
        db.session().add(Authorship(entry_index=index, person_id=person_id))
