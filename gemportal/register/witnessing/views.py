"""The newest checkpoint that a witness stands for, for whoever trusts no log alone."""

from flask import Response

from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.room import PUBLIC, Room
from gemportal.kernel.words import _l
from gemportal.register.witnessing import queries

room = Room("witnessing", __name__)


@room.page("/register/checkpoint/witnessed", access=PUBLIC)
def witnessed() -> Response:
    checkpoint = queries.latest_witnessed()
    if checkpoint is None:
        raise NotFound(_l("Nog geen getuige tekende een controlepunt van dit register."))
    return Response(queries.cosigned(checkpoint), content_type="text/plain; charset=utf-8")
