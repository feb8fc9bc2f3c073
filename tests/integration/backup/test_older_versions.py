"""A backup of an older version is brought to the tables of this one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.site.health import newest_migration
from tests.support import backup
from tests.support.house import House
from tests.support.stores import MIGRATIONS, Store

LATER = '''"""what a later version keeps of people besides"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "later", "{before}", None, None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default="geen"))


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_column("nickname")
'''


@pytest.fixture
def later(house: House, file: Path, tmp_path: Path) -> Iterator[House]:
    """The same house after the next version was installed: it has one migration more."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "later.py").write_text(LATER.format(before=newest_migration(str(MIGRATIONS))))
    known = house.app.extensions["migrate"]
    usual, known.directory = known.directory, str(folder)
    yield house
    known.directory = usual
    with house.app.app_context():
        flask_migrate.downgrade(directory=str(folder), revision=newest_migration(str(MIGRATIONS)))


def test_it_is_filled_in_as_it_was_and_then_migrated(later: House, file: Path, store: Store) -> None:
    people = len(list(backup.lines(file, "person")))
    store.empty()
    with later.app.app_context():
        flask_migrate.upgrade(directory=later.app.extensions["migrate"].directory)
    result = backup.restored(later, file)
    assert result.exit_code == 0, result.output

    def nicknames() -> list[str]:
        return list(db.session().scalars(sa.select(sa.column("nickname")).select_from(sa.table("person"))))

    assert later.ask(nicknames) == ["geen"] * people
    assert later.app.test_client().get("/gereed").text == "gereed\n"
    assert "everything agrees" in later.run("register", "verify").output
