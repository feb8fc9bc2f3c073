"""The access matrix, by hand, from the words of the domain: every route, every method, on the objects that make a difference.

It is not derived from the policy tables, which say the same in another way: where the two differ, one of them is wrong. The objects
in braces are told in `world.py`.
"""

from tests.integration.access.roles import (
    COORDINATORS,
    EVERYBODY,
    GROUP,
    GUARDS,
    MANDATED,
    MEMBERS,
    SIGNED_IN,
    ZWOLLE,
    Role,
    Row,
    those,
)

COORDINATOR, SEATED, OTHER = those(Role.COORDINATOR), those(Role.SEATED), those(Role.OTHER)
FORMER, PARTNER, INVOLVED, AUDITOR = (
    those(Role.FORMER), those(Role.PARTNER), those(Role.INVOLVED), those(Role.AUDITOR),
)  # fmt: skip
CHAIR, PERSON = those(Role.CHAIR), those(Role.PERSON)
OF_OTHERS = MANDATED - GROUP
BOTH = "GET POST"

# What the public reads. A draft and a vote in preparation have no number, and so no address here.
_PUBLIC = (
    "/",
    "/static/css/gemportal.css",
    "/initiatieven",
    "/initiatieven/{open}",
    "/initiatieven/{stopped}",
    "/initiatieven/{open}/versies",
    "/initiatieven/{call_over}/rangorde",
    "/groepen",
    "/groepen/{working}",
    "/groepen/{ended}",
    "/groepen/{judged}/stappen/1",
    "/stemmingen",
    "/stemmingen/{ballot}",
    "/stemmingen/{void}",
    "/stemmingen/{final}/definitie.json",
    "/stemmingen/{final}/telling.json",
    "/besluiten",
    "/besluiten/{decision}",
    "/agenda",
    "/gemeenten",
    "/gemeenten/GM0193",
    "/instellingen",
    "/register",
    "/register/0",
    "/register/0.json",
    "/register/checkpoint",
    "/wie-mag-wat",
    "/gezond",
    "/gereed",
    "/toegankelijkheid",
    "/privacy",
)

PUBLIC = (
    *(Row("GET", path, into=EVERYBODY) for path in _PUBLIC),
    Row("GET", "/initiatieven/I-2026-999", not_here=EVERYBODY),
    Row("GET", "/initiatieven/{draft}", not_here=EVERYBODY),
    Row("GET", "/stemmingen/{prepared}", not_here=EVERYBODY),
    # How a vote stands is nobody's to know before it closes, whoever asks.
    Row("GET", "/stemmingen/{ballot}/telling.json", not_here=EVERYBODY),
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
    Row("POST", "/mensen/uitnodigingen/99999/intrekken", not_here=GUARDS),
    Row(BOTH, "/mensen/vertegenwoordiging/{mandate}/beeindigen", into=COORDINATORS),
    Row(BOTH, "/mensen/vertegenwoordiging/{own_mandate}/beeindigen", into=COORDINATOR),
    Row(BOTH, "/mensen/functie/{holding}/beeindigen", into=GUARDS),
)

COOPERATIVE = (
    Row("GET", "/leden/toelaten", into=COORDINATORS),
    Row("POST", "/leden/toelaten", into=COORDINATORS, filled={"code": "GM0363"}),
    Row("POST", "/leden/toelaten", into=COORDINATOR, filled={"code": "GM0164"}),
    Row(BOTH, "/instellingen/{setting}", into=GUARDS),
    Row(BOTH, "/instellingen/no-such-setting", not_here=GUARDS),
)

INITIATIVES = (
    Row(BOTH, "/initiatieven/nieuw", into=MEMBERS),
    # A draft is there for its proposer and for who is asked to propose it too. To other organisations it does not exist.
    Row("GET", "/initiatieven/concept/{draft}", into=GROUP, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}", into=ZWOLLE, not_here=OF_OTHERS),
    Row(BOTH, "/initiatieven/concept/{draft}/wijzigen", into=ZWOLLE, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}/weggooien", into=ZWOLLE, not_here=OF_OTHERS),
    Row(BOTH, "/initiatieven/concept/{draft}/mede-indiener", into=ZWOLLE, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}/mede-indiener-weg", into=ZWOLLE, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}/antwoord", into=SEATED, not_here=OF_OTHERS),
    # Who is no member any more keeps its draft, and cannot publish it.
    Row("GET", "/initiatieven/concept/{draft_of_former}", into=FORMER, not_here=MANDATED - FORMER),
    Row("POST", "/initiatieven/concept/{draft_of_former}", not_here=MANDATED - FORMER),
    Row(BOTH, "/initiatieven/concept/{published}/wijzigen", not_here=MANDATED),
    Row(BOTH, "/initiatieven/{open}/wijzigen", into=ZWOLLE),
    # Once a group works, its lead changes the text: Deventer proposed this one.
    Row(BOTH, "/initiatieven/{of_other_working}/wijzigen", into=ZWOLLE, not_now=OTHER),
    Row(BOTH, "/initiatieven/{stopped}/wijzigen", not_now=ZWOLLE),
    Row(BOTH, "/initiatieven/{open}/bereidheid", into=MEMBERS | PARTNER),
    Row(BOTH, "/initiatieven/{stopped}/bereidheid", not_now=MEMBERS | PARTNER),
    Row("POST", "/initiatieven/{open}/bereidheid", into=MEMBERS, not_offered=PARTNER, filled={"level": "join"}),
    # Who is a member no more may take back what it said, and confirm nothing.
    Row("POST", "/initiatieven/{open}/bereidheid/bevestigen", into=SEATED, not_now=MANDATED - SEATED - FORMER),
    Row("POST", "/initiatieven/{open}/bereidheid/intrekken", into=SEATED, not_now=MANDATED - SEATED),
    Row(BOTH, "/initiatieven/{open}/intrekken", into=ZWOLLE),
    Row(BOTH, "/initiatieven/{of_working}/intrekken", not_now=ZWOLLE),
    Row(BOTH, "/initiatieven/{open}/stoppen", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{open_of_other}/stoppen", into=COORDINATORS),
    # Deventer proposed it, but Zwolle's seat would end with it.
    Row(BOTH, "/initiatieven/{of_other_working}/stoppen", into=COORDINATOR | ZWOLLE),
    Row(BOTH, "/initiatieven/{of_working}/stoppen", into=COORDINATOR | ZWOLLE),
    Row(BOTH, "/initiatieven/{stopped}/stoppen", not_now=COORDINATOR),
    Row(BOTH, "/initiatieven/{of_forming}/niet-gelukt", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{open_of_other}/niet-gelukt", not_now=COORDINATORS),
    Row(BOTH, "/initiatieven/{call_over}/nieuwe-oproep", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{call_over_of_other}/nieuwe-oproep", into=COORDINATORS),
    Row("POST", "/initiatieven/{open_of_other}/nieuwe-oproep", not_now=COORDINATORS),
    Row(BOTH, "/initiatieven/{stopped}/nieuwe-oproep", not_now=COORDINATOR),
    Row(BOTH, "/initiatieven/I-2026-999/bereidheid", not_here=MANDATED),
)

GROUPS = (
    # Nobody uses an office on a seat of the organisation they also represent.
    Row(BOTH, "/initiatieven/{call_over}/groep-vormen", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{call_over_of_other}/groep-vormen", into=COORDINATORS),
    Row("POST", "/initiatieven/{open_of_other}/groep-vormen", not_now=COORDINATORS),
    Row(BOTH, "/groepen/{offered}/overslaan/GM0344", into=COORDINATOR),
    # Zwolle stands in line too: whoever represents it gains by every passing over.
    Row(BOTH, "/groepen/{of_others}/overslaan/GM0344", into=COORDINATOR),
    Row(BOTH, "/groepen/{of_others}/overslaan/GM0193", into=COORDINATOR),
    Row(BOTH, "/groepen/{offered}/antwoord", into=OTHER),
    # Zwolle answered its offer already, and reads that there is none to answer.
    Row("GET", "/groepen/{offered}/aanbod", into=GROUP),
    Row("POST", "/groepen/{offered}/aanbod", into=SEATED, not_now=ZWOLLE),
    Row("GET", "/groepen/{offered}/aanbod/afslaan", into=GROUP),
    Row("POST", "/groepen/{offered}/aanbod/afslaan", into=SEATED, not_now=ZWOLLE),
    Row(BOTH, "/groepen/{forming}/opdracht", into=ZWOLLE),
    Row(BOTH, "/groepen/{working}/opdracht", into=ZWOLLE),
    Row(BOTH, "/groepen/{ended}/opdracht"),
    Row("GET", "/groepen/{forming}/opdracht/instemmen", into=GROUP),
    # The one who proposed it consented with that.
    Row("POST", "/groepen/{forming}/opdracht/instemmen", into=SEATED, not_now=ZWOLLE),
    Row(BOTH, "/groepen/{ready}/beginnen", into=ZWOLLE),
    Row(BOTH, "/groepen/{working}/beginnen", not_now=ZWOLLE),
    Row(BOTH, "/groepen/{paused}/trekken", into=SEATED),
    Row("POST", "/groepen/{working}/trekken", not_now=GROUP),
    Row(BOTH, "/groepen/{working}/verlaten", into=GROUP),
    Row(BOTH, "/groepen/{of_others}/verlaten", into=OTHER),
    Row(BOTH, "/groepen/{offered}/opgeven", into=COORDINATOR),
    Row(BOTH, "/groepen/{of_others}/opgeven", into=COORDINATORS),
    Row(BOTH, "/groepen/{working}/opgeven", not_now=COORDINATOR),
    Row(BOTH, "/groepen/{working}/stappen/plannen", into=ZWOLLE),
    Row(BOTH, "/groepen/{paused}/stappen/plannen"),
    Row(BOTH, "/groepen/{working}/stappen/1/starten", into=ZWOLLE),
    Row(BOTH, "/groepen/{running}/stappen/1/starten", not_now=ZWOLLE),
    Row(BOTH, "/groepen/{running}/stappen/1/beeindigen", into=ZWOLLE),
    Row(BOTH, "/groepen/{judged}/stappen/1/beeindigen", not_now=ZWOLLE),
    Row(BOTH, "/groepen/{evaluating}/stappen/1/evalueren", into=GROUP),
    Row(BOTH, "/groepen/{running}/stappen/1/evalueren", not_now=GROUP),
    # What the others wrote is theirs: even the choices that follow from it are for the group alone.
    Row(BOTH, "/groepen/{judged}/stappen/1/afronden", into=ZWOLLE),
    Row("GET", "/groepen/G-2026-999/stappen/1", not_here=EVERYBODY),
    Row(BOTH, "/groepen/G-2026-999/opdracht", not_here=MANDATED),
)

VOTES = (
    Row(BOTH, "/stemmingen/nieuw", into=GUARDS),
    Row(BOTH, "/stemmingen/concept/{prepared}", into=GUARDS),
    Row(BOTH, "/stemmingen/concept/{prepared}/wijzigen", into=GUARDS),
    Row("POST", "/stemmingen/concept/{prepared}/weg", into=GUARDS),
    Row("POST", "/stemmingen/concept/{opened}/weg", not_now=GUARDS),
    Row("POST", "/stemmingen/concept/{opened}/wijzigen", not_now=GUARDS),
    Row("POST", "/stemmingen/concept/99999/weg", not_here=GUARDS),
    # Municipalities vote; officers do not, and neither does a municipality that is no member any more.
    Row(BOTH, "/stemmingen/{ballot}/stem", into=MEMBERS),
    Row(BOTH, "/stemmingen/{ballot_of_group}/stem", into=GROUP),
    Row(BOTH, "/stemmingen/{counted}/stem", not_now=MEMBERS),
    Row(BOTH, "/stemmingen/{void}/stem", not_now=MEMBERS),
    Row("GET", "/stemmingen/{ballot}/stem/{entry_of_ballot}", into=ZWOLLE, not_here=MANDATED - ZWOLLE),
    Row("GET", "/stemmingen/{ballot_of_group}/stem/{entry_of_ballot}", not_here=MANDATED),
    Row(BOTH, "/stemmingen/{ballot}/ongeldig", into=GUARDS),
    Row(BOTH, "/stemmingen/{counted}/ongeldig", into=GUARDS),
    Row(BOTH, "/stemmingen/{void}/ongeldig", not_now=GUARDS),
    Row(BOTH, "/stemmingen/{undone}/uitvoeren", into=GUARDS),
    Row("POST", "/stemmingen/{ballot}/uitvoeren", not_now=GUARDS),
)

LEADS = ZWOLLE | OTHER

DECISIONS = (
    Row("GET", "/besluiten/nieuw", into=GUARDS | LEADS),
    Row("POST", "/besluiten/nieuw", into=GUARDS, not_offered=LEADS, filled={"group": ""}),
    Row("POST", "/besluiten/nieuw", into=ZWOLLE, not_offered=GUARDS | OTHER, filled={"group": "{working}"}),
    Row(BOTH, "/besluiten/{decision}/vervangen", into=GUARDS),
    Row(BOTH, "/besluiten/{decision}/intrekken", into=GUARDS),
    Row(BOTH, "/besluiten/{decision_of_group}/vervangen", into=GUARDS | ZWOLLE),
    Row(BOTH, "/besluiten/{decision_of_group}/intrekken", into=GUARDS | ZWOLLE),
    Row(BOTH, "/besluiten/{superseded}/vervangen", not_now=GUARDS),
    # What the members voted, no officer changes.
    Row("POST", "/besluiten/{voted}/vervangen", not_now=GUARDS),
    Row("POST", "/besluiten/{voted}/intrekken", not_now=GUARDS),
)

REPRESENTED = those(Role.OWN, Role.SEATED, Role.OTHER)

MEMBERSHIP = (
    # Anybody may apply for a municipality that is no member, and for a partner; a link that went out confirms it, once.
    Row(BOTH, "/gemeenten/GM0363/lid-worden", into=EVERYBODY),
    Row(BOTH, "/gemeenten/GM0193/lid-worden", not_now=EVERYBODY),
    Row(BOTH, "/gemeenten/KP0001/lid-worden", not_here=EVERYBODY),
    Row(BOTH, "/ketenpartners/aanmelden", into=EVERYBODY),
    Row(BOTH, "/aanmelding/{application_token}", into=EVERYBODY),
    Row(BOTH, "/aanmelding/{confirmed_token}", not_now=EVERYBODY),
    Row(BOTH, "/aanmelding/no-such-token", not_here=EVERYBODY),
    # Only coordinators see who applied, and nobody decides for what they represent themselves.
    Row("GET", "/leden/aanmeldingen", into=COORDINATORS),
    Row(BOTH, "/leden/aanmeldingen/{application}", into=COORDINATORS),
    Row(BOTH, "/leden/aanmeldingen/{application_of_former}", into=COORDINATOR),
    Row(BOTH, "/leden/aanmeldingen/{application_of_partner}", into=COORDINATORS),
    Row(BOTH, "/leden/aanmeldingen/{declined}", not_now=COORDINATORS),
    Row(BOTH, "/leden/aanmeldingen/{unconfirmed}", not_here=COORDINATORS),
    Row(BOTH, "/leden/aanmeldingen/{application}/afwijzen", into=COORDINATORS),
    Row(BOTH, "/leden/aanmeldingen/{application_of_former}/afwijzen", into=COORDINATOR),
    Row(BOTH, "/leden/aanmeldingen/{declined}/afwijzen", not_now=COORDINATORS),
    Row(BOTH, "/leden/GM0363/uitnodigen", into=COORDINATORS),
    Row(BOTH, "/leden/GM0164/uitnodigen", into=COORDINATOR),
    Row(BOTH, "/leden/GM0166/uitnodigen", not_now=COORDINATORS),
    # The member itself gives notice, by its representative; the cooperative ends a membership by a coordinator of others.
    Row(BOTH, "/leden/opzeggen", into=REPRESENTED),
    Row(BOTH, "/leden/GM0166/beeindigen", into=COORDINATORS),
    Row(BOTH, "/leden/GM0193/beeindigen", into=COORDINATOR),
    Row("POST", "/leden/GM0164/beeindigen", not_now=COORDINATOR),
    # Who ended it takes it back: Utrecht gave notice itself, and Enschede was told to leave.
    Row(BOTH, "/leden/GM0344/doorgaan"),
    Row(BOTH, "/leden/GM0153/doorgaan", into=COORDINATORS),
    Row("POST", "/leden/GM0166/doorgaan", into=frozenset(), not_now=COORDINATORS | SEATED),
    Row("GET", "/leden/fusie", into=COORDINATORS),
    Row("POST", "/leden/fusie?van=GM0166&naar=GM0150", into=COORDINATORS),
    Row(BOTH, "/leden/fusie?van=GM0193&naar=GM0150", into=COORDINATOR),
    Row(BOTH, "/leden/fusie?van=GM0150&naar=GM0193", into=COORDINATOR),
    # Almelo will go into Zwolle: who represents Zwolle keeps off both.
    Row(BOTH, "/leden/GM0141/fusie-terugnemen", into=COORDINATOR),
    Row("POST", "/leden/GM0166/fusie-terugnemen", not_now=COORDINATORS),
    Row("POST", "/leden/toelaten", not_offered=COORDINATORS, filled={"code": "GM0166"}),
    Row(BOTH, "/ketenpartners/nieuw", into=COORDINATORS),
    Row(BOTH, "/ketenpartners/{partner}/naam", into=COORDINATORS),
    Row(BOTH, "/ketenpartners/{partner}/beeindigen", into=COORDINATORS),
    Row("POST", "/ketenpartners/{partner}/doorgaan", not_now=COORDINATORS),
    Row(BOTH, "/ketenpartners/{leaving_partner}/doorgaan", into=COORDINATORS),
    Row("POST", "/ketenpartners/{leaving_partner}/beeindigen", not_now=COORDINATORS),
    Row(BOTH, "/ketenpartners/GM0193/naam", not_here=COORDINATORS),
)

ROWS = PUBLIC + PEOPLE + COOPERATIVE + INITIATIVES + GROUPS + VOTES + DECISIONS + MEMBERSHIP
