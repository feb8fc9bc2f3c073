"""The letters about an account: to its owner, in the owner's language; only what is needed, and what to do if it was not you."""

from gemportal.kernel import outbox
from gemportal.kernel.words import _l
from gemportal.people.rules import Language

_CALENDAR = _l("Had u een geheim adres voor uw kalender? Dat werkt niet meer. Maak een nieuw adres bij Uw kalender.")


def reset(to: str, language: Language, link: str) -> None:
    """The way to a new password."""
    outbox.post(
        to,
        language,
        _l("Kies een nieuw wachtwoord"),
        _l("Iemand vroeg een nieuw wachtwoord voor uw account bij gemportal. Was u dat? Open dan deze link:"),
        link,
        _l("De link werkt één keer, en een uur lang."),
        _l(
            "Was u dit niet? Doe dan niets: uw wachtwoord blijft zoals het is. Gebeurt het vaker? Zeg het een coördinator."
        ),
    )


def no_password(to: str, language: Language) -> None:
    """Whoever signs in through their own organisation has no password to forget."""
    outbox.post(
        to,
        language,
        _l("Uw account heeft geen wachtwoord"),
        _l("Iemand vroeg een nieuw wachtwoord voor uw account bij gemportal. Er is niets veranderd."),
        _l("Uw account heeft geen wachtwoord: u meldt zich aan via uw eigen organisatie."),
    )


def password_changed(to: str, language: Language) -> None:
    """Told afterwards, so that nobody's password changes in silence."""
    outbox.post(
        to,
        language,
        _l("Uw wachtwoord is gewijzigd"),
        _l("Het wachtwoord van uw account bij gemportal is gewijzigd. Op andere apparaten bent u afgemeld."),
        _CALENDAR,
        _l(
            "Was u dit niet? Kies dan meteen een nieuw wachtwoord, met “Wachtwoord vergeten?” bij het aanmelden. "
            "En waarschuw een coördinator."
        ),
    )


def asked_of_old_address(to: str, language: Language, new_email: str, link: str) -> None:
    """The owner of the account confirms, or stops it."""
    outbox.post(
        to,
        language,
        _l("Wilt u uw e-mailadres wijzigen?"),
        _l(
            "Iemand die was aangemeld met uw account bij gemportal vroeg om uw e-mailadres te wijzigen in %(email)s. "
            "Was u dat? Open dan deze link en bevestig het:",
            email=new_email,
        ),
        link,
        _l("De link werkt 24 uur. Bevestig het ook met de link die wij naar het nieuwe adres stuurden."),
        _l(
            "Was u dit niet? Open dan dezelfde link en kies “Dit was ik niet”. Kies daarna een nieuw wachtwoord, "
            "want iemand anders kent het uwe."
        ),
    )


def asked_of_new_address(to: str, language: Language, link: str) -> None:
    """The owner of the new mailbox confirms. It may be a stranger's, mistyped: so nothing of the person stands in it."""
    outbox.post(
        to,
        language,
        _l("Bevestig uw e-mailadres"),
        _l(
            "Iemand met een account bij gemportal wil dit e-mailadres gaan gebruiken. "
            "Was u dat? Open dan deze link en bevestig het:"
        ),
        link,
        _l("De link werkt 24 uur. Bevestig het ook met de link die wij naar uw oude adres stuurden."),
        _l("Was u dit niet? Doe dan niets: er verandert niets."),
    )


def new_address_is_taken(to: str, language: Language) -> None:
    """Told to the owner of the mailbox alone, since nobody else may know who has an account."""
    outbox.post(
        to,
        language,
        _l("Dit e-mailadres hoort al bij een account"),
        _l(
            "Iemand met een account bij gemportal wil dit e-mailadres gaan gebruiken. Dat kan niet: "
            "er hoort al een account bij. Er verandert niets."
        ),
        _l("Was u dit zelf? Dan kunt u zich met dit adres aanmelden. Was u dit niet? Doe dan niets."),
    )


def email_changed(to: str, language: Language, new_email: str) -> None:
    """Told at both addresses."""
    outbox.post(
        to,
        language,
        _l("Uw e-mailadres is gewijzigd"),
        _l(
            "Het e-mailadres van uw account bij gemportal is nu %(email)s. Daarmee meldt u zich voortaan aan. "
            "Op andere apparaten bent u afgemeld.",
            email=new_email,
        ),
        _CALENDAR,
        _l("Was u dit niet? Waarschuw dan meteen een coördinator."),
    )
