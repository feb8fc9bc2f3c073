"""When a request came in, which is earlier than when there was time for it.

At a deadline hundreds come at once and wait: for a worker, for a thread in it, for the one writer. The network remembers when it
received the last byte of a request, however long nobody looked, and says how long ago that was. No clock that is wrong
and no header that a visitor wrote changes it; and whoever holds back the end of a request is as late as that end.
"""

import socket
import struct
from datetime import timedelta
from typing import Any

from flask import request

from gemportal.kernel import acts

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

# `tcpi_last_data_recv` in Linux's `struct tcp_info`: eight single bytes, then numbers of 32 bits, of which it is the twelfth.
_LAST_RECEIVED = struct.Struct("=52x I")
# The network counts in ticks of ten milliseconds at most: one less, so that nobody is early by its rounding.
_TICK = timedelta(milliseconds=10)


def note() -> None:
    """Let the acts of this request be judged by when it came in. Only once it was read to its end."""
    if request.method not in SAFE:
        acts.arrived(waited)


def waited() -> timedelta:
    """How long the present request lay waiting; nothing where the system, or the server in front, does not tell."""
    connection: Any = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")
    try:
        told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_RECEIVED.size)
        (milliseconds,) = _LAST_RECEIVED.unpack(told)
    except (AttributeError, OSError, struct.error):
        return timedelta()
    return max(timedelta(milliseconds=milliseconds) - _TICK, timedelta())
