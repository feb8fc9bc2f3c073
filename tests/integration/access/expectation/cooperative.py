"""The cooperative itself: members that come and go, and its settings."""

from tests.integration.access.roles import BOTH, COORDINATOR, COORDINATORS, EVERYBODY, GUARDS, REPRESENTED, SEATED, Row

COOPERATIVE = (
    Row("GET", "/leden/toelaten", into=COORDINATORS),
    Row("POST", "/leden/toelaten", into=COORDINATORS, filled={"code": "GM0363"}),
    Row("POST", "/leden/toelaten", into=COORDINATOR, filled={"code": "GM0164"}),
    Row(BOTH, "/instellingen/{setting}", into=GUARDS),
    Row(BOTH, "/instellingen/no-such-setting", not_here=GUARDS),
)

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
