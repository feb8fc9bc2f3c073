"""What mediation keeps of people: what somebody wrote to the coordinators, until it is closed."""

import sqlalchemy as sa

from gemportal.groups.mediating import queries
from gemportal.groups.mediating.models import MediationDetails
from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep
from gemportal.kernel.words import _l


def _erase(person_id: int) -> None:
    db.session().execute(sa.delete(MediationDetails).where(MediationDetails.person_id == person_id))


keep(
    Kept(
        "mediation",
        what=_l("Wat u de coördinatoren schreef toen u om bemiddeling in een groep vroeg."),
        why=_l("Om te weten wat er speelt, en te bemiddelen."),
        how_long=_l("Tot de bemiddeling is afgesloten. Dan wordt het gewist."),
        tables=("mediation_details",),
        export=queries.written_by,
        erase=_erase,
        seen_by=_l("Uzelf, en de coördinatoren die niet zelf bij de groep horen."),
    )
)
