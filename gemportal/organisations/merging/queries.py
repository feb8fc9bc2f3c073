"""Reading mergers."""

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.policy import MERGE
from gemportal.organisations.queries import in_force, organisation
from gemportal.register.models import Entry


def was_carried_out(code: str) -> bool:
    """Whether the merger of this municipality was carried out."""
    query = sa.select(Entry.index).where(Entry.act == MERGE, Entry.subject == code)
    return db.session().scalar(query.limit(1)) is not None


def heir_of(old: Organisation) -> Organisation | None:
    """Who stands for a municipality that is no more today; its successor may have merged as well since."""
    heir: Organisation | None = old
    while heir is not None and heir.closed_on is not None and heir.closed_on <= clock.today():
        heir = organisation(heir.successor_code) if heir.successor_code else None
    return heir if heir is not old else None


def membership_today(code: str) -> Membership | None:
    """The membership that would hold today, had the municipality not merged."""
    query = sa.select(Membership).where(Membership.organisation_code == code, in_force(clock.today()))
    return db.session().scalars(query).first()


def is_or_will_be_a_member(code: str) -> bool:
    """Whether a membership holds today or begins later."""
    query = sa.select(Membership.id).where(
        Membership.organisation_code == code,
        sa.or_(Membership.last_day.is_(None), Membership.last_day >= clock.today()),
    )
    return db.session().scalar(query.limit(1)) is not None
