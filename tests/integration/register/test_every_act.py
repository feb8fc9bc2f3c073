"""Every governance act writes exactly one entry, of exactly what it says it holds; the docs and the replay know each of them."""

import json
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import words
from gemportal.register.models import Entry, Part
from gemportal.register.queries import number_of_entries
from gemportal.register.reading import queries as reading
from gemportal.register.reading.rules import Choice
from gemportal.register.replaying.telling import LEAVES_NOTHING, REPLAYS
from tests.factories.every_act import everything
from tests.support.house import House
from tests.support.performed import governance_acts, listening
from tests.support.replaying import differences, verified
from tests.support.time import StoppedClock
from tools import acts as table


@dataclass(frozen=True)
class Written:
    """What the database holds of one entry."""

    act: str
    content: dict[str, Any]
    part: dict[str, Any] | None
    public: bool | None


def entries() -> dict[int, Written]:
    query = sa.select(Entry.index, Entry.act, Entry.body, Part.body, Part.public)
    rows = db.session().execute(query.outerjoin(Part, Part.entry_index == Entry.index).order_by(Entry.index))
    return {
        index: Written(act, json.loads(body), json.loads(part) if part is not None else None, public)
        for index, act, body, part, public in rows
    }


def test_every_governance_act_writes_one_entry_of_what_it_holds(house: House, clock: StoppedClock) -> None:
    with listening() as begun:
        everything(house, clock)
    written = house.ask(entries)
    assert list(written) == list(range(len(written)))
    by_acts = [frame for frame in begun if frame.act.governance]
    assert [len(frame.entries) for frame in by_acts] == [1] * len(by_acts)
    assert {frame.entries[0]: frame.act.name for frame in by_acts} == {at: entry.act for at, entry in written.items()}
    assert len(by_acts) == len(written)
    assert [sentence for entry in written.values() for sentence in wrong_in(entry)] == []
    never = governance_acts().keys() - {entry.act for entry in written.values()}
    assert not never, "let it happen in tests/factories/every_act.py"
    assert differences(house) == []
    assert verified(house) == []
    house.ask(read_the_paper_strictly)


def read_the_paper_strictly() -> None:
    """Whoever tells the news asks an entry for what its act holds. Of an entry of long ago that may fail, of these never."""
    with patch.object(words, "_said", lambda say, line: say(line)):
        reading.paper(Choice(), limit=number_of_entries())


def wrong_in(entry: Written) -> list[str]:
    """What an entry holds besides, or lacks of, what its act says."""
    holds, data = governance_acts()[entry.act].holds, entry.content["data"].keys()
    assert holds is not None
    found = [f"{entry.act} lacks {key}" for key in set(holds.always) - data]
    found += [f"{entry.act} has {key}" for key in data - {*holds.always, *holds.sometimes, "cause", "ground"}]
    found += [f"{entry.act} keeps {key} apart" for key in (entry.part or {}).keys() - set(holds.apart)]
    if not holds.opens_later and entry.public is False:
        found.append(f"the part of {entry.act} is shut")
    return found


def test_every_governance_act_is_told_or_leaves_nothing() -> None:
    assert REPLAYS.keys() | LEAVES_NOTHING.keys() == governance_acts().keys()
    assert not REPLAYS.keys() & LEAVES_NOTHING.keys()


def test_the_table_of_acts_is_up_to_date() -> None:
    assert table.FILE.read_text() == table.table(), "run `make acts`"


@pytest.mark.parametrize("name", ["voting:cast", "settings:change"])
def test_the_table_says_what_an_entry_holds(name: str) -> None:
    holds = governance_acts()[name].holds
    assert holds is not None
    (line,) = [line for line in table.table().splitlines() if line.startswith(f"| `{name}` |")]
    assert all(f"`{key}`" in line for key in (*holds.always, *holds.sometimes, *holds.apart))
    assert ("later" in line) is holds.opens_later
