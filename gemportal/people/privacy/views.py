"""Pages to see, take along and erase one's own data. None has a number of a person in its address."""

import json
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from gemportal.kernel import clock, personal
from gemportal.kernel.acts import perform
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import Room, may
from gemportal.people.privacy import acts, queries
from gemportal.people.privacy.forms import EraseForForm, EraseForm, ProofForm
from gemportal.people.signin import sessions
from gemportal.people.signin.entrance import checked
from gemportal.register.queries import proven

room = Room("privacy", __name__)

OWN = "people:see-own-data"


@room.page("/mijn/gegevens", access=may(OWN), post=may(OWN))
def own() -> Response | tuple[str, int]:
    form = ProofForm()
    if _proven(form):
        # Made at once and never stored: it goes to whoever asked, and nowhere else.
        return Response(
            _own_data(),
            mimetype="application/json",
            headers={"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'},
        )
    return render_template(
        "privacy/own.html", form=form, kinds=personal.kinds(), erased_on=queries.erased_on(actor().person_id)
    ), form.status


def _proven(form: ProofForm) -> bool:
    """Whether the form was sent by who is signed in: with their password, or else just after they signed in."""
    person_id = actor().person_id
    with_password = queries.has_password(person_id)
    if not with_password:
        del form.password
    if not form.filled_in():
        return False
    if with_password:
        return checked(form, queries.address_of(person_id), form.password.data or "") is not None
    if not queries.signed_in_lately(sessions.present_digest()):
        form.form_errors.append(_("Meld u af en opnieuw aan. Probeer het dan binnen een kwartier."))
        form.status = 409
        return False
    return True


def _own_data() -> str:
    person_id = actor().person_id
    assert person_id is not None
    found: dict[str, Any] = {
        kind.name: {
            "wat": str(kind.what),
            "waarom": str(kind.why),
            "hoe lang": str(kind.term),
            "gegevens": kind.export(person_id),
        }
        for kind in personal.kinds()
    }
    whole = {"gemaakt op": clock.now(), "soorten gegevens": found}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    """Days and moments as everybody writes them; anything else as it reads."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@room.page("/mijn/gegevens/wissen", access=may("people:ask-erasure"), post=may("people:ask-erasure"))
def erase() -> AnyResponse | tuple[str, int]:
    form = EraseForm()
    if _proven(form) and form.performed(acts.ask_erasure, actor(), link_to(".erase")):
        flash(_("Uw verzoek is genoteerd. U krijgt er een e-mail over."), "success")
        return redirect(url_for(".erase"), 303)
    person_id = actor().person_id
    return render_template(
        "privacy/erase.html",
        form=form,
        kinds=personal.kinds(),
        remaining=personal.reasons_to_remain(),
        erased_on=queries.erased_on(person_id),
        left_without=queries.left_without(person_id),
        days=queries.days_to_think(),
    ), form.status


@room.action("/mijn/gegevens/wissen/terug", access=may("people:take-back-erasure"))
def take_back() -> AnyResponse:
    perform(acts.take_back_erasure, actor())
    flash(_("U hebt uw verzoek teruggenomen. Er wordt niets gewist."), "success")
    return redirect(url_for(".own"), 303)


@room.page("/mensen/wissen", access=may("people:ask-erasure-for"), post=may("people:ask-erasure-for"))
def erase_for() -> AnyResponse | tuple[str, int]:
    form = EraseForForm()
    if form.performed(acts.ask_erasure_for, actor(), form.email.data or "", link_to(".erase")):
        flash(_("Het verzoek is genoteerd. De persoon krijgt er een e-mail over."), "success")
        return redirect(url_for("people.index"), 303)
    return render_template("privacy/erase_for.html", form=form, days=queries.days_to_think()), form.status


@room.page("/mensen/inschrijving/<int:index>", access=may("people:see-author"))
def author(index: int) -> str:
    entry = proven(index).line
    return render_template("privacy/author.html", entry=entry, name=queries.author_of(index))
