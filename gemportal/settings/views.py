"""The pages of the settings: readable by all, changed by an act."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.register.reading.queries import standing_of
from gemportal.settings import queries, rules
from gemportal.settings.acts import change_setting
from gemportal.settings.forms import SettingForm

room = Room("settings", __name__)


@room.page("/instellingen", access=PUBLIC)
def index() -> str:
    return render_template(
        "settings/index.html",
        settings=list(rules.KEYS.values()),
        values=queries.values(),
        may_change=policy.may(actor(), "settings:change"),
        standing=standing_of("settings:"),
    )


@room.page("/instellingen/<key>", access=may("settings:change"), post=may("settings:change"))
def change(key: str) -> Response | tuple[str, int]:
    setting = rules.known(key)
    form = SettingForm(value=queries.value(setting))
    if form.performed(change_setting, actor(), key, value=form.value.data, reason=form.reason.data):
        flash(_("De instelling is gewijzigd. De wijziging staat in het register."))
        return redirect(url_for(".index"), 303)
    return render_template("settings/change.html", setting=setting, form=form), form.status
