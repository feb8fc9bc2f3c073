"""Letters that wait to be sent: an act writes one in its own transaction, and `flask tick` sends it.

So a mail server that is down loses nothing and slows nothing. Letters are sealed while they wait, since some hold a link that
lets somebody in; when sent they are gone. A letter is sent at least once: twice when the process
dies between sending and noting it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import act, perform
from gemportal.kernel.figures import Day
from gemportal.kernel.sealing import BrokenSeal, seal, unseal
from gemportal.kernel.words import Message, _l, in_language

log = structlog.get_logger()

SENDING = "kernel:send-letters"
_PURPOSE = "outbox"
# Tried again after one minute, then two, four … at most six hours; given up after a week.
_FIRST_WAIT, _LONGEST_WAIT, _KEPT = timedelta(minutes=1), timedelta(hours=6), timedelta(days=7)
_AT_ONCE = 50


class Waiting(db.Base):
    """One letter, sealed, until it is sent. `due_at` is when to try (again)."""

    __tablename__ = "outbox"
    __table_args__ = (sa.Index(None, "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[bytes]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True)
class Letter:
    """What is sent: to one address, plain text. `headers` are those beside what every mail has, such as List-Unsubscribe."""

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


def post(
    to: str, language: str, subject: Message, *paragraphs: Message | str, headers: Mapping[str, str] | None = None
) -> None:
    """Put a letter in the outbox of the running act, worded in `language` (`nl` or `en`).

    Days and moments among the values of a message are written out in that language. A paragraph that is plain text, such as
    a link, stays as it is.
    """
    with in_language(language):
        # On one line, whatever stands in a name: the post takes no subject of two.
        title = " ".join(_worded(subject).split())
        body = "\n\n".join(map(_worded, paragraphs)) + "\n"
    put(Letter(to, title, body, dict(headers or {})))


def put(letter: Letter) -> None:
    """Put a letter that was worded already in the outbox of the running act."""
    now = clock.now()
    content = json.dumps(asdict(letter)).encode()
    db.session().add(Waiting(letter=seal(_PURPOSE, content), written_at=now, due_at=now))


def waiting_for(address: str) -> list[Letter]:
    """The letters to this address that were not sent yet."""
    return [letter for _, letter in _to(address)]


def forget(address: str) -> None:
    """Take back, inside an act, every letter to this address that was not sent yet."""
    found = [letter_id for letter_id, _ in _to(address)]
    db.session().execute(sa.delete(Waiting).where(Waiting.id.in_(found)))


def _to(address: str) -> list[tuple[int, Letter]]:
    """To whom a letter is stands inside the seal; so few wait at any time that opening them all takes no time."""
    found = [
        (row_id, _opened(sealed)) for row_id, sealed in db.session().execute(sa.select(Waiting.id, Waiting.letter))
    ]
    return [(row_id, letter) for row_id, letter in found if letter is not None and letter.to == address]


def _opened(sealed: bytes) -> Letter | None:
    """The letter; None when it was sealed with another SECRET_KEY."""
    try:
        return Letter(**json.loads(unseal(_PURPOSE, sealed)))
    except BrokenSeal:
        return None


def _worded(text: Message | str) -> str:
    if isinstance(text, str):
        return text
    values = {name: Day.of(value) if isinstance(value, date) else value for name, value in text.values.items()}
    return str(Message(text.singular, text.plural, values))


Send = Callable[[Letter], None]


def send_due(send: Send) -> int:
    """Send every letter that is due through `send`, which raises `OSError` when it cannot. Returns how many went.

    Each is claimed first, so that two ticks at once do not both send it.
    """
    count = 0
    for letter_id in _due():
        letter = perform(claim_letter, clock_for(SENDING), letter_id)
        if letter is None:
            continue
        try:
            send(letter)
        except OSError as error:
            log.warning("outbox.not_sent", letter=letter_id, reason=type(error).__name__)
            continue
        perform(note_sent, clock_for(SENDING), letter_id)
        count += 1
    return count


def _due() -> list[int]:
    session = db.session()
    query = (
        sa.select(Waiting.id).where(Waiting.due_at <= clock.now()).order_by(Waiting.due_at, Waiting.id).limit(_AT_ONCE)
    )
    found = list(session.scalars(query))
    session.rollback()
    return found


@act("kernel:claim-letter", _l("neemt een brief uit de uitgaande post"), holds=None)
def claim_letter(actor: Actor, letter_id: int) -> Letter | None:
    """The letter, if it is still due; it is due again later, in case it cannot be sent. One too old is given up."""
    row = db.session().get(Waiting, letter_id)
    if row is None or row.due_at > clock.now():
        return None
    letter = _opened(row.letter)
    if letter is None:
        log.error("outbox.unreadable", letter=letter_id, reason="SECRET_KEY changed")
    if letter is None or clock.now() - row.written_at > _KEPT:
        log.error("outbox.given_up", letter=letter_id)
        db.session().delete(row)
        return None
    row.due_at = clock.now() + min(_FIRST_WAIT * 2**row.attempts, _LONGEST_WAIT)
    row.attempts += 1
    return letter


@act("kernel:note-sent", _l("noteert dat een brief is verstuurd"), holds=None)
def note_sent(actor: Actor, letter_id: int) -> None:
    """The letter went: nothing of it stays."""
    db.session().execute(sa.delete(Waiting).where(Waiting.id == letter_id))


@act("kernel:discard-letters", _l("gooit brieven weg die niemand hoeft te krijgen"), holds=None)
def discard(actor: Actor) -> None:
    """Throw away every letter that waits: those of an invented story are for nobody."""
    db.session().execute(sa.delete(Waiting))
