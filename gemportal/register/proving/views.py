"""The addresses for machines. Hashes and entries never change once they are there; parts may be opened, and erased."""

from flask import Flask, Response
from werkzeug.routing import BaseConverter, ValidationError

from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.room import LASTING, OPEN, PUBLIC, Room
from gemportal.register.proving import formats, queries
from gemportal.register.proving.formats import FULL, Place

room = Room("proving", __name__)


class PlaceConverter(BaseConverter):
    """The place of a tile; an address that spells it in any other way leads nowhere, before anything is asked."""

    regex = r"[0-9x/]+(?:\.p/[0-9]+)?"
    part_isolating = False

    def to_python(self, value: str) -> Place:
        try:
            return Place.read(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: Place) -> str:
        return str(value)


class PlainConverter(BaseConverter):
    """A number in plain digits, without zeros before it."""

    regex = r"(?:0|[1-9][0-9]{0,9})"

    def to_python(self, value: str) -> int:
        return int(value)


def spell(app: Flask) -> None:
    """Teach the application how these addresses are spelled."""
    app.url_map.converters |= {"place": PlaceConverter, "plain": PlainConverter}


@room.page("/register/tile/<plain:level>/<place:place>", access=LASTING)
def tile(level: int, place: Place) -> Response:
    return Response(queries.hashes(level, place), content_type="application/octet-stream")


@room.page("/register/tile/entries/<place:place>", access=LASTING)
def entries(place: Place) -> Response:
    return Response(formats.bundle(queries.entries(place)), content_type="application/octet-stream")


@room.page("/register/parts/<place:place>", access=OPEN)
def parts(place: Place) -> Response:
    if place.width != FULL:
        raise NotFound
    lines = [formats.part_line(*found) for found in queries.public_parts(place)]
    return Response("".join(lines), content_type="application/x-ndjson")


@room.page("/register/<plain:index>/part", access=OPEN)
def part(index: int) -> Response:
    return Response(formats.part_line(index, *queries.public_part(index)), content_type="application/json")


@room.page("/register/<plain:index>.tlog-proof", access=PUBLIC)
def tlog_proof(index: int) -> Response:
    text = formats.tlog_proof(index, *queries.inclusion(index))
    return Response(text, content_type="text/plain; charset=utf-8")
