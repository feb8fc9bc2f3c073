"""What the public reads, and what is nobody's to read."""

from tests.integration.access.roles import EVERYBODY, Row

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
    "/stemmingen/{final}/hoofdelijk",
    "/stemmingen/{undone}/export",
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
    "/register/0.tlog-proof",
    "/register/{explained}/part",
    "/feeds/register.atom",
    "/feeds/besluiten.atom",
    "/feeds/initiatieven.atom",
    "/register/checkpoint",
    "/register/checkpoint/witnessed",
    "/register/parts/000",
    "/register/tile/0/000.p/1",
    "/register/tile/entries/000.p/1",
    "/register/verify.py",
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
    Row("GET", "/stemmingen/{ballot}/export", not_here=EVERYBODY),
    Row("GET", "/stemmingen/{ballot}/hoofdelijk", not_here=EVERYBODY),
    # Neither format has votes on one proposal.
    Row("GET", "/stemmingen/{final}/export", not_here=EVERYBODY),
)
