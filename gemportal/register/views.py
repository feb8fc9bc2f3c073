"""The pages of one entry, exact enough for a machine, and the page that explains them to all. The newspaper is in `reading`."""

from flask import Response, current_app, render_template

from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.room import PUBLIC, Room
from gemportal.kernel.words import _l
from gemportal.register import queries, words
from gemportal.register.reading import queries as reading
from gemportal.register.rotating.queries import history
from gemportal.register.witnessing import queries as witnessing

room = Room("register", __name__)


@room.page("/register/<int:index>", access=PUBLIC)
def entry(index: int) -> str:
    proven = queries.proven(index)
    (line,) = reading.detailed([proven.line])
    return render_template(
        "register/entry.html",
        entry=line,
        proven=proven,
        address=words.address_of(proven.line.subject),
        ground_address=words.address_of(str(proven.line.data.get("ground", ""))),
        origin=current_app.config["REGISTER_ORIGIN"],
        keys=history(queries.latest_checkpoint()),
        portal=current_app.config["BASE_URL"],
    )


@room.page("/register/<int:index>.json", access=PUBLIC)
def entry_json(index: int) -> Response:
    return Response(queries.body_of(index), mimetype="application/json")


@room.page("/register/uitleg", access=PUBLIC)
def explained() -> str:
    return render_template("register/explained.html", portal=current_app.config["BASE_URL"])


@room.page("/register/checkpoint", access=PUBLIC)
def checkpoint() -> Response:
    latest = queries.latest_checkpoint()
    if latest is None:
        raise NotFound(_l("Het register is nog leeg. Er is nog geen controlepunt."))
    return Response(witnessing.cosigned(latest), content_type="text/plain; charset=utf-8")
