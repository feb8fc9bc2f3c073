"""files: collections, what is attached in them, their bytes, and which collection is a group's"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = ("link", "pdf", "png", "jpeg", "odt", "ods", "odp", "docx", "xlsx", "pptx", "txt", "csv", "md")


def upgrade() -> None:
    op.create_table(
        "file_collection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_collection")),
    )
    op.create_table(
        "attachment",
        sa.Column("collection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name=op.f("ck_attachment_kind_kind")),
        sa.CheckConstraint("slot BETWEEN 1 AND 100", name=op.f("ck_attachment_within_places")),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (slot IS NOT NULL)", name=op.f("ck_attachment_removed_has_no_place")
        ),
        sa.CheckConstraint("(kind = 'link') = (size IS NULL)", name=op.f("ck_attachment_file_has_size")),
        sa.CheckConstraint("kind = 'link' OR url IS NULL", name=op.f("ck_attachment_file_has_no_url")),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["file_collection.id"], name=op.f("fk_attachment_collection_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["organisation.code"], name=op.f("fk_attachment_organisation_code")
        ),
        sa.ForeignKeyConstraint(["entry"], ["register_entry.index"], name=op.f("fk_attachment_entry")),
        sa.PrimaryKeyConstraint("collection_id", "number", name=op.f("pk_attachment")),
        sa.UniqueConstraint(
            "collection_id", "section", "slot", name=op.f("uq_attachment_collection_id_section_slot")
        ),
    )
    op.create_table(
        "file_content",
        sa.Column("collection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 26214400", name=op.f("ck_file_content_size_within_bounds")),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["file_collection.id"], name=op.f("fk_file_content_collection_id")
        ),
        sa.PrimaryKeyConstraint("collection_id", "sha256", name=op.f("pk_file_content")),
    )
    op.create_table(
        "group_files",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["working_group.id"], name=op.f("fk_group_files_group_id")),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["file_collection.id"], name=op.f("fk_group_files_collection_id")
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_files")),
        sa.UniqueConstraint("collection_id", name=op.f("uq_group_files_collection_id")),
    )


def downgrade() -> None:
    op.drop_table("group_files")
    op.drop_table("file_content")
    op.drop_table("attachment")
    op.drop_table("file_collection")
