"""The letters of this room, in plain words. Who did not expect one reads what to do."""

from datetime import date, datetime

from gemportal.kernel import outbox
from gemportal.kernel.actor import MandateRole, Office
from gemportal.kernel.words import _l


def invitation(
    to: str,
    language: str,
    *,
    name: str,
    role: MandateRole | None,
    place: Office | str,
    first_day: date,
    expires_at: datetime,
    link: str,
) -> None:
    """The link with which somebody takes on a `role` for the organisation `place`, or else the office `place`."""
    offered = (
        _l("U bent uitgenodigd voor een functie in de coöperatie: %(office)s.", office=place.label)
        if isinstance(place, Office)
        else _l(
            "U bent uitgenodigd om %(organisation)s te vertegenwoordigen, als %(role)s.",
            organisation=place,
            role=role and role.label,
        )
    )
    outbox.post(
        to,
        language,
        _l("Uitnodiging voor gemportal"),
        _l("Beste %(name)s,", name=name),
        offered,
        _l("Dit geldt vanaf %(day)s. Neem de uitnodiging aan met deze link:", day=first_day),
        link,
        _l(
            "De link werkt één keer, tot %(day)s, en is alleen voor u. Met de link kiest u zelf een wachtwoord. "
            "Wij vragen u nooit om uw wachtwoord.",
            day=expires_at,
        ),
        _l("Verwachtte u deze uitnodiging niet? Dan hoeft u niets te doen: zonder u gebeurt er niets."),
    )
