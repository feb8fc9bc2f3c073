"""Pages on what one follows and hears of, and the one that the link under a letter leads to.

That link is opened by GET, maybe by a program that reads mail, and so changes nothing; its button does, and so does the one that
mail programs show (RFC 8058): it sends a POST of its own, without a page of ours before it.
"""

from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.actor import NOBODY
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.forms import ConfirmForm
from gemportal.kernel.web.frame import actor, csrf
from gemportal.kernel.web.room import OPEN, SIGNED_IN, Room
from gemportal.notices import acts, queries
from gemportal.notices.forms import ChooseForm
from gemportal.notices.links import meant_by
from gemportal.people.account.queries import own
from gemportal.register.queries import number_of_entries
from gemportal.register.words import address_of

room = Room("notices", __name__)


@room.page("/mijn/berichten", access=SIGNED_IN)
def index() -> str:
    before = request.args.get("voor", type=int)
    me = actor().person_id
    lines = queries.notices(me, before=before, limit=queries.PAGE + 1)
    page = lines[: queries.PAGE]
    return render_template(
        "notices/index.html",
        days=[(day, list(of_day)) for day, of_day in groupby(page, lambda line: line.day)],
        seen=queries.last_look(me),
        new=queries.number_of_new(me),
        many=queries.MANY,
        until=number_of_entries(),
        next_before=page[-1].index if len(lines) > queries.PAGE else None,
        paged=before is not None,
        address_of=address_of,
    )


@room.action("/mijn/berichten/gelezen", access=SIGNED_IN)
def look() -> Response:
    perform(acts.look, actor(), request.form.get("until", default=number_of_entries(), type=int))
    flash(_("U bent bij: alle berichten zijn gelezen."), "success")
    return redirect(url_for(".index"), 303)


@room.page("/mijn/berichten/kiezen", access=SIGNED_IN, post=SIGNED_IN)
def choose() -> Response | tuple[str, int]:
    me = actor().person_id
    form = ChooseForm(data={str(kind): often for kind, often in queries.choices_of(me).items()})
    form.offer()
    if form.filled_in() and form.performed(acts.choose, actor(), form.often):
        flash(_("Uw keuze is bewaard."), "success")
        return redirect(url_for(".choose"), 303)
    return render_template("notices/choose.html", form=form, email=own(me).email), form.status


@room.page("/mijn/volgen", access=SIGNED_IN)
def following() -> str:
    found = queries.followed_by(actor().person_id)
    return render_template("notices/following.html", found=found, address_of=address_of)


@room.page("/volgen/<subject>", access=SIGNED_IN, post=SIGNED_IN)
def follow(subject: str) -> Response | tuple[str, int]:
    title = queries.title_of(subject)
    follows = queries.follows(actor().person_id, subject)
    form = ConfirmForm()
    # What the button said: another window may have changed it meanwhile.
    wanted = request.form.get("following", "") == "y"
    if form.performed(acts.follow, actor(), subject, following=wanted):
        said = _("U volgt nu “%(title)s”.", title=title) if wanted else _("U volgt “%(title)s” niet meer.", title=title)
        flash(said, "success")
        return redirect(url_for(".follow", subject=subject), 303)
    address = address_of(subject)
    return render_template(
        "notices/follow.html", form=form, subject=subject, title=title, follows=follows, address=address
    ), form.status


@csrf.exempt  # type: ignore[untyped-decorator] # Flask-WTF ships no types
@room.page("/berichten/stoppen/<token>", access=OPEN, post=OPEN)
def stop(token: str) -> str:
    person_id, kind = meant_by(token)
    if not queries.is_somebody(person_id):
        raise NotFound
    if request.method == "POST":
        perform(acts.stop, NOBODY, person_id, kind)
    return render_template("notices/stop.html", kind=kind, token=token, stopped=request.method == "POST")
