"""Votes, ballots, proxies and decisions."""

from tests.integration.access.roles import (
    BOTH,
    EVERYBODY,
    GROUP,
    GUARDS,
    MANDATED,
    MEMBERS,
    OTHER,
    SEATED,
    WITHOUT_MANDATE,
    ZWOLLE,
    Role,
    Row,
    those,
)

VOTES = (
    # The lead of a group that works prepares its votes, and nobody else's.
    Row("GET", "/stemmingen/nieuw", into=GUARDS | ZWOLLE),
    Row("POST", "/stemmingen/nieuw", into=GUARDS, not_offered=ZWOLLE),
    Row(BOTH, "/stemmingen/concept/{prepared}", into=GUARDS),
    Row(BOTH, "/stemmingen/concept/{prepared}/wijzigen", into=GUARDS),
    Row("POST", "/stemmingen/concept/{prepared}/weg", into=GUARDS),
    Row("POST", "/stemmingen/concept/{opened}/weg", not_now=GUARDS),
    Row("POST", "/stemmingen/concept/{opened}/wijzigen", not_now=GUARDS),
    Row("POST", "/stemmingen/concept/99999/weg", not_here=GUARDS | MANDATED),
    # Municipalities vote; officers do not, and neither does a municipality that is no member any more.
    Row(BOTH, "/stemmingen/{ballot}/stem", into=MEMBERS),
    Row(BOTH, "/stemmingen/{ballot_of_group}/stem", into=GROUP),
    Row("GET", "/stemmingen/{counted}/stem", into=MEMBERS),
    Row("POST", "/stemmingen/{counted}/stem", not_now=MEMBERS),
    Row("GET", "/stemmingen/{void}/stem", into=MEMBERS),
    Row("POST", "/stemmingen/{void}/stem", not_now=MEMBERS),
    Row("GET", "/stemmingen/{ballot}/stem/{entry_of_ballot}", into=ZWOLLE, not_here=MANDATED - ZWOLLE),
    Row("GET", "/stemmingen/{ballot_of_group}/stem/{entry_of_ballot}", not_here=MANDATED),
    Row("GET", "/stemmingen/{ballot}/stem/{entry_of_ballot}/bewijs.txt", into=ZWOLLE, not_here=MANDATED - ZWOLLE),
    # Nobody uses an office on a vote of the organisation they also represent: Zwolle voted in both.
    Row(BOTH, "/stemmingen/{ballot}/ongeldig", into=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/{counted}/ongeldig", into=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/{void}/ongeldig", not_now=GUARDS),
    Row(BOTH, "/stemmingen/{undone}/uitvoeren", into=GUARDS),
    Row("POST", "/stemmingen/{ballot}/uitvoeren", not_now=GUARDS),
)

DECISIONS = (
    Row(BOTH, "/besluiten/nieuw", into=GUARDS),
    Row(BOTH, "/besluiten/{decision}/vervangen", into=GUARDS),
    Row(BOTH, "/besluiten/{decision}/intrekken", into=GUARDS),
    # Zwolle and Kampen have a seat in that group: they propose it there to each other, and not by an office.
    Row(BOTH, "/besluiten/{decision_of_group}/vervangen", into=WITHOUT_MANDATE | GROUP),
    Row(BOTH, "/besluiten/{decision_of_group}/intrekken", into=WITHOUT_MANDATE | GROUP),
    Row(BOTH, "/besluiten/{superseded}/vervangen", not_now=GUARDS),
    # What the members voted, no officer changes.
    Row("POST", "/besluiten/{voted}/vervangen", not_now=GUARDS),
    Row("POST", "/besluiten/{voted}/intrekken", not_now=GUARDS),
)

PROXIES = (
    Row("GET", "/volmachten", into=EVERYBODY),
    # Kampen gave its proxy in {proxied} to Zwolle, which cannot hand it on; in {ballot} Zwolle voted itself.
    Row("GET", "/stemmingen/{proxied}/volmacht", into=MEMBERS),
    Row("POST", "/stemmingen/{proxied}/volmacht", into=OTHER, not_now=SEATED, not_offered=ZWOLLE),
    Row("POST", "/stemmingen/{ballot}/volmacht", into=SEATED | OTHER, not_now=ZWOLLE),
    Row("POST", "/stemmingen/{ballot_of_group}/volmacht", into=SEATED, not_offered=ZWOLLE, filled={"holder": "GM0193"}),
    Row("GET", "/stemmingen/{proxied}/volmacht/intrekken", into=MEMBERS),
    Row("POST", "/stemmingen/{proxied}/volmacht/intrekken", into=SEATED, not_now=ZWOLLE | OTHER),
    Row(BOTH, "/stemmingen/{void}/volmacht", not_now=MEMBERS),
    Row(BOTH, "/stemmingen/{void}/volmacht/intrekken", not_now=MEMBERS),
    Row(BOTH, "/stemmingen/{proxied}/stem?voor=GM0166", into=ZWOLLE | SEATED),
    Row(BOTH, "/stemmingen/{proxied}/stem?voor=GM0193", into=ZWOLLE),
    Row(BOTH, "/stemmingen/{ballot}/stem?voor=GM0166", into=SEATED),
    Row(BOTH, "/stemmingen/{ballot}/stem?voor=GM9999"),
)

# Zwolle has a seat in the group of these: nobody uses an office on a seat of the organisation they also represent.
OWN_GROUPS = (
    Row(
        "POST",
        "/stemmingen/nieuw",
        into=WITHOUT_MANDATE | ZWOLLE,
        not_offered=those(Role.INVOLVED),
        filled={"group_number": "{working}"},
    ),
    Row(BOTH, "/stemmingen/concept/{prepared_of_group}", into=WITHOUT_MANDATE | ZWOLLE),
    Row("GET", "/stemmingen/concept/{prepared_of_group}/wijzigen", into=WITHOUT_MANDATE | ZWOLLE),
    Row(
        "POST",
        "/stemmingen/concept/{prepared_of_group}/wijzigen",
        into=WITHOUT_MANDATE | ZWOLLE,
        filled={"group_number": "{working}"},
    ),
    Row("POST", "/stemmingen/concept/{prepared_of_group}/weg", into=WITHOUT_MANDATE | ZWOLLE),
    Row(BOTH, "/stemmingen/{ballot_of_group}/ongeldig", into=WITHOUT_MANDATE),
)
