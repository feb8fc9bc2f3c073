"""What mediation keeps of people: what somebody wrote to the coordinators, until it is closed."""

from gemportal.groups.mediating import queries
from gemportal.groups.mediating.models import MediationDetails
from gemportal.kernel.personal import Kept, keep, rows_of
from gemportal.kernel.words import _l

keep(
    Kept(
        "mediation",
        what=_l("Wat u de coördinatoren schreef toen u om bemiddeling in een groep vroeg."),
        why=_l("Om te weten wat er speelt, en te bemiddelen."),
        how_long=_l("Tot de bemiddeling is afgesloten. Dan wordt het gewist."),
        tables=("mediation_details",),
        export=queries.written_by,
        erase=rows_of(MediationDetails),
        seen_by=_l("Uzelf, en de coördinatoren die niet zelf bij de groep horen."),
    )
)
