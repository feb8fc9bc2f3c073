"""Who plays in the demo: real municipalities of every size and region, and persons whose names are visibly invented."""

from dataclasses import dataclass

from gemportal.kernel.actor import MandateRole, Office

DOMAIN = "gemportal.example"

# Slugs of the founders, in the order in which they joined, and of those that came later.
FOUNDERS = ("zwolle", "s-hertogenbosch", "sudwest-fryslan", "deventer", "assen", "amersfoort", "tilburg", "groningen")
LATER = (
    "utrecht",
    "almere",
    "leeuwarden",
    "emmen",
    "enschede",
    "apeldoorn",
    "ede",
    "nijmegen",
    "haarlem",
    "hoorn",
    "zaanstad",
    "gouda",
    "dordrecht",
    "breda",
    "goes",
    "terneuzen",
    "venlo",
    "roermond",
    "texel",
    "schiermonnikoog",
    "rozendaal",
    "wageningen",
)
MEMBERS = FOUNDERS + LATER
# It joined, gave notice and left; where the crowd joins, it comes back.
LEFT = "scherpenzeel"

# Invented on purpose: first names with the names of birds, so that nobody takes them for somebody real.
FIRST_NAMES = (
    "Aafke", "Bas", "Chantal", "Daan", "Elif", "Femke", "Gijs", "Hanan", "Ilse", "Joost", "Karim", "Lotte", "Milan", "Noor",
    "Olaf", "Petra", "Quinten", "Roos", "Samir", "Tessa", "Umut", "Vera", "Wout", "Xandra", "Yara", "Zeger",
)  # fmt: skip
LAST_NAMES = (
    "Kievit", "Grutto", "Tureluur", "Wulp", "Scholekster", "Kluut", "Leeuwerik", "Winterkoning", "Roodborst", "Boomklever",
    "Putter", "Sijs", "Kauw", "Roek", "Ooievaar", "Lepelaar", "Reiger", "Aalscholver", "Fuut", "Meerkoet",
    "Waterhoen", "IJsvogel", "Zwaluw",
)  # fmt: skip


@dataclass(frozen=True)
class Officer:
    """A person of the cooperative's own: the name before the @, the invented name and the office."""

    mailbox: str
    name: str
    office: Office


OFFICERS = (
    Officer("voorzitter", "Naima Voorbeeld", Office.CHAIR),
    Officer("coordinator", "Marit Voorbeeld", Office.COORDINATOR),
    Officer("coordinator2", "Sjoerd Voorbeeld", Office.COORDINATOR),
    Officer("toezicht", "Ruben Voorbeeld", Office.AUDITOR),
    Officer("beheerder", "Ingrid Voorbeeld", Office.ADMINISTRATOR),
)


def address_of(slug: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> str:
    """The address with which somebody signs in for a municipality."""
    return f"{slug}@{DOMAIN}" if role is MandateRole.REPRESENTATIVE else f"plv.{slug}@{DOMAIN}"


def invented_name(number: int) -> str:
    """The invented name of the demo's person with this number; from 598 on with a second first name, so that all differ."""
    second = f" {FIRST_NAMES[number // 598 % len(FIRST_NAMES)]}" if number >= 598 else ""
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]}{second} {LAST_NAMES[number % len(LAST_NAMES)]}"
