"""What every tick does for the post: look whose letters are due, word them, and note what they tell, together.

Reading and wording happen outside the act, so that nobody waits for them; the act takes only what is still so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

import structlog

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.asked import Asked
from gemportal.kernel.outbox import Letter
from gemportal.kernel.web.links import as_read_in
from gemportal.notices import acts, letters, queries, rules
from gemportal.notices.acts import Looked
from gemportal.notices.asking import asked_of
from gemportal.notices.letters import Question
from gemportal.notices.policy import WRITING
from gemportal.notices.queries import DueMailing
from gemportal.notices.rules import Frequency, Kind
from gemportal.people.standing import choices
from gemportal.register.queries import latest_checkpoint, number_of_entries
from gemportal.settings.queries import value

log = structlog.get_logger()

_LATER = timedelta(hours=1)


def write() -> int:
    """Put a bounded number of letters in the outbox. Returns how many; what another tick did meanwhile is not done again."""
    try:
        return _write()
    except Exception:
        # The letters that wait already are to go all the same.
        log.exception("notices.failed")
        return 0
    finally:
        db.read_anew()


def _write() -> int:
    if new := queries.not_begun():
        perform(acts.begin, clock_for(WRITING), new)
    due = queries.due_mailings()
    if not due:
        return 0
    found = [_looked_or_later(mailing) for mailing in due]
    # Those that tell nothing together; each letter by itself, so that one that fails takes no other along.
    silent = [looked for looked in found if looked.letter is None]
    if silent:
        perform(acts.write, clock_for(WRITING), silent)
    return sum(_written(looked) for looked in found if looked.letter is not None)


def _written(looked: Looked) -> int:
    try:
        return perform(acts.write, clock_for(WRITING), [looked])
    except Exception:
        log.exception("notices.not_written", person=looked.person_id, kind=looked.kind)
        return 0


def _looked_or_later(mailing: DueMailing) -> Looked:
    try:
        return _looked(mailing)
    except Exception:
        # One that fails keeps no other waiting: it goes to the end of the line, and is told in the log each time.
        log.exception("notices.failed", person=mailing.person_id, kind=mailing.kind)
        db.read_anew()
        later = clock.now() + _LATER
        return Looked(mailing.person_id, mailing.kind, mailing.looks, mailing.cursor, mailing.told, later)


def _looked(mailing: DueMailing) -> Looked:
    size = number_of_entries()
    # A register that was put back to an earlier state is told from there on.
    found = Found(clock.now(), min(mailing.cursor, size), size)
    letter, told, soonest = {Kind.ASKED: _asked, Kind.FOLLOWED: _followed, Kind.DECISIONS: _decided}[mailing.kind](
        mailing, found
    )
    next_at = rules.next_round(mailing.frequency, found.now, clock.AMSTERDAM)
    if soonest is not None and mailing.frequency is Frequency.AT_ONCE:
        next_at = min(next_at, soonest)
    return Looked(mailing.person_id, mailing.kind, mailing.looks, size, told, next_at, letter)


@dataclass(frozen=True)
class Found:
    """The moment of looking, and which entries were not told yet: from `first` up to `end`."""

    now: datetime
    first: int
    end: int


Told = tuple[Letter | None, dict[str, bool] | None, datetime | None]


def _followed(mailing: DueMailing, found: Found) -> Told:
    lines, more = queries.notices_between(mailing.person_id, found.first, found.end)
    return (letters.followed(mailing, lines, more=more) if lines else None), None, None


def _decided(mailing: DueMailing, found: Found) -> Told:
    decisions = queries.decided_between(mailing.person_id, found.first, found.end)
    checkpoint = latest_checkpoint() if decisions else None
    return (letters.decided(mailing, decisions, checkpoint.note) if checkpoint else None), None, None


def _asked(mailing: DueMailing, found: Found) -> Told:
    with as_read_in(mailing.language):  # some rooms word what they ask at once
        questions = {
            _key(own.actor, one): (one, own.actor)
            for own in choices(mailing.person_id, proven=True)
            for one in asked_of(own.actor)
        }
    until = {key: one.until for key, (one, _) in questions.items()}
    news = rules.news_of(until, mailing.told, found.now, value(rules.DAYS_BEFORE))
    told = [
        Question(one, actor, soon=key in news.soon)
        for key, (one, actor) in questions.items()
        if key in news.new | news.soon
    ]
    return (letters.asked(mailing, told) if told else None), news.told, news.next_soon


def _key(actor: Actor, one: Asked) -> str:
    """The same for the same question: where it is answered, for whom, and by when. Its words may change, as a count does."""
    until = one.until.isoformat() if one.until else ""
    return f"{actor.organisation or actor.office} {one.endpoint}?{urlencode(sorted(one.values.items()))} {until}"
