"""What in a group a deadline is about: the clock knows a step and an offer by their id alone."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from gemportal.groups.models import Group, Offer
from gemportal.groups.steps.models import Step
from gemportal.kernel import db
from gemportal.organisations.models import Organisation


def of_steps(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """The number of the group and the aim of each of these steps."""
    query = sa.select(Step.id, Group.number, Step.aim).join(Group, Group.id == Step.group_id)
    rows = db.session().execute(query.where(Step.id.in_([int(key) for key in ids])))
    return {str(key): (number, aim) for key, number, aim in rows}


def of_offers(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """The number of the group, and who was offered a seat in it, of each of these offers."""
    query = (
        sa.select(Offer.id, Group.number, Organisation.name)
        .join(Group, Group.id == Offer.group_id)
        .join(Organisation, Organisation.code == Offer.organisation_code)
    )
    rows = db.session().execute(query.where(Offer.id.in_([int(key) for key in ids])))
    return {str(key): (number, name) for key, number, name in rows}
