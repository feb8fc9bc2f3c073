"""Who may invite people from a file. Each line is judged by the clause for inviting one person as well."""

from gemportal.kernel.policy import May, coordinator, declare
from gemportal.kernel.words import _l

declare(
    "people.imports",
    _l("Mensen uit een bestand"),
    [
        May(
            "people:import",
            _l("mensen uitnodigen uit een bestand"),
            (coordinator,),
            note=_l("nooit uzelf, en niet voor de eigen organisatie"),
        ),
    ],
)
