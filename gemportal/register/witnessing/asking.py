"""Asking the witnesses, from `flask tick`: outside every transaction, all at once, and never for long."""

from collections.abc import Mapping
from threading import Thread
from time import monotonic

import requests
import structlog
from flask import current_app
from urllib3.exceptions import HTTPError

from gemportal.kernel import clock
from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.register.queries import number_of_entries
from gemportal.register.witnessing import queries
from gemportal.register.witnessing.acts import WITNESS, claim_witness, note_alarm, note_cosignature
from gemportal.register.witnessing.rules import Alarm, Cosigned, Failed, Knows, Outcome, Question, Witness, judged

# Seconds: to connect, to wait for the next bytes, and for the whole of it.
_TIMEOUT = (3, 5)
_PATIENCE = 10
# A cosignature takes some two hundred bytes; a witness may give one by each of its keys.
_MOST_BYTES = 16 * 1024
_CLOCK = clock_for(WITNESS)

log = structlog.get_logger()


def configured() -> tuple[Witness, ...]:
    """The witnesses of this portal."""
    found: tuple[Witness, ...] = current_app.config["REGISTER_WITNESSES"]
    return found


def ask() -> int:
    """Ask each witness that did not cosign the newest checkpoint yet. Returns how many did now."""
    due = queries.to_ask(configured())
    answers = _asked({one: None for one in due if perform(claim_witness, _CLOCK, one.key)})
    # Whoever last saw another size than we thought is asked once more, from there.
    answers |= _asked(
        {one: answer.size for one, (_, answer) in answers.items() if isinstance(answer, Knows) and _here(answer)}
    )
    return sum(_noted(one, question, answer) for one, (question, answer) in answers.items())


def _here(known: Knows) -> bool:
    with current_app.app_context():
        return known.size <= number_of_entries()


def _asked(known: Mapping[Witness, int | None]) -> dict[Witness, tuple[Question, Outcome]]:
    """What each of these answers; `known` is the size that it says to have seen, where it said so."""
    # In a context of its own, so that no transaction stays open while others take their time.
    with current_app.app_context():
        posts = {one: _Post(one, queries.question(one, size)) for one, size in known.items()}
    for post in posts.values():
        post.start()
    deadline = monotonic() + _PATIENCE
    for post in posts.values():
        post.join(max(0, deadline - monotonic()))
    return {one: (post.question, post.outcome) for one, post in posts.items()}


class _Post(Thread):
    """One request on its way. A witness that goes on sending, ever so slowly, is left alone with it."""

    def __init__(self, witness: Witness, question: Question) -> None:
        super().__init__(name="witness", daemon=True)
        self._witness = witness
        self.question = question
        self._asked_at = clock.now()
        self.outcome: Outcome = Failed("it took too long")

    def run(self) -> None:
        try:
            status, body = self._answer()
            self.outcome = judged(self._witness, self.question, status, body, self._asked_at)
        except (requests.RequestException, HTTPError, OSError) as error:
            self.outcome = Failed(type(error).__name__)

    def _answer(self) -> tuple[int, bytes]:
        with requests.post(
            f"{self._witness.url}/add-checkpoint",
            data=self.question.body,
            headers={"Content-Type": "text/plain; charset=utf-8", "Accept-Encoding": "identity"},
            timeout=_TIMEOUT,
            # Where to is said by the operator, and by nobody else.
            allow_redirects=False,
            stream=True,
        ) as answer:
            return answer.status_code, answer.raw.read(_MOST_BYTES)


def _noted(witness: Witness, question: Question, answer: Outcome) -> bool:
    match answer:
        case Cosigned(cosignature):
            perform(note_cosignature, _CLOCK, witness.key, question.size, cosignature)
            return True
        case Knows(size) if not _here(answer):
            _raise(witness, Alarm.CUT_OFF, size)
        case Alarm():
            _raise(witness, answer, question.old)
        case Knows():
            log.warning("witness.not_cosigned", witness=witness.name, reason="somebody else asked it meanwhile")
        case Failed(reason):
            log.warning("witness.not_cosigned", witness=witness.name, reason=reason)
    return False


def _raise(witness: Witness, alarm: Alarm, size: int) -> None:
    log.error("witness.alarm", witness=witness.name, says=alarm.value, size=size)
    perform(note_alarm, _CLOCK, witness.key, alarm, size)
