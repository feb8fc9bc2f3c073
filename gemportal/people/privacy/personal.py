"""What this room keeps of people: who they are, what they may do, what they did, and what is on its way to them."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db, outbox
from gemportal.kernel.personal import Kept, keep, rows_of
from gemportal.kernel.words import Message, _l, _ln
from gemportal.organisations.queries import names
from gemportal.people.models import Invitation, Mandate, OfficeHolding, Person
from gemportal.people.privacy import queries, rules
from gemportal.people.privacy.models import Authorship
from gemportal.people.signin.models import SignIn
from gemportal.register.log import erase_parts
from gemportal.register.words import act_in_words
from gemportal.settings.queries import value

_AS_LONG_AS_KNOWN = _l("Zolang u bij ons bekend bent.")
_STAYS_NAMELESS = _l("De periode blijft bewaard, zonder uw naam.")
_SIGNED_IN_TOO = _l("Wie is aangemeld. Het publiek alleen als u daarvoor koos.")


def _until_idle() -> Message:
    return _ln(
        "Tot u zich laat wissen, of tot u %(n)s maand geen rol had en u niet hebt aangemeld. U krijgt eerst een e-mail.",
        "Tot u zich laat wissen, of tot u %(n)s maanden geen rol had en u niet hebt aangemeld. U krijgt eerst een e-mail.",
        value(rules.IDLE),
    )


def _days_after_invitation() -> Message:
    return _ln(
        "Tot %(n)s dag nadat de uitnodiging is gebruikt, ingetrokken of verlopen.",
        "Tot %(n)s dagen nadat de uitnodiging is gebruikt, ingetrokken of verlopen.",
        value(rules.INVITATIONS),
    )


def _days_after_sign_in() -> Message:
    return _ln("Tot %(n)s dag na het afmelden.", "Tot %(n)s dagen na het afmelden.", value(rules.SIGN_INS))


def _person(person_id: int) -> list[dict[str, Any]]:
    person = queries.living(person_id)
    return [
        {
            "naam": person.name,
            "e-mailadres": person.email,
            "taal": person.language,
            "wachtwoord": "onleesbaar bewaard" if person.password_hash else None,
            "bekend sinds": person.created_at,
            "laatst aangemeld": person.last_signed_in_at,
        }
    ]


def _erase_person(person_id: int) -> None:
    nothing = {"password_hash": None, "last_signed_in_at": None, "language": Person.language.default.arg}
    db.session().execute(
        sa.update(Person)
        .where(Person.id == person_id)
        .values(name=rules.ERASED_NAME, email=rules.erased_address(person_id), erased_at=clock.now(), **nothing)
    )


def _mandates(person_id: int) -> list[dict[str, Any]]:
    rows = db.session().scalars(sa.select(Mandate).where(Mandate.person_id == person_id).order_by(Mandate.id)).all()
    called = names([row.organisation_code for row in rows])
    return [
        {
            "organisatie": called[row.organisation_code],
            "rol": str(row.role.label),
            "eerste dag": row.first_day,
            "laatste dag": row.last_day,
            "naam openbaar": row.named_in_public,
        }
        for row in rows
    ]


def _hide_name(person_id: int) -> None:
    db.session().execute(sa.update(Mandate).where(Mandate.person_id == person_id).values(named_in_public=False))


def _offices(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(OfficeHolding).where(OfficeHolding.person_id == person_id).order_by(OfficeHolding.id)
    return [
        {"functie": str(row.office.label), "eerste dag": row.first_day, "laatste dag": row.last_day}
        for row in db.session().scalars(query)
    ]


def _invitations(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(Invitation).where(Invitation.email == queries.address_of(person_id)).order_by(Invitation.id)
    return [
        {"naam": row.name, "e-mailadres": row.email, "voor": row.subject, "op": row.invited_at, "stand": row.status}
        for row in db.session().scalars(query)
    ]


def _erase_invitations(person_id: int) -> None:
    db.session().execute(sa.delete(Invitation).where(Invitation.email == queries.address_of(person_id)))


def _letters(person_id: int) -> list[dict[str, Any]]:
    waiting = outbox.waiting_for(queries.address_of(person_id))
    return [{"aan": letter.to, "onderwerp": letter.subject, "tekst": letter.body} for letter in waiting]


def _done(person_id: int) -> list[dict[str, Any]]:
    return [
        {
            "inschrijving": line.index,
            "op": line.at,
            "wat": str(act_in_words(line.act)),
            "waarover": line.subject,
            "namens": line.organisation or line.office,
            "toelichting": line.part,
        }
        for line in queries.done_by(person_id)
    ]


def _erase_authorship(person_id: int) -> None:
    erase_parts(queries.entries_to_erase(person_id))
    db.session().execute(sa.delete(Authorship).where(Authorship.person_id == person_id))


def _sign_ins(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.started_at)
    return [
        {"op": row.started_at, "met": str(row.way.label), "apparaat": row.device, "netwerk": row.network}
        for row in db.session().scalars(query)
    ]


keep(
    Kept(
        "person",
        what=_l("Uw naam, e-mailadres, taal en een onleesbaar gemaakte vorm van uw wachtwoord."),
        why=_l("Om u te herkennen als u zich aanmeldt, en om u te schrijven."),
        how_long=_until_idle,
        tables=("person",),
        export=_person,
        erase=_erase_person,
        seen_by=_l("Uw naam: wie is aangemeld. Uw e-mailadres: de coördinator die u uitnodigt. De rest: niemand."),
        last=True,
    ),
    Kept(
        "authorship",
        what=_l("Wat u in het portaal deed namens uw organisatie of functie, met wat u erbij schreef."),
        why=_l("Om binnen de coöperatie te kunnen nagaan wie iets deed. In het openbare register staat dat nooit."),
        how_long=_AS_LONG_AS_KNOWN,
        tables=("authorship", "register_part"),
        export=_done,
        erase=_erase_authorship,
        seen_by=_l(
            "Uzelf en de toezichthouder. Wat u erbij schreef, kan iedereen lezen waar dat bij het invullen staat."
        ),
        last=True,
    ),
    Kept(
        "mandates",
        what=_l("Welke organisaties u vertegenwoordigt of vertegenwoordigde, en wanneer."),
        why=_l("Om te weten namens wie u mag handelen."),
        how_long=_STAYS_NAMELESS,
        tables=("mandate",),
        export=_mandates,
        erase=_hide_name,
        seen_by=_SIGNED_IN_TOO,
    ),
    Kept(
        "offices",
        what=_l("Welke functies u in de coöperatie hebt of had, en wanneer."),
        why=_l("Om te weten wat u voor de coöperatie mag doen."),
        how_long=_STAYS_NAMELESS,
        tables=("office_holding",),
        export=_offices,
        seen_by=_l("De coördinatoren, de voorzitter en de toezichthouder."),
    ),
    Kept(
        "invitations",
        what=_l("De uitnodigingen die u kreeg, met uw naam en e-mailadres."),
        why=_l("Om u een rol te kunnen geven."),
        how_long=_days_after_invitation,
        tables=("invitation",),
        export=_invitations,
        erase=_erase_invitations,
        seen_by=_l("De coördinatoren, de voorzitter en de toezichthouder."),
    ),
    Kept(
        "sign-ins",
        what=_l("Wanneer u zich aanmeldde, op wat voor apparaat, en het eerste deel van het netwerkadres."),
        why=_l("Om u aangemeld te houden, en om misbruik te herkennen."),
        how_long=_days_after_sign_in,
        tables=("sign_in",),
        export=_sign_ins,
        erase=rows_of(SignIn),
    ),
    Kept(
        "letters",
        what=_l("E-mails aan u die nog niet zijn verstuurd."),
        why=_l("Om ze te versturen, ook als dat niet meteen lukt."),
        how_long=_l("Tot ze zijn verstuurd, en hoogstens 7 dagen."),
        tables=("outbox",),
        export=_letters,
        erase=lambda person_id: outbox.forget(queries.address_of(person_id)),
    ),
)
