"""Who may admit members from a file. Each line is judged by the clause for admitting one member as well."""

from gemportal.kernel.policy import May, coordinator, declare
from gemportal.kernel.words import _l

declare(
    "organisations.imports",
    _l("Leden uit een bestand"),
    [
        May(
            "organisations:import-members",
            _l("leden toelaten uit een bestand"),
            (coordinator,),
            note=_l("niet voor de eigen organisatie"),
        ),
    ],
)
