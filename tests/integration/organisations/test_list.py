"""The list of municipalities is loaded again and again; one that merged keeps its history and names its successor."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gemportal.kernel.actor import NOBODY
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts, queries, source
from gemportal.organisations.models import Organisation
from gemportal.organisations.rules import Merger, Municipality
from gemportal.register import queries as register
from tests.factories.members import coordinator
from tests.factories.organisations import GROTE, LIST_KEEPER, NIEUWE, OUDE, OUDER, load
from tests.support.house import House
from tests.support.time import StoppedClock

NEW_YEAR = date(2026, 1, 1)
INTO_NEW = [Merger(OUDE.code, NIEUWE.code, NEW_YEAR), Merger(OUDER.code, NIEUWE.code, NEW_YEAR)]


def organisation(house: House, code: str) -> Organisation:
    return house.ask(queries.organisation, code)


def names(house: House) -> list[str]:
    return [line.name for line in house.ask(queries.municipalities)]


def loaded(house: House) -> list[register.EntryLine]:
    return house.ask(register.entries_about, ["gemeenten"])


def test_the_list_can_be_loaded_again(house: House) -> None:
    assert load(house, [OUDE, GROTE]) == (2, 0)
    assert load(house, [OUDE, GROTE]) == (0, 0)
    assert load(house, [replace(OUDE, name="Oudewater", population=9_100), GROTE, OUDER]) == (1, 0)
    assert names(house) == ["Grote Waard", "Ouderkerk-West", "Oudewater"]
    renamed = organisation(house, OUDE.code)
    assert (renamed.population, renamed.slug) == (9_100, "oudewater")
    assert [line.data["added"] for line in loaded(house)] == [2, 0, 1]


def test_who_merged_keeps_its_history_and_names_its_successor(house: House) -> None:
    load(house, [OUDE, OUDER, GROTE])
    day = date(2026, 1, 1)
    house.perform(acts.admit, coordinator(house), OUDE.code, day, "oprichting")
    assert load(house, [GROTE, NIEUWE], INTO_NEW) == (1, 2)
    assert names(house) == ["Grote Waard", "Nieuwe Waard"]
    old = organisation(house, OUDE.code)
    assert (old.name, old.closed_on, old.successor_code) == ("Oudewater-Oost", NEW_YEAR, NIEUWE.code)
    assert [one.code for one in house.ask(queries.predecessors, NIEUWE.code)] == [OUDER.code, OUDE.code]
    assert [one.first_day for one in house.ask(queries.memberships_of, OUDE.code)] == [day]
    assert loaded(house)[-1].data["closed"] == [
        {"code": OUDE.code, "on": "2026-01-01", "successor": NIEUWE.code},
        {"code": OUDER.code, "on": "2026-01-01", "successor": NIEUWE.code},
    ]
    assert load(house, [GROTE, NIEUWE]) == (0, 0)
    with pytest.raises(RuleBroken, match="bestaande gemeente"):
        house.perform(acts.admit, coordinator(house), OUDER.code, day, "te laat")


@pytest.mark.parametrize(
    ("lines", "mergers", "sentence"),
    [
        ([GROTE], [], f"Noem hun opvolger: {OUDE.code}"),
        ([GROTE], [Merger(OUDE.code, NIEUWE.code, NEW_YEAR)], f"fusie van {OUDE.code}"),
        ([GROTE, OUDE], [Merger(OUDER.code, GROTE.code, NEW_YEAR)], f"fusie van {OUDER.code}"),
        ([GROTE, OUDE], [Merger(OUDE.code, GROTE.code, NEW_YEAR)], f"fusie van {OUDE.code}"),
    ],
    ids=["without successor", "to what is not listed", "of what was never there", "of what is still listed"],
)
def test_a_list_that_contradicts_itself_changes_nothing(
    house: House, lines: Iterable[Municipality], mergers: Iterable[Merger], sentence: str
) -> None:
    load(house, [OUDE, GROTE])
    with pytest.raises(RuleBroken, match=sentence):
        load(house, lines, mergers)
    assert names(house) == ["Grote Waard", "Oudewater-Oost"]
    assert organisation(house, OUDE.code).closed_on is None
    assert len(loaded(house)) == 1


def test_a_successor_may_take_over_the_name(house: House) -> None:
    load(house, [OUDE])
    assert load(house, [replace(NIEUWE, name=OUDE.name)], [Merger(OUDE.code, NIEUWE.code, NEW_YEAR)]) == (1, 1)
    assert names(house) == [OUDE.name]
    assert organisation(house, NIEUWE.code).slug != organisation(house, OUDE.code).slug


def test_only_the_list_itself_changes_the_list(house: House) -> None:
    for actor in (NOBODY, coordinator(house)):
        with pytest.raises(NotAllowed):
            house.perform(acts.load_municipalities, actor, [OUDE])
    assert loaded(house) == []


def test_the_command_loads_the_list_of_cbs_and_says_what_it_did(
    house: House, tmp_path: Path, clock: StoppedClock
) -> None:
    assert house.run("municipalities").output == "342 municipalities added, 0 closed\n"
    assert len(names(house)) == 342
    file = tmp_path / "next.csv"
    kept = [line for line in source.SOURCE.read_text("utf-8").splitlines() if not line.startswith("GM0166,")]
    file.write_text("\n".join(kept), "utf-8")
    refused = house.app.test_cli_runner().invoke(args=["municipalities", str(file)])
    assert (refused.exit_code, "GM0166" in refused.output) == (1, True)
    merged = house.run("municipalities", str(file), "--merged", "GM0166=GM0193@2027-01-01")
    assert merged.output == "0 municipalities added, 1 closed\n"
    assert len(names(house)) == 342, "until its day it is a municipality as any other"
    clock.set(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    assert len(names(house)) == 341
    assert LIST_KEEPER.rule == "organisations:load-municipalities"


@pytest.mark.parametrize("merger", ["GM0166", "GM0166=GM0193", "GM0166=GM0193@gisteren"])
def test_the_command_explains_how_a_merger_is_written(house: House, merger: str) -> None:
    refused = house.app.test_cli_runner().invoke(args=["municipalities", "--merged", merger])
    assert refused.exit_code == 2
    assert "GM0001=GM0002@2027-01-01" in refused.output
