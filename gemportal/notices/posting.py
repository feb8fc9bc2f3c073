"""What every tick does for the post: look whose letters are due, word them, and note what they tell, together.

Reading and wording happen outside the act, so that nobody waits for them; the act takes only what is still so.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

import structlog

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.asked import Asked
from gemportal.kernel.outbox import Letter
from gemportal.notices import acts, letters, queries, rules
from gemportal.notices.acts import Looked
from gemportal.notices.asking import asked_of
from gemportal.notices.letters import Question
from gemportal.notices.policy import WRITING
from gemportal.notices.queries import DueMailing
from gemportal.notices.rules import Frequency, Kind
from gemportal.people.standing import choices_of
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
    found = _looked_or_later(due)
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


def _looked_or_later(due: Sequence[DueMailing]) -> list[Looked]:
    try:
        return _looked(due)
    except Exception:
        db.read_anew()
        if len(due) == 1:
            # It goes to the end of the line, and is told in the log each time.
            (one,) = due
            log.exception("notices.failed", person=one.person_id, kind=one.kind)
            return [Looked(one.person_id, one.kind, one.looks, one.cursor, one.told, clock.now() + _LATER)]
        log.warning("notices.failed_together", number=len(due))
    # One that fails keeps no other waiting: each half is looked at by itself, down to that one.
    half = len(due) // 2
    return [*_looked_or_later(due[:half]), *_looked_or_later(due[half:])]


def _looked(due: Sequence[DueMailing]) -> list[Looked]:
    """What comes of looking at these letters: each kind is read once, for all whom it goes to."""
    now, size = clock.now(), number_of_entries()
    found: dict[tuple[int, Kind], Told] = {}
    for kind, tell in {Kind.ASKED: _asked, Kind.FOLLOWED: _followed, Kind.DECISIONS: _decided}.items():
        if of_kind := [mailing for mailing in due if mailing.kind is kind]:
            found |= {(mailing.person_id, kind): told for mailing, told in tell(of_kind, size, now)}
    return [_noted(mailing, found[mailing.person_id, mailing.kind], size, now) for mailing in due]


Told = tuple[Letter | None, dict[str, bool] | None, datetime | None]


def _noted(mailing: DueMailing, found: Told, size: int, now: datetime) -> Looked:
    letter, told, soonest = found
    next_at = rules.next_round(mailing.frequency, now, clock.AMSTERDAM)
    if soonest is not None and mailing.frequency is Frequency.AT_ONCE:
        next_at = min(next_at, soonest)
    return Looked(mailing.person_id, mailing.kind, mailing.looks, size, told, next_at, letter)


Telling = Iterator[tuple[DueMailing, Told]]


def _followed(due: Sequence[DueMailing], size: int, now: datetime) -> Telling:
    found = queries.untold_notices([mailing.person_id for mailing in due], size)
    for mailing in due:
        lines, more = found.get(mailing.person_id, ([], False))
        yield mailing, ((letters.followed(mailing, lines, more=more) if lines else None), None, None)


def _decided(due: Sequence[DueMailing], size: int, now: datetime) -> Telling:
    found = queries.untold_decisions([mailing.person_id for mailing in due], size)
    checkpoint = latest_checkpoint() if found else None
    for mailing in due:
        told = found.get(mailing.person_id)
        yield mailing, ((letters.decided(mailing, told, checkpoint.note) if told and checkpoint else None), None, None)


def _asked(due: Sequence[DueMailing], size: int, now: datetime) -> Telling:
    held = choices_of([mailing.person_id for mailing in due])
    asked: dict[Actor, list[Asked]] = {}
    for one in asked_of(*(own.actor for every in held.values() for own in every)):
        asked.setdefault(one.actor, []).append(one)
    days = value(rules.DAYS_BEFORE)
    for mailing in due:
        questions = {_key(one): one for own in held[mailing.person_id] for one in asked.get(own.actor, ())}
        news = rules.news_of({key: one.until for key, one in questions.items()}, mailing.told, now, days)
        told = [Question(one, soon=key in news.soon) for key, one in questions.items() if key in news.new | news.soon]
        yield mailing, ((letters.asked(mailing, told) if told else None), news.told, news.next_soon)


def _key(one: Asked) -> str:
    """The same for the same question: where it is answered, for whom, and by when. Its words may change, as a count does."""
    until = one.until.isoformat() if one.until else ""
    return (
        f"{one.actor.organisation or one.actor.office} {one.endpoint}?{urlencode(sorted(one.values.items()))} {until}"
    )
