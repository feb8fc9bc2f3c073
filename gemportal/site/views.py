"""The pages that span rooms."""

from flask import Response, current_app, render_template

from gemportal.groups import queries as groups
from gemportal.groups.growing import queries as growing
from gemportal.groups.steps.queries import UNDER_WAY
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import clock, personal, policy
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import OPEN, PUBLIC, SIGNED_IN, Room, may
from gemportal.organisations.tiles import tiles
from gemportal.people.privacy.queries import days_to_think
from gemportal.register.witnessing.asking import configured
from gemportal.register.witnessing.queries import alarms
from gemportal.register.words import address_of
from gemportal.site import health, pages
from gemportal.voting import answers
from gemportal.voting.preparing import queries as preparing

# The chapters of "wie mag wat" in the order in which a reader meets them; a test holds that none is left out.
CHAPTERS = (
    "initiatives",
    "groups",
    "voting",
    "voting.proxies",
    "voting.contesting",
    "voting.rounds",
    "decisions",
    "notices",
    "people",
    "people.signin",
    "people.account",
    "people.factors",
    "people.provider",
    "people.privacy",
    "people.imports",
    "organisations",
    "organisations.applying",
    "organisations.merging",
    "organisations.imports",
    "settings",
    "register",
)

room = Room("site", __name__)


@room.page("/", access=PUBLIC)
def home() -> str:
    found = pages.home()
    return render_template("site/home.html", page=found, tiles=tiles(), states=found.tile_states, address_of=address_of)


@room.page("/initiatieven/<number>", access=PUBLIC)
def initiative(number: str) -> str:
    whole = pages.initiative(number)
    possible = initiatives.possible(actor(), whole.initiative)
    return render_template(
        "site/initiative.html",
        whole=whole,
        initiative=whole.initiative,
        possible=possible,
        main=next((action for action in possible if action.main), None),
        may_form=policy.may(actor(), "groups:form", whole.initiative),
    )


@room.page("/groepen/<number>", access=PUBLIC)
def group(number: str) -> str:
    whole = pages.group(number)
    possible = [
        *groups.possible(actor(), whole.group),
        *growing.possible(actor(), whole.group, whole.ladder),
        *preparing.possible(actor(), whole.group),
    ]
    return render_template(
        "site/group.html",
        whole=whole,
        group=whole.group,
        ladder=whole.ladder,
        possible=possible,
        main=next((action for action in possible if action.main), None),
        under_way=next((step for step in whole.group.steps if step.status in UNDER_WAY), None),
        end_of=clock.end_of,
    )


@room.page("/gemeenten/<code>", access=PUBLIC)
def municipality(code: str) -> str:
    return render_template("site/municipality.html", whole=pages.organisation(actor(), code), answers=answers)


@room.page("/mijn", access=SIGNED_IN)
def mine() -> str:
    return render_template("site/mine.html", mine=pages.mine(actor()))


@room.page("/coordinatie", access=may("organisations:admit"))
def coordination() -> str:
    return render_template(
        "site/coordination.html", desk=pages.desk(actor()), labels=pages.DEADLINES, address_of=address_of
    )


@room.page("/wie-mag-wat", access=PUBLIC)
def who_may_do_what() -> str:
    return render_template("site/who_may_do_what.html", chapters={room: policy.CHAPTERS[room] for room in CHAPTERS})


@room.page("/toegankelijkheid", access=PUBLIC)
def accessibility() -> str:
    return render_template("site/accessibility.html")


@room.page("/privacy", access=PUBLIC)
def privacy() -> str:
    return render_template(
        "site/privacy.html", kinds=personal.kinds(), remaining=personal.reasons_to_remain(), days=days_to_think()
    )


@room.page("/gezond", access=OPEN)
def alive() -> Response:
    """The process answers; asks nothing of the database."""
    return Response("gezond\n", content_type="text/plain; charset=utf-8")


@room.page("/gereed", access=OPEN)
def ready() -> Response:
    """The database answers and its migrations are current; 503 otherwise. In a register that was rolled back one can still read."""
    if not health.is_ready(current_app.extensions["migrate"].directory):
        return Response("niet gereed\n", 503, content_type="text/plain; charset=utf-8")
    why = health.only_reading()
    first = f"alleen lezen: {why}" if why else "gereed"
    return Response("\n".join([first, *alarms(configured()), ""]), content_type="text/plain; charset=utf-8")
