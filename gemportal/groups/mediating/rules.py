"""Where a request to mediate stands. Pure: no database."""

from gemportal.kernel.labelled import Status
from gemportal.kernel.words import _l


class MediationStatus(Status):
    """Where a request to mediate stands."""

    ASKED = "asked", _l("gevraagd"), "open"
    TAKEN_UP = "taken-up", _l("een coördinator bemiddelt"), "busy"
    CLOSED = "closed", _l("afgesloten"), "done"
