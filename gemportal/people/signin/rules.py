"""How long a sign-in lasts, how often somebody may guess, which passwords will do, and where one may be led back to."""

import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from zxcvbn import matching, scoring

from gemportal.kernel.errors import RuleBroken, TooMany
from gemportal.kernel.labelled import Labelled
from gemportal.kernel.words import _l
from gemportal.people.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from gemportal.settings.rules import setting


class Way(Labelled):
    """How somebody proved who they are."""

    PASSWORD = "password", _l("wachtwoord")
    PASSKEY = "passkey", _l("passkey")
    PROVIDER = "provider", _l("aanmelding van de eigen organisatie")


@dataclass(frozen=True)
class Device:
    """Where somebody signs in: a browser on a system, as its owner would name it, and the network it is in.

    `network` is the address without its last part: enough to recognise one's own place, too little to point at a desk.
    """

    description: str = ""
    network: str = ""


_LONGEST_DESCRIPTION = 80


def device(browser: str | None, system: str | None, address: str | None) -> Device:
    """The device with this browser and system, as far as known, at this network address."""
    description = ", ".join(part for part in (browser, system) if part and part.isprintable())
    return Device(description[:_LONGEST_DESCRIPTION], shortened(address))


def shortened(address: str | None) -> str:
    """A network address without the part that tells desks apart: an IPv4 address to /24, IPv6 to /48; empty for anything else."""
    return _network_of(address, 24, 48)


def line_of(address: str | None) -> str:
    """What one subscriber has: an IPv4 address, or a /64 of IPv6, in which a single machine picks addresses as it likes."""
    return _network_of(address, 32, 64)


def _network_of(address: str | None, bits_of_4: int, bits_of_6: int) -> str:
    try:
        known = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known
    bits = bits_of_4 if known.version == 4 else bits_of_6
    return str(ipaddress.ip_network((known, bits), strict=False))


OFFICE_IDLE = setting(
    "people:office-idle",
    _l("Tijd zonder gebruik waarna iemand met een functie wordt afgemeld"),
    _l("minuten"),
    default=30,
    minimum=5,
    maximum=120,
)
OFFICE_LONGEST = setting(
    "people:office-longest",
    _l("Langste tijd dat iemand met een functie aangemeld blijft"),
    _l("uur"),
    default=8,
    minimum=1,
    maximum=12,
)
MANDATE_IDLE = setting(
    "people:mandate-idle",
    _l("Tijd zonder gebruik waarna anderen worden afgemeld"),
    _l("minuten"),
    default=120,
    minimum=5,
    maximum=480,
)
MANDATE_LONGEST = setting(
    "people:mandate-longest",
    _l("Langste tijd dat anderen aangemeld blijven"),
    _l("uur"),
    default=12,
    minimum=1,
    maximum=24,
)

# That a session is in use is noted this often at most. It may end that much sooner after its last use, never later.
SEEN_EVERY = timedelta(minutes=2)
UNFINISHED_LASTS = timedelta(hours=1)
UNFINISHED_AT_MOST = 5


@dataclass(frozen=True)
class Limits:
    """How long a session lasts while nothing is done in it, and how long at most."""

    idle: timedelta
    longest: timedelta


def limits(values: dict[str, int], rights: str) -> Limits:
    """The limits of a session with these rights. Who holds an office can turn to it at any time: its limits hold throughout."""
    officer = any(key.startswith("o") for key in rights.split())
    idle, longest = (OFFICE_IDLE, OFFICE_LONGEST) if officer else (MANDATE_IDLE, MANDATE_LONGEST)
    return Limits(timedelta(minutes=values[idle.key]), timedelta(hours=values[longest.key]))


def rights(keys: Iterable[str]) -> str:
    """The rights that a token was given out for, as one text to compare: the keys of all capacities to choose from."""
    return " ".join(sorted(keys))


# NIST SP 800-63B-4 allows a hundred wrong passwords in a row. Ten in a quarter of an hour leave a guesser 350,000 in a year,
# against a password that takes ten thousand million guesses.
COUNTED_FOR = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_DEVICE = 10
# A whole town hall may share one address, and mistype.
PER_NETWORK = 100


@dataclass(frozen=True)
class Bucket:
    """Attempts that count together. `mark` says of whom without telling: see `kernel.sealing.mark`."""

    mark: bytes
    limit: int


def check_room(buckets: Collection[Bucket], counts: dict[bytes, int]) -> None:
    """Pass when every bucket has room for one more attempt."""
    if any(counts.get(bucket.mark, 0) >= bucket.limit for bucket in buckets):
        raise TooMany(_l("Dat waren te veel pogingen. Wacht een kwartier en probeer het dan opnieuw."))


# The words that a guesser of ours would begin with.
_OURS = {
    "gemportal", "portal", "portaal", "gemeenten", "gemeente", "gemeentelijk", "municipality", "wachtwoord",
    "password", "welkom", "welcome", "geheim", "secret", "inloggen", "aanmelden", "login", "account",
    "samenwerken", "samenwerking", "samen", "coöperatie", "cooperatie", "cooperative", "vereniging", "stemmen",
    "stemming", "vergadering", "besluit", "burgemeester", "wethouder", "raadslid", "college", "griffier",
    "secretaris", "ambtenaar", "nederland", "holland", "lente", "voorjaar", "zomer", "herfst", "najaar", "winter",
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "januari", "februari",
    "maart", "april", "juni", "juli", "augustus", "september", "oktober", "november", "december",
}  # fmt: skip
_SHORTEST_WORD = 3
# "Very unguessable" in zxcvbn's own scale, also for somebody who holds a copy of the database: at argon2id's price a year of work.
_ENOUGH_GUESSES = 10**10
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
# What zxcvbn reads; more makes it slow, and what is hard to guess by then stays so.
_READ = 72


def check_password(password: str, about: Iterable[str] = ()) -> None:
    """Pass a new password that is long and hard to guess; of another, say what to do instead.

    `about` are texts that a guesser would know: the person's name and address, their organisation. Words from those, our own
    words and years count for nothing: what is left has to be hard to guess by itself. Nothing is asked of the kinds of
    characters (NIST SP 800-63B-4, 3.1.1.2).
    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(_l("Gebruik 15 tekens of meer."))
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(_l("Gebruik hoogstens 256 tekens."))
    words = sorted({*_OURS, *_words_of(about)}, key=lambda word: (-len(word), word))
    left = _YEAR.sub("", unicodedata.normalize("NFKC", password).casefold())
    for word in words:
        left = left.replace(word, "")
    if _guesses(left.strip()[:_READ], words) < _ENOUGH_GUESSES:
        raise RuleBroken(
            _l(
                "Dit wachtwoord is te makkelijk te raden. Kies een paar woorden die niets met elkaar of met u te maken "
                "hebben, en zet ze achter elkaar."
            )
        )


def _guesses(text: str, words: list[str]) -> int:
    """How many guesses a good guesser needs, who also tries `words` reversed and with digits for letters.

    What `zxcvbn()` itself does, without leaving the words of one person where those of another are looked for.
    """
    if not text:
        return 0
    known = matching.RANKED_DICTIONARIES | {"user_inputs": matching.build_ranked_dict(words)}
    return int(scoring.most_guessable_match_sequence(text, matching.omnimatch(text, known))["guesses"])


def _words_of(texts: Iterable[str]) -> set[str]:
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", " ".join(texts)).casefold())
    return {word for word in found if len(word) >= _SHORTEST_WORD}


_LONGEST_ADDRESS = 2000
_DECODINGS = 5


def local_address(given: str | None) -> str | None:
    """`given` when it is surely an address of this site to return to, such as `/mijn?x=1`; otherwise None.

    Browsers read backslashes as slashes, drop tabs and newlines, and proxies may decode once more than we do. So the path
    is looked at in every form that any of them could make of it, and only a plain one passes.
    """
    if not given or len(given) > _LONGEST_ADDRESS or "\\" in given or _has_control(given):
        return None
    path = re.split(r"[?#]", given, maxsplit=1)[0]
    for _ in range(_DECODINGS):
        if not _is_plain_path(path) or not _is_plain_path(unicodedata.normalize("NFKC", path)):
            return None
        decoded = unquote(path)
        if decoded == path:
            return given
        path = decoded
    return None


def _is_plain_path(path: str) -> bool:
    if not path.startswith("/") or "//" in path or "\\" in path or _has_control(path):
        return False
    if {".", ".."} & set(path.split("/")):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


def _has_control(text: str) -> bool:
    """Controls, separators other than the space, and what is invisible or unassigned: nothing that an address needs."""
    return any(unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} for character in text)
