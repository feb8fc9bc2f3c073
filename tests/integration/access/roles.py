"""Everybody who may knock on a door, and what can happen to them there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Somebody in one capacity, towards the world of `world.py`."""

    NOBODY = "nobody is signed in"
    PENDING = "gave the password of somebody who has to take a second step"
    PERSON = "a person without a capacity"
    OWN = "representative of Zwolle, that proposes and leads"
    DEPUTY = "deputy of Zwolle"
    SEATED = "representative of Kampen, that takes part"
    OTHER = "representative of Deventer, that leads another group"
    FORMER = "representative of Hengelo, that is no member any more"
    PARTNER = "representative of a chain partner"
    COORDINATOR = "coordinator"
    INVOLVED = "coordinator who also represents Zwolle and Hengelo"
    CHAIR = "chair"
    BOARD = "member of the board"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Outcome(StrEnum):
    """What a request comes to."""

    IN = "the door opens"
    SIGN_IN = "sign in first (303)"
    NO = "may not (403)"
    NOT_HERE = "not here (404)"
    NOT_NOW = "not now (409)"
    NOT_OFFERED = "the form does not offer this to them (422)"


Roles = frozenset[Role]


@dataclass(frozen=True)
class Row:
    """Who comes in at `path`, by each of `methods`, when the form is filled in well.

    Words in braces are objects of the world. Who is in none of the sets is refused: nobody signed in is led to the sign-in page,
    everybody else may not. `filled` is laid over what `forms.py` fills in.
    """

    methods: str
    path: str
    into: Roles = frozenset()
    not_now: Roles = frozenset()
    not_here: Roles = frozenset()
    not_offered: Roles = frozenset()
    filled: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.methods, self.path, *(f"{name}={value}" for name, value in self.filled.items())])

    def outcome(self, role: Role) -> Outcome:
        """What this role finds here."""
        named = {
            Outcome.IN: self.into,
            Outcome.NOT_NOW: self.not_now,
            Outcome.NOT_HERE: self.not_here,
            Outcome.NOT_OFFERED: self.not_offered,
        }
        found = [outcome for outcome, roles in named.items() if role in roles]
        if len(found) > 1:
            raise ValueError(f"{self} says two things of {role.name}")
        return found[0] if found else Outcome.NO if role in SIGNED_IN else Outcome.SIGN_IN


def those(*roles: Role) -> Roles:
    """Some roles."""
    return frozenset(roles)


EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.NOBODY, Role.PENDING}
ZWOLLE = those(Role.OWN, Role.DEPUTY)
GROUP = ZWOLLE | {Role.SEATED}
MEMBERS = GROUP | {Role.OTHER}
MANDATED = MEMBERS | {Role.FORMER, Role.PARTNER}
COORDINATORS = those(Role.COORDINATOR, Role.INVOLVED)
GUARDS = COORDINATORS | {Role.CHAIR}
COORDINATOR, SEATED, OTHER = those(Role.COORDINATOR), those(Role.SEATED), those(Role.OTHER)
FORMER, PARTNER, INVOLVED, AUDITOR = (
    those(Role.FORMER), those(Role.PARTNER), those(Role.INVOLVED), those(Role.AUDITOR),
)  # fmt: skip
WITHOUT_MANDATE = those(Role.COORDINATOR, Role.CHAIR)
CHAIR, PERSON = those(Role.CHAIR), those(Role.PERSON)
OF_OTHERS = MANDATED - GROUP
REPRESENTATIVES = MANDATED - those(Role.DEPUTY)
BOTH = "GET POST"
# Kampen has an app and a passkey, the deputy of Zwolle and the board member an app; the partner is setting up an app and a passkey.
BOARD, DEPUTY, PENDING = those(Role.BOARD), those(Role.DEPUTY), those(Role.PENDING)
SECURED = SEATED | BOARD | DEPUTY
LEADS = ZWOLLE | OTHER
REPRESENTED = those(Role.OWN, Role.SEATED, Role.OTHER)
