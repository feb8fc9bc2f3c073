"""One's own account: signing in, second steps, sessions, and the account of one's organisation."""

from tests.integration.access.roles import (
    BOTH,
    CHAIR,
    COORDINATOR,
    COORDINATORS,
    EVERYBODY,
    GUARDS,
    PARTNER,
    PENDING,
    SEATED,
    SECURED,
    SIGNED_IN,
    Role,
    Row,
    those,
)

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

NOTICES = (
    Row("GET", "/mijn/berichten", into=SIGNED_IN),
    Row("POST", "/mijn/berichten/gelezen", into=SIGNED_IN),
    Row(BOTH, "/mijn/berichten/kiezen", into=SIGNED_IN),
    Row("GET", "/mijn/volgen", into=SIGNED_IN),
    Row(BOTH, "/volgen/GM0363", into=SIGNED_IN),
    Row(BOTH, "/volgen/I-2026-999", not_here=SIGNED_IN),
    # Whoever holds the letter stops it: a mail program does so by itself, without anybody signed in.
    Row(BOTH, "/berichten/stoppen/{stop_token}", into=EVERYBODY),
    Row(BOTH, "/berichten/stoppen/no-such-token", not_here=EVERYBODY),
    Row("GET", "/mijn/kalender", into=SIGNED_IN),
    Row("POST", "/mijn/kalender/adres", into=SIGNED_IN),
    # Who has no address has none to end.
    Row("POST", "/mijn/kalender/adres/intrekken", into=those(Role.OWN), not_now=SIGNED_IN - those(Role.OWN)),
    # Whoever has the address reads the calendar: a calendar program signs in nowhere.
    Row("GET", "/kalender/{calendar_token}.ics", into=EVERYBODY),
    Row("GET", "/kalender/no-such-token.ics", not_here=EVERYBODY),
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
