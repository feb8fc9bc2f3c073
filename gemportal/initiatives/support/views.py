"""The page on which an organisation shows that more people at home stand behind its declaration."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.initiatives import queries
from gemportal.initiatives.support.acts import back_willingness
from gemportal.initiatives.support.forms import BackingForm
from gemportal.initiatives.support.rules import at_least
from gemportal.initiatives.views import Page
from gemportal.initiatives.views import room as room
from gemportal.kernel import policy
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import may
from gemportal.kernel.words import _l

BACK = may("initiatives:back-willingness")


@room.page("/initiatieven/<number>/bereidheid/steun", access=BACK, post=BACK)
def back(number: str) -> Response | Page:
    initiative = queries.page_of(number)
    policy.require(actor(), "initiatives:back-willingness", initiative)
    current = initiative.declaration_of(actor().organisation)
    if current is None:
        raise RuleBroken(_l("Uw organisatie heeft hier geen verklaring."))
    form = BackingForm(data={"backing": current.backing})
    form.backing.choices = [(backing.value, str(backing.label)) for backing in at_least(current.backing)]
    if form.performed(back_willingness, actor(), number, form.chosen, form.backing_url.data):
        flash(_("Iedereen ziet nu wie er bij u achter staat. U houdt uw datum."), "success")
        return redirect(url_for("site.initiative", number=number), 303)
    return render_template("initiatives/back.html", form=form, initiative=initiative, current=current), form.status
