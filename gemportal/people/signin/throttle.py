"""Counting attempts, so that nobody can guess: passwords, codes, whatever proves something. See docs/adr/0008-throttling.md.

An attempt is counted before it is judged, and given back when it succeeds. Who is over the limit is told so, whether or not
there is such an account.
"""

import os
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from flask import request

from gemportal.kernel import sealing
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import TooMany
from gemportal.kernel.web.forms import HouseForm
from gemportal.people.signin import acts, known_devices, queries, rules
from gemportal.people.signin.rules import Bucket

R = TypeVar("R")

_PURPOSE = "attempts"

# Judging keeps a processor busy. Who waits for one is not counted yet: else a town hall whose people all sign in
# at once, rightly, would fill the bucket of its own network.
_at_once = BoundedSemaphore(os.cpu_count() or 1)


def of_account(what: str, account: str | int, limit: int = rules.PER_ACCOUNT) -> Bucket:
    """Attempts at `what` ("password", "factor") on one account, whether or not it exists."""
    return Bucket(sealing.mark(_PURPOSE, f"{what} account {account}"), limit)


def of_network(what: str, limit: int = rules.PER_NETWORK) -> Bucket:
    """Attempts at `what` from where this request comes from."""
    return Bucket(sealing.mark(_PURPOSE, f"{what} network {rules.line_of(request.remote_addr)}"), limit)


def of_password(email: str) -> tuple[Bucket, ...]:
    """What counts a password for this (normal) address.

    A device on which this account was used before counts by itself alone, so that no stranger can keep somebody out.
    """
    device = known_devices.known_for(email)
    if device is not None:
        return (Bucket(sealing.mark(_PURPOSE, f"password device {device}"), rules.PER_DEVICE),)
    return of_account("password", email), of_network("password")


def counted(judge: Callable[[], R], *buckets: Bucket) -> R:
    """What `judge` answers; an answer that is false counts in each bucket. TooMany, unasked, when one of them is full."""
    # Looked at before waiting in any line, so that a flood costs a query and nobody's time.
    rules.check_room(buckets, queries.counts(buckets))
    with _at_once:
        reserved = perform(acts.reserve_attempt, NOBODY, buckets)
        answer = judge()
        if answer:
            perform(acts.refund_attempt, NOBODY, reserved)
    return answer


def guarded(form: HouseForm, judge: Callable[[], R], *buckets: Bucket) -> R | None:
    """As `counted`; when it was tried too often the form says so, its status is 429, and the answer is None."""
    try:
        return counted(judge, *buckets)
    except TooMany as refusal:
        form.form_errors.append(str(refusal))
        form.status = 429
        return None


def allowed(form: HouseForm, *buckets: Bucket) -> bool:
    """Whether this may be done once more; it counts, whatever comes of it. When not, the form says so and its status is 429."""
    guarded(form, lambda: False, *buckets)
    return form.status != 429
