"""Who reminds: the clock alone."""

from gemportal.kernel.policy import May, Who, by_rule, declare, on
from gemportal.kernel.words import _l
from gemportal.voting.rules import VoteStatus

REMIND = "voting:remind"

the_day_before = Who(_l("de klok, kort voor de sluiting"), by_rule(REMIND))

declare(
    "voting.reminding",
    _l("Herinneringen aan stemmingen"),
    [
        May(
            REMIND,
            _l("herinneren aan een stemming"),
            (the_day_before,),
            on(VoteStatus.OPEN),
            note=_l("alleen wie nog niet stemde en geen volmacht gaf"),
        )
    ],
)
