"""What remains of what people write with a decision: a decision is never edited."""

from gemportal.kernel.personal import remain
from gemportal.kernel.words import _l

remain(
    _l("Een besluit van de coöperatie blijft staan zoals het is genomen, met de overwegingen."),
    "decisions:record",
    "decisions:record-vote",
    "decisions:record-consent",
    "decisions:supersede",
    "decisions:withdraw",
)
