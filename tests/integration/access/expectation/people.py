"""Who represents whom: invitations, mandates, what is asked of the administration, and what is kept of people."""

from tests.integration.access.roles import (
    AUDITOR,
    BOTH,
    CHAIR,
    COORDINATOR,
    COORDINATORS,
    EVERYBODY,
    GUARDS,
    MANDATED,
    PERSON,
    REPRESENTATIVES,
    SEATED,
    SIGNED_IN,
    ZWOLLE,
    Role,
    Row,
    those,
)

PEOPLE = (
    Row(BOTH, "/aanmelden", into=EVERYBODY),
    Row("POST", "/afmelden", into=EVERYBODY),
    Row("GET", "/namens", into=SIGNED_IN),
    # One's own capacities only: the form does not know another's.
    Row("POST", "/namens", into=SIGNED_IN - PERSON, not_offered=PERSON),
    Row("POST", "/namens", not_offered=SIGNED_IN, filled={"choice": "{anothers_choice}"}),
    Row(BOTH, "/uitnodiging/{token}", into=EVERYBODY),
    Row(BOTH, "/uitnodiging/no-such-token", not_here=EVERYBODY),
    Row(BOTH, "/uitnodiging/{spent_token}", not_now=EVERYBODY),
    Row("GET", "/mijn", into=SIGNED_IN),
    Row("GET", "/coordinatie", into=COORDINATORS),
    Row("GET", "/mensen", into=GUARDS | AUDITOR),
    Row("GET", "/mensen/uitnodigen", into=GUARDS),
    # The chair invites to offices only; nobody invites for the organisation they represent themselves.
    Row("POST", "/mensen/uitnodigen", into=COORDINATORS, not_offered=CHAIR, filled={"organisation": "GM0150"}),
    Row("POST", "/mensen/uitnodigen", into=COORDINATOR, not_offered=CHAIR, filled={"organisation": "GM0193"}),
    Row("POST", "/mensen/uitnodigen?voor=functie", into=GUARDS, filled={"office": "board"}),
    Row("POST", "/mensen/uitnodigingen/{invited}/intrekken", into=COORDINATORS),
    Row("POST", "/mensen/uitnodigingen/{invited_by_own}/intrekken", into=COORDINATOR),
    Row("POST", "/mensen/uitnodigingen/{invited_to_office}/intrekken", into=GUARDS),
    Row("POST", "/mensen/uitnodigingen/{spent}/intrekken", not_now=COORDINATORS),
    Row("POST", "/mensen/uitnodigingen/99999/intrekken", not_here=GUARDS | REPRESENTATIVES),
    # A coordinator of others, the organisation's own representative of its deputies, and whoever lays their own down.
    Row(BOTH, "/mensen/vertegenwoordiging/{mandate}/beeindigen", into=COORDINATORS | SEATED),
    Row(BOTH, "/mensen/vertegenwoordiging/{own_mandate}/beeindigen", into=COORDINATOR | ZWOLLE),
    Row(BOTH, "/mensen/functie/{holding}/beeindigen", into=GUARDS),
)

DELEGATION = (
    Row("GET", "/mijn/organisatie", into=MANDATED),
    # A deputy arranges nothing.
    Row(BOTH, "/mijn/organisatie/plaatsvervanger", into=REPRESENTATIVES),
    Row(BOTH, "/mijn/organisatie/overdragen", into=REPRESENTATIVES),
    Row("POST", "/mensen/uitnodigingen/{invited}/opnieuw", into=COORDINATORS),
    Row("POST", "/mensen/uitnodigingen/{invited_by_own}/opnieuw", into=COORDINATOR),
    Row("POST", "/mensen/uitnodigingen/{invited_to_office}/opnieuw", into=GUARDS),
    Row("POST", "/mensen/uitnodigingen/{spent}/opnieuw", not_now=COORDINATORS),
    Row("POST", "/mensen/uitnodigingen/99999/opnieuw", not_here=GUARDS | REPRESENTATIVES),
    # What a representative offered is theirs, and a coordinator's of others.
    Row("POST", "/mensen/uitnodigingen/{offered_by_own}/opnieuw", into=COORDINATOR | those(Role.OWN)),
    Row("POST", "/mensen/uitnodigingen/{offered_by_own}/intrekken", into=COORDINATOR | those(Role.OWN)),
)

OVERSIGHT = (
    *(
        Row("GET", f"/mensen/{kind}", into=GUARDS | AUDITOR)
        for kind in (
            "zonder-vertegenwoordiger",
            "loopt-af",
            "functies-lopen-af",
            "uitnodigingen",
            "verlopen-uitnodigingen",
            "nooit-aangemeld",
            "zonder-rol",
            "export.csv",
        )
    ),
    # Each sends the seal of a preview that they were shown.
    Row(BOTH, "/leden/importeren", into=COORDINATORS),
    Row(BOTH, "/mensen/importeren", into=COORDINATORS),
)

# One's own data only: nobody's number stands in these addresses. An office may have another erased, never its holder.
PRIVACY = (
    Row(BOTH, "/mijn/gegevens", into=SIGNED_IN),
    # Who has no role asked it already, and is the only one who can take it back.
    Row("GET", "/mijn/gegevens/wissen", into=SIGNED_IN),
    Row("POST", "/mijn/gegevens/wissen", into=SIGNED_IN - PERSON, not_now=PERSON),
    Row("POST", "/mijn/gegevens/wissen/terug", into=PERSON, not_now=SIGNED_IN - PERSON),
    Row("GET", "/mensen/wissen", into=GUARDS),
    Row("POST", "/mensen/wissen", into=GUARDS),
    # Zwolle's deputy: not by who represents Zwolle too.
    Row("POST", "/mensen/wissen", into=COORDINATOR | CHAIR, filled={"email": "{deputy_of_own}"}),
    Row("GET", "/mensen/inschrijving/0", into=AUDITOR),
    Row("GET", "/mensen/inschrijving/99999", not_here=AUDITOR),
)
