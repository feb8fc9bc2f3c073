"""Pages of the members: the list, and admitting one. A municipality's own page spans rooms and stands in `site`."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.organisations import queries
from gemportal.organisations.acts import admit
from gemportal.organisations.forms import AdmitForm
from gemportal.organisations.tiles import tiles

room = Room("organisations", __name__)


@room.page("/gemeenten", access=PUBLIC)
def index() -> str:
    search = request.args.get("q", "").strip()[:80]
    province = request.args.get("provincie", "")
    only_members = request.args.get("lid") == "ja"
    members = queries.members()
    return render_template(
        "organisations/index.html",
        lines=queries.municipalities(search=search, province=province, only_members=only_members),
        province_links=_province_links(search, province, only_members=only_members),
        search=search,
        province=province,
        only_members=only_members,
        number_of_members=len(members),
        tiles=tiles(),
        states={member.code: "member" for member in members},
        names={member.code: member.name for member in members},
        may_admit=policy.could(actor(), "organisations:admit"),
    )


def _province_links(search: str, chosen: str, *, only_members: bool) -> list[tuple[str, str, bool]]:
    def address(province: str | None) -> str:
        return url_for(".index", q=search or None, provincie=province, lid="ja" if only_members else None)

    everywhere = (_("Alle provincies"), address(None), not chosen)
    return [everywhere, *((name, address(name), name == chosen) for name in queries.provinces())]


@room.page("/leden/toelaten", access=may("organisations:admit"), post=may("organisations:admit"))
def admit_member() -> Response | tuple[str, int]:
    form = AdmitForm()
    form.code.choices = [
        ("", _("Kies een gemeente")),
        *((line.code, line.name) for line in queries.municipalities() if line.member_since is None),
    ]
    if form.performed(admit, actor(), form.code.data, first_day=form.first_day.data, ground=form.ground.data):
        flash(_("De gemeente is lid. Nodig nu een vertegenwoordiger uit."))
        return redirect(url_for("people.invite", organisatie=form.code.data), 303)
    return render_template("organisations/admit.html", form=form), form.status
