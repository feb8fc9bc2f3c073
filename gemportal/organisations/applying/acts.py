"""What can happen to an application. Admitting and adding are acts of their own, which write the register."""

from dataclasses import dataclass
from datetime import date, timedelta

from gemportal.kernel import acts, clock, db, outbox, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.addresses import normal_email
from gemportal.kernel.errors import RuleBroken, TooMany
from gemportal.kernel.names import LONGEST_NAME, normal_name
from gemportal.kernel.texts import check_length, check_text
from gemportal.kernel.words import Message, _l
from gemportal.organisations.acts import add_partner, admit
from gemportal.organisations.applying import queries, rules
from gemportal.organisations.applying.models import Application
from gemportal.organisations.applying.policy import FORGET
from gemportal.organisations.applying.rules import ApplicationStatus
from gemportal.organisations.queries import has_slug, may_apply, organisation
from gemportal.organisations.rules import check_name, slug_of
from gemportal.register.canonical import normal
from gemportal.settings.queries import value


@dataclass(frozen=True)
class Applicant:
    """Who applies: a name, a work address, a function, and what they want to say."""

    name: str
    email: str
    function: str
    message: str = ""
    language: str = "nl"


@act("organisations:apply", _l("meldt een organisatie aan"), holds=None)
def apply(
    actor: Actor,
    applicant: Applicant,
    token_digest: bytes,
    link: str,
    *,
    code: str | None = None,
    partner_name: str | None = None,
) -> None:
    """Apply for a municipality, or for a partner by its name. The address gets a letter with `link`, by which to confirm.

    Beyond a few open applications for one organisation, or from one address, nothing happens and nothing is said: the answer
    tells nobody who applied.
    """
    policy.require(actor, "organisations:apply")
    email = normal_email(applicant.email)
    # As the invitation takes it, so that nobody is let in by a name that cannot be invited.
    name = normal_name(applicant.name)
    function = check_text(" ".join(applicant.function.split()), _l("Vul uw functie in."), LONGEST_NAME)
    message = check_length(applicant.message.strip())
    if code is not None:
        partner_name, for_whom = None, _l("Met dit e-mailadres is %(name)s aangemeld.", name=may_apply(code).name)
    else:
        partner_name = normal(check_name(partner_name or ""))
        # A stranger's words never go in a letter to an address that is not proven to be theirs.
        for_whom = _l("Met dit e-mailadres is een ketenpartner aangemeld.")
        if has_slug(slug_of(partner_name)):
            raise RuleBroken(_l("Er is al een organisatie met deze naam."))
    if (
        queries.open_for(code, partner_name) >= rules.MOST_FOR_AN_ORGANISATION
        or queries.open_from(email) >= rules.MOST_FROM_AN_ADDRESS
    ):
        return
    if queries.applied_since(clock.now() - timedelta(hours=1)) >= rules.MOST_IN_AN_HOUR:
        raise TooMany(_l("Er komen nu te veel aanmeldingen binnen. Probeer het over een uur opnieuw."))
    row = Application(
        organisation_code=code,
        partner_name=partner_name,
        name=name,
        email=email,
        function=function,
        message=message,
        language=applicant.language,
        status=ApplicationStatus.UNCONFIRMED,
        token_hash=token_digest,
        applied_at=clock.now(),
    )
    db.session().add(row)
    db.session().flush()
    schedule.put(FORGET, str(row.id), clock.now() + rules.CONFIRMED_WITHIN)
    outbox.post(
        email,
        applicant.language,
        _l("Bevestig uw aanmelding bij de coöperatie"),
        for_whom,
        _l("Was u dat? Open dan deze link en bevestig de aanmelding. Dat kan drie dagen lang."),
        link,
        _l("Was u dat niet? Dan hoeft u niets te doen. Wij verwijderen uw gegevens na drie dagen."),
    )


@act("organisations:confirm-application", _l("bevestigt een aanmelding"), holds=None)
def confirm_application(actor: Actor, token_digest: bytes) -> None:
    """Let the coordinator see an application: by whoever holds the link that went to its address."""
    row = queries.row_of(token_digest)
    policy.require(actor, "organisations:confirm-application", row)
    if row.organisation_code is not None:
        may_apply(row.organisation_code)
    row.status, row.confirmed_at = ApplicationStatus.WAITING, clock.now()
    schedule.drop(FORGET, str(row.id))


@act("organisations:grant-application", _l("laat een aanmelding toe"), holds=None)
def grant_application(
    actor: Actor,
    application_id: int,
    first_day: date,
    ground: str,
    *,
    token_digest: bytes | None = None,
    link: str = "",
) -> str:
    """Let the organisation in: a municipality as a member from `first_day`, a partner as one. Returns its code.

    With `token_digest` the applicant is invited to represent it by `link`, in the same act.
    """
    row = queries.row(application_id)
    policy.require(actor, "organisations:grant-application", row)
    code = row.organisation_code
    if code is None:
        code = add_partner(actor, row.partner_name or "")
    else:
        admit(actor, code, first_day, ground)
    if token_digest is not None:
        acts.announce(
            "organisations:applicant-admitted",
            code=code,
            email=row.email,
            name=row.name,
            token_digest=token_digest,
            first_day=max(first_day, clock.today()),
        )
    _decided(row, ApplicationStatus.ADMITTED)
    name = organisation(code).name
    invited = (
        _l("U bent uitgenodigd als vertegenwoordiger. Open deze link om dat aan te nemen:"),
        link,
    )
    _write_to(
        row,
        _l("%(name)s is toegelaten", name=name),
        _l("De coöperatie heeft %(name)s toegelaten, vanaf %(day)s.", name=name, day=first_day),
        *(invited if token_digest is not None else ()),
    )
    return code


@act("organisations:decline-application", _l("wijst een aanmelding af"), holds=None)
def decline_application(actor: Actor, application_id: int, reason: str) -> None:
    """Decline an application; the applicant reads the reason, and nobody else does."""
    row = queries.row(application_id)
    policy.require(actor, "organisations:decline-application", row)
    reason = check_text(reason, _l("Schrijf de reden op."))
    _decided(row, ApplicationStatus.DECLINED)
    name = organisation(row.organisation_code).name if row.organisation_code else row.partner_name
    _write_to(
        row,
        _l("De aanmelding van %(name)s is afgewezen", name=name),
        _l("De coöperatie heeft de aanmelding van %(name)s afgewezen. Dit is de reden:", name=name),
        reason,
    )


def _decided(row: Application, status: ApplicationStatus) -> None:
    row.status, row.decided_at = status, clock.now()
    schedule.put(FORGET, str(row.id), clock.now() + timedelta(days=value(rules.KEPT)))


def _write_to(row: Application, subject: Message, *paragraphs: Message | str) -> None:
    last = _l("Wij verwijderen uw aanmelding over %(n)s dagen.", n=value(rules.KEPT))
    outbox.post(row.email, row.language, subject, *paragraphs, last)


@act("organisations:invite-to-apply", _l("vraagt een gemeente om lid te worden"), holds=None)
def invite_to_apply(actor: Actor, code: str, email: str, link: str, language: str = "nl") -> None:
    """Send a letter that asks a municipality to become a member; by `link` the reader applies. The address is not kept."""
    policy.require(actor, "organisations:invite-to-apply", code)
    name = may_apply(code).name
    outbox.post(
        normal_email(email),
        language,
        _l("Wordt %(name)s lid van de coöperatie?", name=name),
        _l("De coöperatie nodigt %(name)s uit om lid te worden.", name=name),
        _l("Op deze pagina leest u hoe dat gaat en meldt u uw gemeente aan:"),
        link,
    )


@act(FORGET, _l("verwijdert een aanmelding"), holds=None)
def forget_application(actor: Actor, application_id: str) -> None:
    """Remove an application whose term is over, with everything that says who sent it."""
    policy.require(actor, FORGET)
    db.session().delete(queries.row(int(application_id)))
