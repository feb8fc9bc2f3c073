"""What remains of what people write with a vote: a result must be recomputable, and a void vote must say why."""

from gemportal.kernel.personal import remain
from gemportal.kernel.words import _l

remain(
    _l("Een stem en de stemverklaring zijn van uw organisatie. Zonder die stem is de uitslag niet na te rekenen."),
    "voting:cast",
)
remain(_l("De reden waarom een stemming ongeldig is, hoort bij de uitslag die er daardoor niet is."), "voting:annul")
