"""Pages to invite and be invited, and to see who represents whom."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.actor import NOBODY, MandateRole, Office
from gemportal.kernel.acts import perform
from gemportal.kernel.web.forms import choices
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import OPEN, Room, may
from gemportal.people import acts, queries, rules, standing
from gemportal.people.delegation.acts import send_invitation_again
from gemportal.people.factors import queries as factors
from gemportal.people.forms import (
    EndForm,
    KnownPasswordForm,
    MandateInvitationForm,
    NewPasswordForm,
    OfficeInvitationForm,
)
from gemportal.people.overview import queries as overview
from gemportal.people.overview.rules import Attention
from gemportal.people.provider.queries import origins
from gemportal.people.signin import known_devices
from gemportal.people.signin.entrance import checked, signed_in
from gemportal.people.signin.passwords import passwords

room = Room("people", __name__)


@room.page("/uitnodiging/<token>", access=OPEN, post=OPEN)
def accept(token: str) -> Response | tuple[str, int]:
    digest = rules.digest_of(token)
    offer = queries.invitation(digest)
    rules.check_open(offer.status)
    known = standing.credentials(offer.email)
    form = KnownPasswordForm() if known else NewPasswordForm()
    form.about = (offer.name, offer.email, offer.organisation_name or "")
    form.email.data = offer.email  # whatever was sent: the invitation says for whom it is
    if form.filled_in():
        password = form.password.data or ""
        if known is None:
            password_hash = passwords().hashed(password)
        else:
            password_hash = (known.password_hash or "") if checked(form, offer.email, password) else ""
        if password_hash and _accepted(form, digest, password_hash):
            known_devices.remember(offer.email)
            return redirect(url_for("signin.choose" if form.result > 1 else "site.mine"), 303)
    return render_template("people/accept.html", form=form, offer=offer, known=known is not None), form.status


def _accepted(form: KnownPasswordForm | NewPasswordForm, digest: bytes, password_hash: str) -> bool:
    """Spend the invitation, and sign its holder in."""
    named = form.named_in_public.data
    if not form.performed(acts.accept_invitation, NOBODY, digest, password_hash, named_in_public=named):
        return False
    if not signed_in(form, form.result, password_hash):
        return False
    flash(_("Welkom. Uw rol is ingeschreven in het register, zonder uw naam."), "success")
    return True


@room.page("/mensen", access=may("people:oversee"))
def index() -> str:
    search = request.args.get("q", "").strip()[:80]
    mandates, following = queries.mandates(search=search, after=request.args.get("na", type=int))
    officers = queries.officers()
    return render_template(
        "people/index.html",
        counts=overview.counts(),
        officers=officers,
        mandates=mandates,
        following=following,
        search=search,
        resettable=factors.resettable(
            actor(), {line.person_id for line in officers} | {line.person_id for line in mandates}
        ),
        origins=origins(line.person_id for line in mandates),
        may_invite=policy.could(actor(), "people:invite"),
        may_import=policy.could(actor(), "people:import"),
        may=lambda permission, subject: policy.may(actor(), permission, subject),
    )


@room.page("/mensen/uitnodigen", access=may("people:invite"), post=may("people:invite"))
def invite() -> str | tuple[str, int]:
    for_office = request.args.get("voor") == "functie" or not policy.may(actor(), "people:invite", "")
    form = OfficeInvitationForm() if for_office else _mandate_form()
    token = rules.new_token()
    link = link_to(".accept", token=token)
    if form.performed(
        acts.invite,
        actor(),
        rules.digest_of(token),
        form.email.data,
        form.name.data,
        first_day=form.first_day.data,
        last_day=form.last_day.data,
        link=link,
        **_offered(form),
    ):
        # Besides the letter the link exists on this page alone, which is never stored: only its digest is kept.
        return render_template("people/invited.html", link=link, name=form.name.data, lasts=rules.INVITATION_LASTS)
    return render_template(
        "people/invite.html", form=form, for_office=for_office, both=policy.may(actor(), "people:invite", "")
    ), form.status


def _mandate_form() -> MandateInvitationForm:
    form = MandateInvitationForm(organisation=request.args.get("organisatie"))
    names = ((line.code, line.name) for line in queries.representable())
    form.organisation.choices = choices([("", _("Kies een organisatie")), *names])
    return form


def _offered(form: MandateInvitationForm | OfficeInvitationForm) -> dict[str, object]:
    """What the form offers, once it is filled in well."""
    if not form.is_submitted() or not form.validate():
        return {}
    if isinstance(form, OfficeInvitationForm):
        return {"office": Office(form.office.data)}
    return {"organisation": form.organisation.data, "role": MandateRole(form.role.data)}


@room.action("/mensen/uitnodigingen/<int:invitation_id>/intrekken", access=may("people:revoke-invitation"))
def revoke(invitation_id: int) -> Response:
    perform(acts.revoke_invitation, actor(), invitation_id)
    flash(_("De uitnodiging is ingetrokken. De link werkt niet meer."), "success")
    return redirect(_overview("overview.attention", kind=Attention.OPEN), 303)


@room.action("/mensen/uitnodigingen/<int:invitation_id>/opnieuw", access=may("people:send-invitation-again"))
def send_again(invitation_id: int) -> Response:
    token = rules.new_token()
    link = link_to(".accept", token=token)
    perform(send_invitation_again, actor(), invitation_id, rules.digest_of(token), link)
    flash(_("De uitnodiging is opnieuw verstuurd, met een nieuwe link. De oude link werkt niet meer."), "success")
    return redirect(_overview("overview.attention", kind=Attention.OPEN), 303)


def _overview(endpoint: str = ".index", **values: Any) -> str:
    """Where one sees what came of it: officers at `endpoint`, others among those of their own organisation."""
    return url_for(endpoint, **values) if policy.could(actor(), "people:oversee") else url_for("delegation.index")


@room.page(
    "/mensen/vertegenwoordiging/<int:mandate_id>/beeindigen",
    access=may("people:end-mandate"),
    post=may("people:end-mandate"),
)
def end_mandate(mandate_id: int) -> Response | tuple[str, int]:
    mandate = queries.mandate(mandate_id)
    policy.require(actor(), "people:end-mandate", mandate)
    form = EndForm()
    if form.performed(acts.end_mandate, actor(), mandate_id, None if form.at_once.data else form.last_day.data):
        flash(_("Het einde van de vertegenwoordiging staat in het register."), "success")
        own = mandate_id == actor().mandate_id
        return redirect(url_for("site.mine") if own else _overview(), 303)
    return render_template("people/end_mandate.html", form=form, mandate=mandate, back=_overview()), form.status


@room.page(
    "/mensen/functie/<int:holding_id>/beeindigen", access=may("people:end-office"), post=may("people:end-office")
)
def end_office(holding_id: int) -> Response | tuple[str, int]:
    holding = queries.office_holding(holding_id)
    form = EndForm()
    if form.performed(acts.end_office, actor(), holding_id, None if form.at_once.data else form.last_day.data):
        flash(_("Het einde van de functie staat in het register."), "success")
        return redirect(url_for(".index"), 303)
    return render_template("people/end_office.html", form=form, holding=holding), form.status
