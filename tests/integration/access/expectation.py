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
WITHOUT_MANDATE = those(Role.COORDINATOR, Role.CHAIR)
CHAIR, PERSON = those(Role.CHAIR), those(Role.PERSON)
OF_OTHERS = MANDATED - GROUP
REPRESENTATIVES = MANDATED - those(Role.DEPUTY)
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
    "/leden/export.csv",
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

# Kampen has an app and a passkey, the deputy of Zwolle and the board member an app; the partner is setting up an app and a passkey.
BOARD, DEPUTY, PENDING = those(Role.BOARD), those(Role.DEPUTY), those(Role.PENDING)
SECURED = SEATED | BOARD | DEPUTY

FACTORS = (
    Row("POST", "/aanmelden/passkey/vraag", into=EVERYBODY),
    # Each answers the question that was put to their own browser, and it was put to nobody's who is signed in.
    Row("POST", "/aanmelden/passkey", into=those(Role.NOBODY), not_offered=SIGNED_IN | PENDING),
    Row(BOTH, "/aanmelden/tweede-stap", into=PENDING | SECURED, not_now=SIGNED_IN - SECURED),
    Row("POST", "/aanmelden/tweede-stap/passkey/vraag", into=PENDING | SECURED, not_now=SIGNED_IN - SECURED),
    Row("POST", "/aanmelden/tweede-stap/passkey", into=PENDING, not_offered=SECURED, not_now=SIGNED_IN - SECURED),
    Row("GET", "/mijn/beveiliging", into=SIGNED_IN),
    Row("GET", "/mijn/beveiliging/bevestigen", into=SIGNED_IN),
    Row("POST", "/mijn/beveiliging/bevestigen", into=SIGNED_IN - SECURED, not_now=SECURED),
    Row("POST", "/mijn/beveiliging/app/beginnen", into=SIGNED_IN),
    Row(BOTH, "/mijn/beveiliging/app", into=PARTNER, not_now=SIGNED_IN - PARTNER),
    Row(BOTH, "/mijn/beveiliging/app/weghalen", into=SECURED, not_now=SIGNED_IN - SECURED),
    Row("POST", "/mijn/beveiliging/passkeys/vraag", into=SIGNED_IN),
    Row("GET", "/mijn/beveiliging/passkeys/nieuw", into=SIGNED_IN),
    Row("POST", "/mijn/beveiliging/passkeys/nieuw", into=PARTNER, not_offered=SIGNED_IN - PARTNER),
    Row(BOTH, "/mijn/beveiliging/passkeys/{passkey}/weghalen", into=SEATED, not_here=SIGNED_IN - SEATED),
    Row("POST", "/mijn/beveiliging/herstelcodes", into=SECURED, not_now=SIGNED_IN - SECURED),
    Row(BOTH, "/mensen/{person_of_kampen}/tweede-stap", into=COORDINATORS),
    Row(BOTH, "/mensen/{person_of_zwolle}/tweede-stap", into=COORDINATOR),
    Row(BOTH, "/mensen/{person_of_board}/tweede-stap", into=GUARDS),
    Row("GET", "/mensen/{person_of_coordinator}/tweede-stap", into=those(Role.INVOLVED) | CHAIR),
    Row("POST", "/mensen/{person_of_coordinator}/tweede-stap", not_now=those(Role.INVOLVED) | CHAIR),
    Row(BOTH, "/mensen/99999/tweede-stap", not_here=GUARDS),
)

ACCOUNT = (
    Row(BOTH, "/mijn/profiel", into=SIGNED_IN),
    Row(BOTH, "/mijn/e-mailadres", into=SIGNED_IN),
    Row(BOTH, "/mijn/wachtwoord", into=SIGNED_IN),
    Row(BOTH, "/wachtwoord-vergeten", into=EVERYBODY),
    # Whoever holds a link from a letter is the owner of the mailbox, whoever else is signed in at that device.
    Row(BOTH, "/wachtwoord-herstellen/{reset_token}", into=EVERYBODY),
    Row(BOTH, "/wachtwoord-herstellen/{replaced_reset_token}", not_now=EVERYBODY),
    Row(BOTH, "/wachtwoord-herstellen/no-such-token", not_here=EVERYBODY),
    Row(BOTH, "/e-mailadres-bevestigen/{old_token}", into=EVERYBODY),
    Row(BOTH, "/e-mailadres-bevestigen/{new_token}", into=EVERYBODY),
    Row(BOTH, "/e-mailadres-bevestigen/no-such-token", not_here=EVERYBODY),
    Row("POST", "/e-mailadres-bevestigen/{old_token}/tegenhouden", into=EVERYBODY),
    Row("POST", "/e-mailadres-bevestigen/{new_token}/tegenhouden", not_here=EVERYBODY),
)

COOPERATIVE = (
    Row("GET", "/leden/toelaten", into=COORDINATORS),
    Row("POST", "/leden/toelaten", into=COORDINATORS, filled={"code": "GM0363"}),
    Row("POST", "/leden/toelaten", into=COORDINATOR, filled={"code": "GM0164"}),
    Row(BOTH, "/instellingen/{setting}", into=GUARDS),
    Row(BOTH, "/instellingen/no-such-setting", not_here=GUARDS),
)

OVERSIGHT = (
    *(
        Row("GET", f"/mensen/{kind}", into=GUARDS | AUDITOR)
        for kind in (
            "zonder-vertegenwoordiger",
            "loopt-af",
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
    # Nobody uses an office on a vote of the organisation they also represent: Zwolle voted in both.
    Row(BOTH, "/stemmingen/{ballot}/ongeldig", into=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/{counted}/ongeldig", into=WITHOUT_MANDATE),
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
    # Zwolle has a seat in that group: whoever represents it decides there as its lead, and not by an office.
    Row(BOTH, "/besluiten/{decision_of_group}/vervangen", into=WITHOUT_MANDATE | ZWOLLE),
    Row(BOTH, "/besluiten/{decision_of_group}/intrekken", into=WITHOUT_MANDATE | ZWOLLE),
    Row(BOTH, "/besluiten/{superseded}/vervangen", not_now=GUARDS),
    # What the members voted, no officer changes.
    Row("POST", "/besluiten/{voted}/vervangen", not_now=GUARDS),
    Row("POST", "/besluiten/{voted}/intrekken", not_now=GUARDS),
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

# This world has no provider to sign in through, and so none of the doors to one; `people/provider/` tries them where there is one.
PROVIDER = (
    Row("POST", "/aanmelden/organisatie", not_here=EVERYBODY),
    Row("GET", "/aanmelden/organisatie/terug", not_here=EVERYBODY),
    Row(BOTH, "/aanmelden/organisatie/uitnodiging", not_here=EVERYBODY),
    Row(BOTH, "/mijn/organisatie-account", not_here=SIGNED_IN),
    Row("POST", "/mijn/organisatie-account/koppelen", not_here=SIGNED_IN),
    Row("POST", "/mijn/organisatie-account/ontkoppelen", not_here=SIGNED_IN),
)

SESSIONS = (
    Row("GET", "/mijn/sessies", into=SIGNED_IN),
    Row("POST", "/mijn/sessies/afmelden", into=SIGNED_IN),
    Row("POST", "/mijn/sessies/afmelden", not_here=SIGNED_IN, filled={"session": "{anothers_session}"}),
    Row("POST", "/mijn/sessies/overal-afmelden", into=SIGNED_IN),
    # What somebody left unfinished is theirs alone, not their organisation's.
    Row("GET", "/verder/{unfinished}", into=those(Role.OWN), not_here=SIGNED_IN - those(Role.OWN)),
    Row("GET", "/verder/no-such-token", not_here=SIGNED_IN),
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
        into=WITHOUT_MANDATE,
        not_offered=those(Role.INVOLVED),
        filled={"group_number": "{working}"},
    ),
    Row(BOTH, "/stemmingen/concept/{prepared_of_group}", into=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/concept/{prepared_of_group}/wijzigen", into=WITHOUT_MANDATE),
    Row("POST", "/stemmingen/concept/{prepared_of_group}/weg", into=WITHOUT_MANDATE),
    Row(BOTH, "/stemmingen/{ballot_of_group}/ongeldig", into=WITHOUT_MANDATE),
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

ROWS = (
    PUBLIC + PEOPLE + DELEGATION + FACTORS + ACCOUNT + COOPERATIVE + OVERSIGHT + INITIATIVES + GROUPS + VOTES
    + DECISIONS + PRIVACY + PROVIDER + SESSIONS + PROXIES + OWN_GROUPS + MEMBERSHIP
)  # fmt: skip
