"""What is kept of accounts at a provider."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep, rows_of
from gemportal.kernel.words import _l
from gemportal.people.provider.models import ProviderLink


def _export(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(
        ProviderLink.issuer,
        ProviderLink.subject,
        ProviderLink.organisation_code,
        ProviderLink.linked_at,
        ProviderLink.last_used_at,
    ).where(ProviderLink.person_id == person_id)
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
        for row in db.session().execute(query).mappings()
    ]


keep(
    Kept(
        name="people.provider",
        what=_l(
            "Het account van uw eigen organisatie: wie ervoor instaat, uw kenmerk daar en de gemeente die daarbij staat"
        ),
        why=_l("Om u te herkennen als u zich daarmee aanmeldt. Een coördinator ziet vanuit welke gemeente u dat doet."),
        how_long=_l("Tot u het account ontkoppelt"),
        tables=(ProviderLink.__tablename__,),
        export=_export,
        erase=rows_of(ProviderLink),
    )
)
