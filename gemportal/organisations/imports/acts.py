"""Admitting many members at once."""

from collections.abc import Sequence

from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.csv_files import WrongLine
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations.acts import admit
from gemportal.organisations.imports.rules import Admission


@act("organisations:import-members", _l("laat leden toe uit een bestand"), holds=None)
def import_members(actor: Actor, lines: Sequence[Admission]) -> int:
    """Admit all of them or, when one is refused, none. Each has its own entry in the register; returns how many."""
    policy.require(actor, "organisations:import-members")
    for line in lines:
        try:
            admit(actor, line.code, line.first_day, line.ground)
        except RuleBroken as broken:
            # Somebody may have been ahead of us since the preview was shown.
            raise WrongLine(line.number, broken.sentence) from broken
    return len(lines)
