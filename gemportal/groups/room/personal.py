"""What of the proposals in a group remains when their writer is erased, and what goes."""

from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group
from gemportal.groups.room.models import Motion, MotionWord
from gemportal.groups.room.policy import ANSWER, OBJECT, PROPOSE, PROPOSE_ENDING
from gemportal.kernel.personal import remain, wipe
from gemportal.kernel.words import _l
from gemportal.people.privacy.queries import Done

WITH_WORDS = (PROPOSE_ENDING, OBJECT, ANSWER)


def erase_words(done: list[Done]) -> None:
    """Take away why this person proposed to end a seat, objected, or answered, as the register does."""
    for line in done:
        motion = sa.and_(Motion.group_id == _group(line.subject), Motion.ordinal == line.data["motion"])
        if line.act == PROPOSE_ENDING:
            wipe(Motion.text, motion)
        elif line.act == ANSWER:
            wipe(Motion.answer, motion)
        else:
            word = sa.and_(
                MotionWord.group_id == _group(line.subject),
                MotionWord.ordinal == line.data["motion"],
                MotionWord.organisation_code == line.organisation,
            )
            wipe(MotionWord.objection, word)


def _group(number: str) -> Any:
    return sa.select(Group.id).where(Group.number == number).scalar_subquery()


remain(_l("Een voorstel en het besluit dat eruit volgt zijn van de hele groep."), PROPOSE)
