"""What remains of what people write with a vote: a result must be recomputable, and a void vote must say why."""

from gemportal.kernel.personal import remain
from gemportal.kernel.words import _l

remain(
    _l("Een stem en de stemverklaring zijn van uw organisatie. Zonder die stem is de uitslag niet na te rekenen."),
    "voting:cast",
)
remain(
    _l(
        "Wat iemand in een geheime stemming stemde, staat nergens bij die persoon of organisatie. Het kan dus ook niet worden "
        "gewist. Dat de organisatie stemde, blijft staan."
    ),
    "voting:hand-in",
)
remain(
    _l(
        "De naam van een kandidaat staat in de vastgelegde stemming, met instemming van die persoon. Zonder die naam is niet "
        "meer te zien wie er gekozen kon worden."
    ),
    "voting:open",
)
remain(_l("De reden waarom een stemming ongeldig is, hoort bij de uitslag die er daardoor niet is."), "voting:annul")
remain(
    _l("Waarom een uitslag is betwist, en wat daarop is beslist, hoort bij de uitslag."),
    "voting:contest",
    "voting:rule-on-contest",
)
remain(
    _l("Wat er met een bezwaar is gebeurd, is van uw organisatie of van de coöperatie, en hoort bij de stemming."),
    "voting:withdraw-objection",
    "voting:settle-objection",
)
