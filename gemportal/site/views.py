"""The pages that span rooms."""

from flask import Response, current_app, render_template

from gemportal.groups import queries as groups
from gemportal.groups.attachments import queries as attachments
from gemportal.groups.growing import queries as growing
from gemportal.groups.leading import queries as leading
from gemportal.groups.mediating import queries as mediating
from gemportal.groups.observing import queries as observing
from gemportal.groups.room import queries as deciding
from gemportal.groups.steps.queries import present_of
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import clock, csv_files, personal, policy
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import OPEN, PUBLIC, SIGNED_IN, Room, may
from gemportal.organisations.tiles import tiles
from gemportal.people.privacy.queries import days_to_think
from gemportal.register.witnessing.asking import configured
from gemportal.register.witnessing.queries import alarms
from gemportal.register.words import address_of
from gemportal.site import health, pages
from gemportal.site.desk import desk
from gemportal.site.policy import SEE_DESK
from gemportal.voting import answers
from gemportal.voting.preparing import queries as preparing

# The chapters of "wie mag wat" in the order in which a reader meets them; a test holds that none is left out.
CHAPTERS = (
    "initiatives",
    "groups",
    "groups.room",
    "groups.leading",
    "groups.observing",
    "groups.mediating",
    "sharing",
    "groups.attachments",
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
    "site",
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
    present = present_of(whole.group.steps)
    possible = [
        *groups.possible(actor(), whole.group),
        *deciding.possible(actor(), whole.group, whole.motions),
        *growing.possible(actor(), whole.group, whole.ladder),
        *leading.possible(actor(), whole.group),
        *observing.possible(actor(), whole.group),
        *mediating.possible(actor(), whole.group),
        *preparing.possible(actor(), whole.group),
    ]
    return render_template(
        "site/group.html",
        whole=whole,
        group=whole.group,
        ladder=whole.ladder,
        attachments=attachments.attached(actor(), whole.group),
        possible=possible,
        main=next((action for action in possible if action.main), None),
        present=present,
        late=groups.delay_in(whole.group, present),
        end_of=clock.end_of,
        today=clock.today,
    )


@room.page("/gemeenten/<code>", access=PUBLIC)
def municipality(code: str) -> str:
    return render_template("site/municipality.html", whole=pages.organisation(actor(), code), answers=answers)


@room.page("/gemeenten/<code>/toezeggingen.csv", access=PUBLIC)
def pledges(code: str) -> Response:
    """For the municipality's own budget: a line for each year and group."""
    titles = ["jaar", "groep", "titel", "uren toegezegd", "euro toegezegd", "uren besteed", "euro besteed"]
    rows = [list(vars(line).values()) for line in pages.pledges_of(code)]
    response = Response(csv_files.write(titles, rows), content_type=csv_files.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="toezeggingen-{code}.csv"'
    return response


@room.page("/mijn", access=SIGNED_IN)
def mine() -> str:
    return render_template("site/mine.html", mine=pages.mine(actor()))


@room.page("/coordinatie", access=may(SEE_DESK))
def coordination() -> str:
    return render_template("site/coordination.html", desk=desk(actor()), address_of=address_of)


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
