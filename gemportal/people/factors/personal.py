"""What this part keeps of people."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep
from gemportal.kernel.words import _l
from gemportal.people.factors import proof, queries
from gemportal.people.factors.models import CodeApp, Passkey, RecoveryCode, WrongCode


def _factors(person_id: int) -> list[dict[str, Any]]:
    own = queries.own(person_id)
    lines: list[dict[str, Any]] = [
        {"passkey": line.name, "added_at": line.added_at, "last_used_at": line.last_used_at} for line in own.passkeys
    ]
    if own.app_since is not None:
        lines.append({"app_since": own.app_since})
    if own.codes:
        lines.append({"recovery_codes": own.codes, "left": own.codes_left})
    return lines


def _wrong_codes(person_id: int) -> list[dict[str, Any]]:
    moments = sa.select(WrongCode.at).where(WrongCode.person_id == person_id).order_by(WrongCode.at)
    return [{"at": moment} for moment in db.session().scalars(moments)]


keep(
    Kept(
        "factors",
        what=_l("Uw passkeys, uw app voor codes en uw herstelcodes, in een vorm waar niemand mee kan aanmelden"),
        why=_l("Om bij het aanmelden zeker te weten dat u het bent"),
        how_long=_l("Tot u ze weghaalt"),
        tables=(CodeApp.__tablename__, Passkey.__tablename__, RecoveryCode.__tablename__),
        export=_factors,
        erase=proof.forget_factors,
    ),
    Kept(
        "wrong-codes",
        what=_l("Wanneer er bij uw aanmelding een verkeerde code is ingevuld"),
        why=_l("Om raden tegen te gaan"),
        how_long=_l("Een uur"),
        tables=(WrongCode.__tablename__,),
        export=_wrong_codes,
        erase=proof.forget_factors,
    ),
)
