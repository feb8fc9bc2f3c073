"""Who may see a page that spans rooms and is not everybody's."""

from gemportal.kernel.policy import May, coordinator, declare
from gemportal.kernel.words import _l

SEE_DESK = "site:see-desk"

declare(
    "site",
    _l("Overzichten"),
    [May(SEE_DESK, _l("zien wat vastzit, wat wacht op een coördinator en wat eraan komt"), (coordinator,))],
)
