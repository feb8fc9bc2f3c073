"""lessons: what was learned, kept for everybody; those of conclusions become the first"""

from collections import Counter
from datetime import UTC

import sqlalchemy as sa
from alembic import op

from gemportal.groups.lessons.rules import KINDS
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel import clock
from gemportal.sharing.rules import title_from

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_DOMAINS = (
    "services", "income", "care", "public-space", "permits", "sustainability", "data", "security", "transparency",
    "organisation",
)  # fmt: skip


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("initiative_number", sa.Text(), nullable=True),
        sa.Column("group_number", sa.Text(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("step IS NULL OR group_number IS NOT NULL", name=op.f("ck_lesson_step_of_a_group")),
        sa.CheckConstraint(
            "group_number IS NULL OR initiative_number IS NOT NULL", name=op.f("ck_lesson_group_of_an_initiative")
        ),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (reason IS NULL)", name=op.f("ck_lesson_withdrawn_with_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("number", name=op.f("uq_lesson_number")),
    )
    for name in ("initiative_number", "group_number"):
        op.create_index(op.f(f"ix_lesson_{name}"), "lesson", [name])
    op.create_table(
        "lesson_version",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", _one_of("lessonkind", "worked", "did-not-work", "surprise"), nullable=False),
        sa.Column("domain", _one_of("domain", *_DOMAINS), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_version_lesson_id")),
        sa.PrimaryKeyConstraint("lesson_id", "version", name=op.f("pk_lesson_version")),
    )
    for name in ("kind", "domain"):
        op.create_index(op.f(f"ix_lesson_version_{name}"), "lesson_version", [name])
    _organisations("lesson_sharer")
    _organisations("lesson_endorsement", sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=False))
    _share()
    op.drop_column("step", "lesson")


def _organisations(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f(f"fk_{name}_lesson_id")),
        sa.ForeignKeyConstraint(["organisation_code"], ["organisation.code"], name=op.f(f"fk_{name}_organisation_code")),
        sa.PrimaryKeyConstraint("lesson_id", "organisation_code", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_organisation_code"), name, ["organisation_code"])


_MOMENT = sa.DateTime(timezone=True)
_step = sa.table(
    "step",
    *map(sa.column, ("id", "group_id", "ordinal", "lesson", "conclusion")),
    sa.column("concluded_at", _MOMENT),
)
_group = sa.table("working_group", *map(sa.column, ("id", "number", "initiative_number")))
_evaluation = sa.table("evaluation", *map(sa.column, ("step_id", "organisation_code")))
_lesson = sa.table(
    "lesson",
    *map(sa.column, ("number", "version", "initiative_number", "group_number", "step")),
    sa.column("id", sa.Integer()),
    sa.column("shared_at", _MOMENT),
)
_version = sa.table(
    "lesson_version",
    *map(sa.column, ("lesson_id", "version", "title", "text", "kind")),
    sa.column("changed_at", _MOMENT),
)
_sharer = sa.table("lesson_sharer", *map(sa.column, ("lesson_id", "organisation_code")))
_numbering = sa.table("numbering", *map(sa.column, ("letter", "year", "last")))


def _share() -> None:
    """What groups learned, in the order in which they concluded it: as a replay of the register finds it too."""
    connection = op.get_bind()
    given: Counter[int] = Counter()
    found = sa.select(_step, _group.c.number, _group.c.initiative_number).join(_group, _group.c.id == _step.c.group_id)
    found = found.where(_step.c.lesson.is_not(None)).order_by(_step.c.concluded_at, _step.c.id)
    for row in connection.execute(found).all():
        at = row.concluded_at.replace(tzinfo=row.concluded_at.tzinfo or UTC)
        year = clock.local(at).year
        given[year] += 1
        about = {"initiative_number": row.initiative_number, "group_number": row.number, "step": row.ordinal}
        added = sa.insert(_lesson).values(number=f"L-{year}-{given[year]:03d}", version=1, shared_at=at, **about)
        key = connection.scalar(added.returning(_lesson.c.id))
        words = {"title": title_from(row.lesson), "text": row.lesson, "kind": KINDS[Conclusion(row.conclusion)].value}
        connection.execute(sa.insert(_version).values(lesson_id=key, version=1, changed_at=at, **words))
        evaluated = sa.select(_evaluation.c.organisation_code).where(_evaluation.c.step_id == row.id)
        for code in connection.scalars(evaluated).all():
            connection.execute(sa.insert(_sharer).values(lesson_id=key, organisation_code=code))
    for year, last in given.items():
        connection.execute(sa.insert(_numbering).values(letter="L", year=year, last=last))


def downgrade() -> None:
    op.add_column("step", sa.Column("lesson", sa.Text(), nullable=True))
    first = (
        "SELECT v.text FROM lesson l JOIN lesson_version v ON v.lesson_id = l.id AND v.version = l.version "
        "JOIN working_group g ON g.number = l.group_number "
        "WHERE g.id = step.group_id AND l.step = step.ordinal ORDER BY l.id LIMIT 1"
    )
    op.execute(f"UPDATE step SET lesson = ({first}) WHERE status = 'concluded'")
    op.execute("DELETE FROM numbering WHERE letter = 'L'")
    for name in ("lesson_endorsement", "lesson_sharer", "lesson_version", "lesson"):
        op.drop_table(name)
