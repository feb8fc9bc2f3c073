"""The pages of attachments, and the files themselves: those of everybody at one address, those of the group at another."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.files import rules as files_rules
from gemportal.files.forms import FileForm, LinkForm
from gemportal.files.views import given_out
from gemportal.groups import queries as groups
from gemportal.groups.attachments import acts, queries
from gemportal.groups.attachments.policy import ADD_FILE, ADD_LINK, HIDE, READ, REMOVE, SHARE
from gemportal.groups.steps.queries import one_of
from gemportal.groups.views import Page, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel import policy
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, may
from gemportal.settings.queries import value

# The bounds of a file, and what a form and its borders take besides. How large one may be now is a setting.
MOST_BYTES = (files_rules.MOST_MEGABYTES + 1) * files_rules.MEGABYTE


@room.page("/groepen/<number>/bijlagen/<int:item>", access=PUBLIC)
def attachment(number: str, item: int) -> Response:
    if not queries.one(number, item).public:
        return redirect(url_for(".attachment_of_group", number=number, item=item), 303)
    return given_out(queries.file_of(number, item))


@room.page("/groepen/<number>/bijlagen/<int:item>/groep", access=may(READ))
def attachment_of_group(number: str, item: int) -> Response:
    policy.require(actor(), READ, groups.page_of(number).about)
    return given_out(queries.file_of(number, item))


def _section(group: groups.GroupPage) -> int:
    """The step that the address names; none is the group itself."""
    ordinal = request.args.get("stap", 0, type=int)
    return one_of(group.steps, ordinal).ordinal if ordinal else 0


def _back(number: str, section: int) -> str:
    if section:
        return url_for("groups.step", number=number, ordinal=section)
    return url_for("site.group", number=number)


def _done(number: str, section: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(_back(number, section), 303)


@room.page("/groepen/<number>/bijlagen/bestand", access=may(ADD_FILE), post=may(ADD_FILE, most_bytes=MOST_BYTES))
def add_file(number: str) -> Response | Page:
    group = for_the_act(ADD_FILE, number)
    section, most = _section(group), value(files_rules.SIZE)
    form = FileForm(most)
    file, public = form.judged(), form.public
    if form.performed(acts.add_file, actor(), number, section, file, public=public):
        return _done(number, section, _("Het bestand staat erbij."))
    back = _back(number, section)
    return render_template(
        "groups/add_file.html", group=group, section=section, form=form, most=most, back=back
    ), form.status


@page(ADD_LINK, "/groepen/<number>/bijlagen/link")
def add_link(number: str) -> Response | Page:
    group = for_the_act(ADD_LINK, number)
    section, form = _section(group), LinkForm()
    link = form.link()
    if form.performed(acts.add_link, actor(), number, section, link.title, link.url, public=form.public):
        return _done(number, section, _("De link staat erbij."))
    back = _back(number, section)
    return render_template("groups/add_link.html", group=group, section=section, form=form, back=back), form.status


def _confirmed(
    permission: str, act: Callable[..., None], number: str, item: int, template: str, done: str
) -> Response | Page:
    """Ask once more before something happens to an attachment, and do it."""
    group, line = groups.page_of(number), queries.one(number, item)
    require_for_form(actor(), permission, queries.about(group, line.code))
    form = ConfirmForm()
    if form.performed(act, actor(), number, item):
        return _done(number, line.section, done)
    back = _back(number, line.section)
    return render_template(template, group=group, line=line, form=form, back=back), form.status


@page(SHARE, "/groepen/<number>/bijlagen/<int:item>/openbaar-maken")
def share_attachment(number: str, item: int) -> Response | Page:
    done = _("Iedereen kan de bijlage nu zien.")
    return _confirmed(SHARE, acts.share_attachment, number, item, "groups/share_attachment.html", done)


@page(HIDE, "/groepen/<number>/bijlagen/<int:item>/alleen-groep")
def hide_attachment(number: str, item: int) -> Response | Page:
    done = _("Alleen de groep kan de bijlage nog zien.")
    return _confirmed(HIDE, acts.hide_attachment, number, item, "groups/hide_attachment.html", done)


@page(REMOVE, "/groepen/<number>/bijlagen/<int:item>/verwijderen")
def remove_attachment(number: str, item: int) -> Response | Page:
    done = _("De bijlage is verwijderd.")
    return _confirmed(REMOVE, acts.remove_attachment, number, item, "groups/remove_attachment.html", done)
