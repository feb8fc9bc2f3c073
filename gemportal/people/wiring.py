"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel import schedule
from gemportal.kernel.actor import read_again_with
from gemportal.kernel.acts import listen
from gemportal.kernel.words import _l
from gemportal.organisations.holdings import tell_with
from gemportal.people import following, standing
from gemportal.people import news as news
from gemportal.people import policy as policy
from gemportal.people import replaying as replaying
from gemportal.people.account import personal as account_personal
from gemportal.people.account import policy as account_policy
from gemportal.people.account.views import room as account
from gemportal.people.commands import invite_command
from gemportal.people.delegation.views import room as delegation
from gemportal.people.factors import personal as factors_personal
from gemportal.people.factors import policy as factors_policy
from gemportal.people.factors.views import room as factors
from gemportal.people.imports import policy as imports_policy
from gemportal.people.imports.views import room as imports
from gemportal.people.overview.views import room as overview
from gemportal.people.policy import ERASE, ERASE_IDLE
from gemportal.people.privacy import acts as privacy_acts
from gemportal.people.privacy import authorship, retention
from gemportal.people.privacy import personal as personal
from gemportal.people.privacy import policy as privacy_policy
from gemportal.people.privacy.commands import people
from gemportal.people.privacy.views import room as privacy
from gemportal.people.provider import client
from gemportal.people.provider import personal as provider_personal
from gemportal.people.provider import policy as provider_policy
from gemportal.people.provider.views import BACK
from gemportal.people.provider.views import room as provider
from gemportal.people.signin import personal as signin_personal
from gemportal.people.signin import policy as signin_policy
from gemportal.people.signin import sessions
from gemportal.people.signin.passwords import Passwords
from gemportal.people.signin.sessions import identify as identify
from gemportal.people.signin.views import room as signin
from gemportal.people.views import room
from gemportal.register import words
from gemportal.register.log import RECORDED

VIEWS = (room, signin, delegation, factors, privacy, provider, account, overview, imports)

__all__ = [
    "VIEWS",
    "account_personal",
    "account_policy",
    "factors_personal",
    "factors_policy",
    "identify",
    "imports_policy",
    "init_app",
    "news",
    "personal",
    "policy",
    "privacy_policy",
    "provider_personal",
    "provider_policy",
    "replaying",
    "signin_personal",
    "signin_policy",
]


def init_app(app: Flask) -> None:
    """Set up passwords and sessions, let `perform` read rights again, note who writes which entry, and let the clock erase."""
    app.extensions["passwords"] = Passwords(app.config["ARGON2"])
    sessions.init_app(app)
    client.init_app(app, BACK)
    read_again_with(standing.read_again)
    listen("organisations:merged", following.when_organisations_merge)
    listen("organisations:applicant-admitted", following.when_applicant_is_admitted)
    tell_with("people", following.holding_of)
    app.cli.add_command(invite_command)
    listen(RECORDED, authorship.note)
    schedule.rule(ERASE, privacy_acts.erase)
    schedule.rule(ERASE_IDLE, privacy_acts.erase_idle)
    schedule.sweep("people:privacy", retention.sweep)
    app.cli.add_command(people)
    words.file_under("mensen", "people", _l("Mensen en functies"))
