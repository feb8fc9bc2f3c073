"""Pages to admit members from a file, and the list of members as a file for everybody."""

from dataclasses import astuple

from flask import flash, redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from gemportal.kernel import csv_files
from gemportal.kernel.csv_files import Judged
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.imports import ImportForm
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.organisations.imports import queries, rules
from gemportal.organisations.imports.acts import import_members

IMPORT = "organisations:import-members"

room = Room("member_files", __name__)


@room.page("/leden/export.csv", access=PUBLIC)
def export() -> Response:
    titles = ("code", "naam", "provincie", "inwoners", "eerste_dag", "laatste_dag", "besluit")
    content = csv_files.write(titles, map(astuple, queries.memberships()))
    return Response(content, content_type=csv_files.CONTENT_TYPE)


@room.page("/leden/importeren", access=may(IMPORT), post=may(IMPORT))
def bring_in() -> Response | tuple[str, int]:
    form = ImportForm()
    found = _judged(form)
    if found and form.confirmed(IMPORT, actor(), found, import_members, found.right):
        flash(
            ngettext(
                "%(num)d gemeente is toegelaten. Nodig nu een vertegenwoordiger uit.",
                "%(num)d gemeenten zijn toegelaten. Nodig nu hun vertegenwoordigers uit.",
                form.result,
            ),
            "success",
        )
        return redirect(url_for("people.index"), 303)
    if form.status == 409:  # somebody was ahead of us: what is shown is how it stands now
        found = _judged(form)
    seal = form.sealed(IMPORT, actor(), found) if found else None
    return render_template("organisations/import.html", form=form, found=found, seal=seal), form.status


def _judged(form: ImportForm) -> Judged[rules.Admission] | None:
    sheet = form.sheet(rules.COLUMNS)
    return rules.judge(sheet, queries.directory(), actor().represents) if sheet else None
