"""What remains of what people write in lessons: others build on them."""

from gemportal.kernel.personal import remain
from gemportal.kernel.words import _l

remain(
    _l("Een les is van de organisatie of de groep die haar deelde. Anderen bouwen erop voort."),
    "sharing:share-lesson",
    "sharing:revise-lesson",
    "sharing:withdraw-lesson",
)
