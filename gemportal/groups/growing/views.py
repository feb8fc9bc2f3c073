"""The pages on which a group consents to growing, and grows."""

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from gemportal.groups import queries as groups
from gemportal.groups.forms import PlacesForm
from gemportal.groups.growing import acts, queries
from gemportal.groups.policy import CONSENT_TO_GROWING, GROW
from gemportal.groups.views import Page, done, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor


@page(CONSENT_TO_GROWING, "/groepen/<number>/groeien/instemmen")
def consent_to_growing(number: str) -> Response | Page:
    group = for_the_act(CONSENT_TO_GROWING, number)
    ladder = queries.ladder_of(group)
    form = PlacesForm(places=ladder.following or 0)
    if form.performed(acts.consent_to_growing, actor(), number, int(form.places.data or 0)):
        return done(number, _("U hebt ingestemd met groeien."))
    consented = actor().organisation in ladder.consents
    return render_template(
        "groups/consent_to_growing.html", group=group, ladder=ladder, form=form, consented=consented
    ), form.status


@page(GROW, "/groepen/<number>/groeien")
def grow(number: str) -> Response | Page:
    group = groups.page_of(number)
    ladder = queries.ladder_of(group)
    require_for_form(actor(), GROW, queries.about(group, ladder))
    form = ConfirmForm()
    if form.performed(acts.grow, actor(), number):
        return done(
            number,
            ngettext("De groep heeft nu %(num)s plaats.", "De groep heeft nu %(num)s plaatsen.", form.result)
            + " "
            + _("De vrije plaatsen zijn aangeboden."),
        )
    return render_template("groups/grow.html", group=group, ladder=ladder, form=form), form.status
