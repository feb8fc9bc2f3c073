"""What is asked of somebody, over all rooms: the top of /mijn, the letters that remind, and a calendar of one's own."""

from datetime import UTC, datetime

from gemportal.decisions import queries as decisions
from gemportal.groups import queries as groups
from gemportal.groups.charter import queries as charter
from gemportal.groups.leading import queries as leading
from gemportal.groups.mediating import queries as mediating
from gemportal.groups.observing import queries as observing
from gemportal.groups.room import queries as deciding
from gemportal.groups.tasks import queries as tasks
from gemportal.initiatives import queries as initiatives
from gemportal.initiatives.inviting import queries as inviting
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Ask, Asked
from gemportal.organisations import queries as organisations
from gemportal.organisations.applying import queries as applications
from gemportal.people import queries as people
from gemportal.people.factors import queries as factors
from gemportal.voting import queries as votes

# Every room answers for its own part; a room that asks something adds its query here.
ASKING: tuple[Ask, ...] = (
    factors.asked_of,
    applications.asked_of,
    organisations.asked_of,
    votes.asked_of,
    groups.asked_of,
    charter.asked_of,
    tasks.asked_of,
    deciding.asked_of,
    leading.asked_of,
    observing.asked_of,
    mediating.asked_of,
    inviting.asked_of,
    initiatives.asked_of,
    decisions.asked_of,
    people.asked_of,
)

_NEVER = datetime.max.replace(tzinfo=UTC)


def asked_of(*actors: Actor) -> list[Asked]:
    """Everything that is asked of these actors, the nearest deadline first; in as many queries as of one."""
    with policy.together(actors):
        asked = [line for ask in ASKING for line in ask(*actors)]
    return sorted(asked, key=lambda line: line.until or _NEVER)
