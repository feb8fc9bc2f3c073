"""Who still has to vote, and who can do it for them."""

from gemportal.kernel import clock
from gemportal.organisations import queries as organisations
from gemportal.people.standing import mailboxes_by_organisation
from gemportal.voting import definition
from gemportal.voting import queries as votes
from gemportal.voting.models import Vote
from gemportal.voting.proxies.queries import holding


def to_remind(vote: Vote) -> dict[tuple[str, str], list[str]]:
    """The address and language of everybody who acts for a member that can still vote, with the names of the lines that wait.

    A line of which another holds the proxy waits for nobody; that of a municipality that merged waits for its successor.
    """
    names = definition.read(vote.definition or b"").names
    proxied = {bond.giver for bond in holding(vote.id, clock.today())}
    waiting = names.keys() - proxied - votes.voted_of(vote.id, names)
    voters = organisations.who_stands_for(waiting)
    members = organisations.member_codes()
    found: dict[tuple[str, str], list[str]] = {}
    boxes = mailboxes_by_organisation(set(voters.values()) & members)
    for code in sorted(waiting, key=lambda code: names[code]):
        for box in boxes.get(voters[code], ()):
            found.setdefault(box, []).append(names[code])
    return found
