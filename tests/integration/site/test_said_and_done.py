"""What was pledged and spent by calendar year, and "gezegd en gedaan" on a municipality's page."""

import csv
import io

from gemportal.groups import acts as groups
from gemportal.groups import queries
from gemportal.groups.queries import Judged, YearLine, by_year
from gemportal.groups.rules import YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel.csv_files import CONTENT_TYPE
from gemportal.people.queries import holders_of
from gemportal.voting import queries as votes
from tests.factories import groups as making_groups
from tests.factories import voting
from tests.factories.members import HENGELO, KAMPEN, ZWOLLE, member, representative
from tests.factories.merging import merged
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

GROUP = "G-2026-001"
TITLE = "Samen meldingen doen"


def judged(house: House, time: StoppedClock, *, in_public: bool) -> None:
    """A concluded step that Zwolle judged in public or not, and Kampen for the group alone."""
    making_groups.running_step(house, time)
    lead = representative(house, ZWOLLE)
    house.perform(steps.end_step, lead, GROUP, 1, "Eerder klaar.")
    making_groups.evaluate(house, GROUP, ZWOLLE, in_public=in_public)
    making_groups.evaluate(house, GROUP, KAMPEN)
    house.perform(steps.conclude_step, lead, GROUP, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig meldingen")


def row(client: StrictClient, name: str) -> str:
    """The line of "gezegd en gedaan" with this heading."""
    found = [one.text for one in client.page.all("main tr") if one.text.startswith(name)]
    return " ".join(found[0].split())


def test_years_add_up_over_groups() -> None:
    lines = [
        YearLine(2026, "G-2026-001", "Een", 40, 500, 30, 100),
        YearLine(2026, "G-2026-002", "Twee", 10, 0),
        YearLine(2027, "G-2026-002", "Twee", 5, 50),
    ]
    assert by_year(lines) == [YearLine(2026, "", "", 50, 500, 30, 100), YearLine(2027, "", "", 5, 50)]
    assert by_year([]) == []


def test_a_group_shows_what_all_pledged_and_spent(house: House, client: StrictClient, clock: StoppedClock) -> None:
    judged(house, clock, in_public=False)
    (line,), years = house.ask(queries.of_initiative, "I-2026-001")
    assert (line.number, line.title) == (GROUP, TITLE)
    assert years == [YearLine(2026, "", "", 80, 10_000, 60, 1000)]
    assert house.ask(queries.of_initiative, "I-2026-999") == ([], [])
    for address in (f"/groepen/{GROUP}", "/initiatieven/I-2026-001"):
        client.get(address)
        assert "Toegezegd en besteed" in client.page.main.text
        assert "10.000" in row(client, "2026")


def test_what_one_spent_is_public_only_where_it_chose_so(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    judged(house, clock, in_public=True)
    assert house.ask(queries.of_organisations, [ZWOLLE]) == [YearLine(2026, GROUP, TITLE, 40, 5000, 30, 500)]
    assert house.ask(queries.of_organisations, [KAMPEN]) == [YearLine(2026, GROUP, TITLE, 40, 5000)]
    client.get(f"/gemeenten/{KAMPEN}")
    assert "maakte nog niet openbaar wat zij besteedde" in row(client, "Uren")
    client.get(f"/gemeenten/{ZWOLLE}")
    assert "besteedde 30 uur" in row(client, "Uren")


def test_nothing_spent_is_public_before_the_conclusion(house: House, clock: StoppedClock) -> None:
    making_groups.running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), GROUP, 1, "Eerder klaar.")
    making_groups.evaluate(house, GROUP, ZWOLLE, in_public=True)
    assert house.ask(queries.of_organisations, [ZWOLLE]) == [YearLine(2026, GROUP, TITLE, 40, 5000)]


def test_pledges_of_later_years_are_listed_and_not_yet_asked_for(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = making_groups.forming(house, clock)
    house.perform(
        groups.accept_offer,
        representative(house, ZWOLLE),
        group,
        pledges=[YearPledged(2026, 40, 100), YearPledged(2027, 60, 200)],
        participants=[line.person_id for line in house.ask(holders_of, ZWOLLE)][:1],
        willing_to_lead=False,
    )
    client.get(f"/gemeenten/{ZWOLLE}")
    assert "zegde 40 uur toe" in row(client, "Uren")
    assert "60" in row(client, "2027")
    answer = client.get(f"/gemeenten/{ZWOLLE}/toezeggingen.csv")
    assert answer.content_type == CONTENT_TYPE
    lines = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    assert [(line["jaar"], line["groep"], line["uren toegezegd"], line["euro toegezegd"]) for line in lines] == [
        ("2026", group, "40", "100"),
        ("2027", group, "60", "200"),
    ]
    assert {line["uren besteed"] for line in lines} == {""}


def test_evaluations_count_those_that_could_be_given(house: House, client: StrictClient, clock: StoppedClock) -> None:
    making_groups.running_step(house, clock)
    lead = representative(house, ZWOLLE)
    house.perform(steps.end_step, lead, GROUP, 1, "Eerder klaar.")
    making_groups.evaluate(house, GROUP, ZWOLLE)
    assert house.ask(queries.judged_by, [ZWOLLE]) == Judged(0, 0)
    clock.advance(days=30)
    house.perform(steps.conclude_step, lead, GROUP, 1, conclusion=Conclusion.CONTINUE, outcome="Negentig meldingen")
    assert house.ask(queries.judged_by, [ZWOLLE]) == Judged(1, 1)
    assert house.ask(queries.judged_by, [KAMPEN]) == Judged(1, 0)
    assert house.ask(queries.judged_by, [HENGELO]) == Judged(0, 0)
    client.get(f"/gemeenten/{KAMPEN}")
    assert "kon 1 stap evalueren evalueerde er 0" in row(client, "Evalueren")


def test_votes_count_those_that_were_counted(house: House, client: StrictClient, clock: StoppedClock) -> None:
    for code in (ZWOLLE, KAMPEN):
        representative(house, code)
    voting.closed_vote(house, answers={ZWOLLE: "for"})
    assert house.ask(votes.turnout_of, [ZWOLLE]) == (1, 1)
    assert house.ask(votes.turnout_of, [KAMPEN]) == (1, 0)
    voting.open_vote(house)
    assert house.ask(votes.turnout_of, [KAMPEN]) == (1, 0)
    client.get(f"/gemeenten/{KAMPEN}")
    assert "kon in 1 stemming stemmen stemde in 0" in row(client, "Stemmen")


def test_a_successor_answers_for_its_predecessor(house: House, client: StrictClient, clock: StoppedClock) -> None:
    judged(house, clock, in_public=True)
    merged(house, clock, KAMPEN, member(house, "GM0150"))
    client.get("/gemeenten/GM0150")
    assert "zegde" in row(client, "Uren")


def test_who_said_and_did_nothing_reads_no_empty_figures(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    member(house, KAMPEN)
    client.get(f"/gemeenten/{KAMPEN}")
    assert "Gezegd en gedaan" not in client.page.main.text
    assert client.get("/gemeenten/GM9999/toezeggingen.csv").status_code == 404
