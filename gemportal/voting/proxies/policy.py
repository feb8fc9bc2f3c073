"""Who may give a proxy and take it back. The subject is the line of the roll that it is about."""

from gemportal.kernel.policy import May, declare, on
from gemportal.kernel.words import _l
from gemportal.voting.policy import voter
from gemportal.voting.rules import VoteStatus

GIVE = "voting:give-proxy"
REVOKE = "voting:revoke-proxy"

declare(
    "voting.proxies",
    _l("Volmachten"),
    [
        May(
            GIVE,
            _l("een volmacht geven aan een andere stemgerechtigde"),
            (voter,),
            on(VoteStatus.OPEN),
            note=_l("voor één stemming; doorgeven kan niet; de eigen stem gaat voor"),
        ),
        May(
            REVOKE,
            _l("een volmacht intrekken"),
            (voter,),
            on(VoteStatus.OPEN),
            note=_l("alleen de eigen; een stem die al is uitgebracht, blijft staan"),
        ),
    ],
)
