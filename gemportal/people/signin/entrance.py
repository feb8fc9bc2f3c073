"""What every way in shares: a password checked for a form, the session that begins, and where it leads."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.actor import NOBODY
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm
from gemportal.people import rules, standing
from gemportal.people.factors import queries as factors
from gemportal.people.signin import acts, known_devices, sessions, throttle
from gemportal.people.signin.passwords import passwords
from gemportal.people.signin.rules import local_address


def checked(form: HouseForm, email: str, password: str) -> standing.Credentials | None:
    """The person of this address and password. Of two that do not belong together the form says no more than that.

    Who tries too often is told so (429), as `throttle` counts.
    """
    try:
        address = rules.normal_email(email)
        known = standing.credentials(address)
    except RuleBroken:
        # It is no address; trying it takes as long and counts as much.
        address, known = email, None
    stored = known.password_hash if known else None
    fits = throttle.guarded(form, lambda: passwords().fits(password, stored), *throttle.of_password(address))
    if fits:
        known_devices.remember(address)
        return known
    if fits is not None:
        form.form_errors.append(_("Dit e-mailadres en dit wachtwoord horen niet bij elkaar."))
        form.status = 422
    return None


def signed_in(form: HouseForm, person_id: int, password_hash: str) -> bool:
    """Begin a new session for this person, and end the one that was here."""
    token = rules.new_token()
    given = person_id, password_hash, rules.digest_of(token)
    ending, device = sessions.present_digest(), sessions.device()
    if not form.performed(acts.sign_in, NOBODY, *given, device=device, ending=ending):
        return False
    sessions.start(token)
    return True


def way_on(onward: str | None = None) -> str:
    """Where the visitor was going, in the language they came in; else what is asked of them. The second step goes before both.

    `onward` is the address when it did not come along as `?naar=`.
    """
    onward = onward or request.args.get("naar")
    if factors.is_awaited(sessions.present_digest()):
        return url_for("factors.second_step", naar=onward)
    address = local_address(onward)
    if address is None:
        return url_for("site.mine")
    root = request.script_root
    return address if not root or address.startswith(f"{root}/") else root + address


def confirm_first(back: str) -> Response | None:
    """To where one proves anew who one is, and from there `back`; None when that was proven a short while ago."""
    found = factors.session(sessions.present_digest())
    if found is None or found.fresh:
        return None
    return redirect(url_for("factors.second_step" if found.has_factor else "factors.confirm", naar=back), 303)
