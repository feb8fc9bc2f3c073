"""What happens shortly before a vote closes."""

from gemportal.kernel import outbox, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.words import _l
from gemportal.settings.queries import value
from gemportal.voting import queries as votes
from gemportal.voting import rules
from gemportal.voting.models import Vote
from gemportal.voting.reminding import queries
from gemportal.voting.reminding.policy import REMIND
from gemportal.voting.reminding.rules import DAYS_BEFORE, remind_at


def plan(vote: Vote) -> None:
    """Put on the clock, inside the act that opens a vote, when to remind of it."""
    if vote.opens_at is not None and (at := remind_at(vote.opens_at, vote.closes_at, value(DAYS_BEFORE))):
        schedule.put(REMIND, str(vote.number), at)


@act(REMIND, _l("herinnert aan een stemming"), holds=None)
def remind(actor: Actor, number: str, link: str) -> int:
    """Write to everybody who can still vote and did not, in their own language. Returns how many letters."""
    vote = votes.by_number(number)
    policy.require(actor, REMIND, vote)
    found = queries.to_remind(vote)
    proxy = _l("Kunt u niet zelf stemmen? Geef dan een volmacht, als dat in deze stemming kan.")
    advice = () if vote.secrecy is rules.Secrecy.SECRET else (proxy,)
    for (address, language), names in found.items():
        outbox.post(
            address,
            language,
            _l("Herinnering: u kunt nog stemmen over “%(title)s”", title=vote.title),
            _l(
                "In de stemming “%(title)s” is nog niet gestemd voor: %(names)s. U kunt dat doen tot en met %(day)s.",
                title=vote.title,
                names=", ".join(names),
                day=rules.last_day(vote.closes_at),
            ),
            *advice,
            link,
        )
    return len(found)
