"""What an application is, and how long it is kept."""

from datetime import timedelta

from gemportal.kernel.labelled import Status
from gemportal.kernel.words import _l
from gemportal.settings.rules import setting

KEPT = setting(
    "organisations:keep-applications",
    _l("Zo lang blijft een aanmelding bewaard nadat erover is besloten"),
    _l("dagen"),
    default=60,
    minimum=1,
    maximum=365,
)

CONFIRMED_WITHIN = timedelta(days=3)
# More than these wait for confirmation or a decision only when somebody plays; the form says the same to all.
MOST_FOR_AN_ORGANISATION = 5
MOST_FROM_AN_ADDRESS = 2
# Each makes the portal write to an address that nobody proved yet: so many for all together, more than ever come at once.
MOST_IN_AN_HOUR = 60


class ApplicationStatus(Status):
    """Where an application stands: first its sender confirms it, then a coordinator lets it in or declines."""

    UNCONFIRMED = "unconfirmed", _l("nog niet bevestigd"), "neutral"
    WAITING = "waiting", _l("wacht op een besluit"), "open"
    ADMITTED = "admitted", _l("toegelaten"), "done"
    DECLINED = "declined", _l("afgewezen"), "stopped"


OPEN = (ApplicationStatus.UNCONFIRMED, ApplicationStatus.WAITING)
