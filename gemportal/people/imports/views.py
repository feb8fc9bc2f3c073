"""Pages to invite people from a file, and who represents whom as a file for whoever oversees it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from gemportal.kernel import clock, csv_files, policy
from gemportal.kernel.csv_files import Judged
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.imports import ImportForm
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import Room, may
from gemportal.organisations.imports.queries import directory
from gemportal.people.imports import queries, rules
from gemportal.people.imports.acts import Ticket, import_people
from gemportal.people.overview.rules import Attention
from gemportal.people.rules import digest_of, new_token

IMPORT = "people:import"

room = Room("people_files", __name__)


@room.page("/mensen/export.csv", access=may("people:oversee"))
def export() -> Response:
    # Addresses are for whoever may write to them; the others who oversee need only know who represents whom.
    rows = rules.exported(queries.mandates(), with_email=policy.may(actor(), IMPORT))
    answer = Response(csv_files.write(*rows), content_type=csv_files.CONTENT_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="vertegenwoordigers.csv"'
    return answer


@room.page("/mensen/importeren", access=may(IMPORT), post=may(IMPORT))
def bring_in() -> Response | tuple[str, int]:
    form = ImportForm()
    found = _judged(form)
    if found and form.confirmed(IMPORT, actor(), found, import_people, [_ticket(line) for line in found.right]):
        flash(
            ngettext(
                "%(num)d persoon krijgt een e-mail met een uitnodiging.",
                "%(num)d mensen krijgen een e-mail met een uitnodiging.",
                form.result,
            ),
            "success",
        )
        return redirect(url_for("overview.attention", kind=Attention.OPEN), 303)
    if form.status == 409:  # somebody was ahead of us: what is shown is how it stands now
        found = _judged(form)
    seal = form.sealed(IMPORT, actor(), found) if found else None
    return render_template("people/import.html", form=form, found=found, seal=seal), form.status


def _judged(form: ImportForm) -> Judged[rules.Invitee] | None:
    sheet = form.sheet(rules.COLUMNS)
    if sheet is None:
        return None
    return rules.judge(sheet, directory(), queries.standing(actor(), rules.addresses(sheet)), clock.today())


def _ticket(line: rules.Invitee) -> Ticket:
    token = new_token()
    return Ticket(line, digest_of(token), link_to("people.accept", token=token))
