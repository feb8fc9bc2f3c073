"""caps that nobody can write past, and why something is made anew"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
# While a row holds a place; a partner holds one of the partners' too.
_HOLDERS = {
    "seat": ("until IS NULL AND role <> 'observer'", "until IS NULL AND role = 'partner'"),
    "seat_offer": ("status = 'open'", "status = 'open' AND role = 'partner'"),
}
_PLACES = {"holder": "group_place", "partner_holder": "partner_place"}


def upgrade() -> None:
    op.add_column("working_group", sa.Column("answered_by", _JSON, nullable=False, server_default="[]"))
    op.add_column("working_group", sa.Column("anew_reason", sa.Text(), nullable=True))
    op.create_table(
        "partner_place",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_partner_place_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_partner_place_organisation_code")
        ),
        sa.PrimaryKeyConstraint("group_id", "number", name=op.f("pk_partner_place")),
        sa.UniqueConstraint(
            "group_id", "organisation_code", name=op.f("uq_partner_place_group_id_organisation_code")
        ),
    )
    op.create_table(
        "person_place",
        sa.Column("seat_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_person_place_seat_id")),
        sa.PrimaryKeyConstraint("seat_id", "number", name=op.f("pk_person_place")),
    )
    _give_partners_their_places()
    _number_the_people()
    for table, conditions in _HOLDERS.items():
        with op.batch_alter_table(table) as batch:
            for (column, places), condition in zip(_PLACES.items(), conditions, strict=True):
                held = sa.Computed(f"CASE WHEN {condition} THEN organisation_code END", persisted=True)
                batch.add_column(sa.Column(column, sa.Text(), held, nullable=True))
                batch.create_foreign_key(
                    op.f(f"fk_{table}_group_id_{column}"),
                    places,
                    ["group_id", column],
                    ["group_id", "organisation_code"],
                    deferrable=True,
                    initially="DEFERRED",
                )


def downgrade() -> None:
    for table in _HOLDERS:
        with op.batch_alter_table(table) as batch:
            for column in _PLACES:
                batch.drop_constraint(f"fk_{table}_group_id_{column}", type_="foreignkey")
                batch.drop_column(column)
    with op.batch_alter_table("participant") as batch:
        batch.drop_constraint("fk_participant_seat_id_place", type_="foreignkey")
        batch.drop_constraint("uq_participant_seat_id_place", type_="unique")
        batch.drop_column("place")
    op.drop_table("person_place")
    op.drop_table("partner_place")
    with op.batch_alter_table("working_group") as batch:
        batch.drop_column("anew_reason")
        batch.drop_column("answered_by")


def _setting(key: str, default: int) -> int:
    table = sa.table("setting", sa.column("key"), sa.column("value"))
    found = op.get_bind().scalar(sa.select(table.c.value).where(table.c.key == key))
    return default if found is None else int(found)


def _give_partners_their_places() -> None:
    """As many places for partners as the cooperative has set, or as a group has partners; those hold theirs."""
    group = sa.table("working_group", sa.column("id"))
    seat, offer = (
        sa.table(name, *map(sa.column, ("group_id", "organisation_code", "role", state)))
        for name, state in (("seat", "until"), ("seat_offer", "status"))
    )
    held = sa.union(
        sa.select(seat.c.group_id, seat.c.organisation_code).where(seat.c.role == "partner", seat.c.until.is_(None)),
        sa.select(offer.c.group_id, offer.c.organisation_code).where(
            offer.c.role == "partner", offer.c.status == "open"
        ),
    )
    connection, most = op.get_bind(), _setting("groups:partners", 1)
    partners: dict[int, list[str]] = {}
    for group_id, code in connection.execute(held):
        partners.setdefault(group_id, []).append(code)
    place = sa.table("partner_place", *map(sa.column, ("group_id", "number", "organisation_code")))
    for group_id in connection.scalars(sa.select(group.c.id)).all():
        codes: list[str | None] = [*sorted(partners.get(group_id, []))]
        codes += [None] * (most - len(codes))
        for number, code in enumerate(codes, start=1):
            connection.execute(place.insert().values(group_id=group_id, number=number, organisation_code=code))


def _number_the_people() -> None:
    """Every seat has as many places for people as the cooperative has set, or as work in it; each who does holds one."""
    with op.batch_alter_table("participant") as batch:
        batch.add_column(sa.Column("place", sa.Integer(), nullable=True))
    participant = sa.table("participant", *map(sa.column, ("seat_id", "person_id", "place")))
    seat = sa.table("seat", sa.column("id"))
    connection, most = op.get_bind(), _setting("groups:people", 2)
    people: dict[int, list[int]] = {}
    for seat_id, person_id in connection.execute(
        sa.select(participant.c.seat_id, participant.c.person_id).order_by(participant.c.person_id)
    ):
        people.setdefault(seat_id, []).append(person_id)
    place = sa.table("person_place", sa.column("seat_id"), sa.column("number"))
    for seat_id in connection.scalars(sa.select(seat.c.id)).all():
        held = people.get(seat_id, [])
        for number in range(1, max(most, len(held)) + 1):
            connection.execute(place.insert().values(seat_id=seat_id, number=number))
        for number, person_id in enumerate(held, start=1):
            connection.execute(
                participant.update()
                .where(participant.c.seat_id == seat_id, participant.c.person_id == person_id)
                .values(place=number)
            )
    with op.batch_alter_table("participant") as batch:
        batch.alter_column("place", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_participant_seat_id_place"), "person_place", ["seat_id", "place"], ["seat_id", "number"]
        )
        batch.create_unique_constraint(op.f("uq_participant_seat_id_place"), ["seat_id", "place"])
