"""Before lessons were shared by an act of their own, a conclusion held one: the migration and a replay make it the same."""

from datetime import UTC, datetime
from typing import Any

import flask_migrate
import sqlalchemy as sa

from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.replaying import concluded
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel import db
from gemportal.register.replaying.telling import Told
from gemportal.sharing import queries
from gemportal.sharing.models import Lesson, LessonSharer, LessonVersion
from tests.factories.groups import evaluate, running_step
from tests.factories.lessons import shared
from tests.factories.members import KAMPEN, ZWOLLE, representative
from tests.support.house import House
from tests.support.stores import MIGRATIONS
from tests.support.time import StoppedClock

TEXT = "Begin klein. Met één wijk zagen wij alles."
# Number, group, step, title, text, kind, domain: what both must come to.
AS_IT_STANDS = ("L-2026-001", "G-2026-001", 1, "Begin klein", TEXT, "worked", None)


def evaluated(house: House, time: StoppedClock) -> str:
    group = running_step(house, time)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Klaar")
    for code in (ZWOLLE, KAMPEN):
        evaluate(house, group, code)
    return group


def standing() -> tuple[tuple[Any, ...], list[str]]:
    columns = (
        *(Lesson.number, Lesson.group_number, Lesson.step),
        *(LessonVersion.title, LessonVersion.text, LessonVersion.kind, LessonVersion.domain),
    )
    query = sa.select(*columns).join(LessonVersion, LessonVersion.lesson_id == Lesson.id)
    sharers = sa.select(LessonSharer.organisation_code).order_by(LessonSharer.organisation_code)
    return tuple(db.session().execute(query).one()), list(db.session().scalars(sharers))


def test_a_replay_finds_the_lesson_of_a_conclusion(house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock)
    figures: dict[str, Any] = {"came_true": [], "cooperation": [], "hours_spent": 0, "euros_spent": 0}
    data = {"step": 1, "conclusion": "continue", "opened": [], "next": None, **figures}
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    part = {"outcome": "Negentig", "lesson": TEXT}
    told = Told(99, at, "groups:conclude-step", ZWOLLE, None, group, data, part, has_part=True)
    with house.app.app_context(), db.writing(db.session()):
        concluded(told)
        db.session().flush()
        assert standing() == (AS_IT_STANDS, [KAMPEN, ZWOLLE])


def test_the_migration_makes_the_same_of_it_and_takes_it_back(house: House, clock: StoppedClock) -> None:
    group = evaluated(house, clock)
    values: dict[str, Any] = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig", "lesson": TEXT}
    house.perform(steps.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    with house.app.app_context():
        flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0022")
        with db.db.engines[db.WRITER].connect() as connection:
            assert connection.execute(sa.text("SELECT lesson FROM step")).scalars().all() == [TEXT]
        flask_migrate.upgrade(directory=str(MIGRATIONS))
    assert house.ask(standing) == (AS_IT_STANDS, [KAMPEN, ZWOLLE])
    assert house.ask(queries.page_of, "L-2026-001").line.shared_at.tzinfo is not None
    assert shared(house) == "L-2026-002", "numbers go on from there"
