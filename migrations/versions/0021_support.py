"""the days until which organisations consider, as deadlines"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_KIND = "initiatives:end-considering"

_initiative = sa.table("initiative", sa.column("id"), sa.column("number"), sa.column("status"))
_willingness = sa.table(
    "willingness",
    sa.column("initiative_id"),
    sa.column("organisation_code"),
    sa.column("current", sa.Boolean()),
    sa.column("considering_until", sa.Date()),
)
_schedule = sa.table(
    "schedule", sa.column("at", sa.DateTime(timezone=True)), sa.column("kind", sa.Text()), sa.column("subject", sa.Text())
)


def upgrade() -> None:
    considering = (
        sa.select(_initiative.c.number, _willingness.c.organisation_code, _willingness.c.considering_until)
        .join(_initiative, _initiative.c.id == _willingness.c.initiative_id)
        .where(
            _willingness.c.current,
            _willingness.c.considering_until.is_not(None),
            _initiative.c.status.in_(("open", "forming", "active")),
        )
    )
    deadlines = [
        {"at": _end_of(until), "kind": _KIND, "subject": f"{number} {code}"}
        for number, code, until in op.get_bind().execute(considering)
    ]
    op.bulk_insert(_schedule, deadlines)


def downgrade() -> None:
    op.execute(sa.delete(_schedule).where(_schedule.c.kind == _KIND))


def _end_of(day):
    """The first moment after that day in Amsterdam."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo("Europe/Amsterdam")).astimezone(UTC)
