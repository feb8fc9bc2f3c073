"""What can happen to a vote after it was counted: contesting, ruling, objections and the next round."""

from tests.integration.access.roles import BOTH, GUARDS, MEMBERS, SEATED, WITHOUT_MANDATE, Row

COUNTED = (
    # Who is on the roll and still a member contests; Zwolle voted, so whoever represents it rules on nothing.
    Row(BOTH, "/stemmingen/{counted}/betwisten", into=MEMBERS),
    Row(BOTH, "/stemmingen/{contested}/betwisten", not_now=MEMBERS),
    Row(BOTH, "/stemmingen/{ballot}/betwisten", not_now=MEMBERS),
    Row(BOTH, "/stemmingen/{contested}/betwisting", into=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/{counted}/betwisting", not_now=WITHOUT_MANDATE),
    # Kampen objected. Officers settle what the members object to, but not for an organisation of their own.
    Row(BOTH, "/stemmingen/{objected}/bezwaar/GM0166", into=GUARDS),
    Row(BOTH, "/stemmingen/{objected}/bezwaar/GM0193", not_here=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/{objected}/bezwaar/GM0166/intrekken", into=SEATED),
    Row("POST", "/stemmingen/{objected}/nieuwe-ronde", into=GUARDS),
    Row("POST", "/stemmingen/{counted}/nieuwe-ronde", not_now=GUARDS),
    Row("POST", "/stemmingen/{void}/nieuwe-ronde", into=GUARDS),
)
