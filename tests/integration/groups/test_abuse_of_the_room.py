"""Abuse of what a group decides, keeps and spends by itself: by whoever is left alone, reads along, or spends behind its back."""

import pytest
from flask import Flask

from gemportal.groups import acts, queries
from gemportal.groups.attachments import acts as attachments
from gemportal.groups.charter.queries import bounds
from gemportal.groups.leading import acts as leading
from gemportal.groups.observing import acts as observing
from gemportal.groups.room import acts as room
from gemportal.groups.room.queries import asked_of
from gemportal.groups.room.rules import Proposal
from gemportal.groups.rules import GroupStatus
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.groups.tasks import acts as tasks
from gemportal.groups.tasks.rules import Wanted
from gemportal.kernel.errors import NotAllowed, RuleBroken
from tests.factories.files import attach
from tests.factories.groups import charter, plan, running_step, standing, working
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.integration.groups.test_abuse_of_evaluations import SECRET
from tests.integration.groups.test_ending_seats import three
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock

BUILD = Proposal("Bouwen in de broncode", "Wij bouwen in de bestaande code.", "Een eigen versie kost te veel.")


def test_who_proposed_with_another_puts_nobody_out_once_the_other_left(house: House, clock: StoppedClock) -> None:
    group, lead = three(house, clock), representative(house, ZWOLLE)
    ordinal = house.perform(room.propose_ending_seat, lead, group, KAMPEN, "Lastig.")
    house.perform(acts.leave_seat, representative(house, DEVENTER), group, "Andere keuzes.")
    with pytest.raises(RuleBroken, match="kan een andere niet uit de groep zetten"):
        house.perform(room.consent_to_motion, lead, group, ordinal)
    assert KAMPEN in standing(house, group)[0]
    assert differences(house) == []


def test_who_is_left_alone_in_a_group_decides_nothing_for_it(house: House, clock: StoppedClock) -> None:
    group, lead = working(house, clock), representative(house, ZWOLLE)
    ordinal = house.perform(room.propose_decision, lead, group, BUILD)
    house.perform(acts.leave_seat, representative(house, KAMPEN), group, "Andere keuzes.")
    assert house.ask(queries.page_of, group).status is GroupStatus.PAUSED
    with pytest.raises(RuleBroken, match="niet aan het werk"):
        house.perform(room.consent_to_motion, lead, group, ordinal)
    assert differences(house) == []


def test_who_is_left_alone_gives_itself_no_charter(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(acts.leave_seat, representative(house, KAMPEN), group, "Andere keuzes.")
    assert charter(house, group, budget=4000) == 2
    assert house.ask(queries.charter_in_force, house.ask(queries.group, group).id) == 1
    assert differences(house) == []


def test_who_reads_along_keeps_no_tasks_and_is_given_none(app: Flask, house: House, clock: StoppedClock) -> None:
    group, lead, reader = running_step(house, clock), representative(house, ZWOLLE), representative(house, URK)
    house.perform(observing.observe, reader, group)
    house.perform(observing.invite_observer, lead, group, URK)
    task = house.perform(tasks.add_task, lead, group, 1, Wanted("Bellen", KAMPEN))
    for act, values in (
        (tasks.add_task, (Wanted("Bellen", KAMPEN),)),
        (tasks.change_task, (task, Wanted("Niets", KAMPEN))),
        (tasks.remove_task, (task,)),
    ):
        with pytest.raises(NotAllowed):
            house.perform(act, reader, group, 1, *values)
    with pytest.raises(NotAllowed):
        house.perform(tasks.tick_task, reader, group, 1, task, done=True)
    with pytest.raises(RuleBroken, match="werkt niet in de groep"):
        house.perform(tasks.add_task, lead, group, 1, Wanted("Meelezen", URK))
    browser = signed_in(app, email_of(URK))
    browser.get(f"/groepen/{group}/stappen/1")
    assert "Bellen" in browser.page.main.text
    assert "Taak toevoegen" not in browser.page.main.text


def test_a_number_that_is_none_is_refused_and_breaks_nothing(app: Flask, house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    browser = signed_in(app, email_of(ZWOLLE))
    address = f"/groepen/{group}/stappen/1/taken/nieuw"
    browser.get(address)
    token = browser.page.one('main input[name="csrf_token"]')["value"]
    values = {"what": "Bellen", "who": f"{KAMPEN}:{'9' * 5000}", "csrf_token": token}
    assert browser.post(address, data=values).status_code == 422


def test_a_step_that_nobody_evaluates_is_not_free_of_charge(house: House, clock: StoppedClock) -> None:
    group, lead = working(house, clock), representative(house, ZWOLLE)
    house.perform(steps.plan_step, lead, group, plan(euros=8000))
    house.perform(steps.start_step, lead, group, 1)
    house.perform(steps.end_step, lead, group, 1, "Klaar.")
    clock.advance(days=15)
    house.perform(steps.conclude_step, lead, group, 1, conclusion=Conclusion.CONTINUE, outcome="Op.")
    assert house.ask(bounds, house.ask(queries.group, group).id).left == 0
    with pytest.raises(RuleBroken, match="boven de groepsopdracht"):
        house.perform(steps.plan_step, lead, group, plan(euros=1))
    assert differences(house) == []


def test_what_was_removed_keeps_no_name_in_public(house: House, client: StrictClient, clock: StoppedClock) -> None:
    """A name can be a slander too: whoever takes it away takes it off the page of everybody."""
    group = running_step(house, clock)
    attach(house, group, public=True, name="Jan Kanarie is een dief.pdf")
    client.get(f"/groepen/{group}/stappen/1")
    assert "Kanarie" in client.page.main.text
    house.perform(attachments.remove_attachment, coordinator(house), group, 1)
    client.get(f"/groepen/{group}/stappen/1")
    assert "Kanarie" not in client.page.main.text
    assert "verwijderd" in client.page.main.text
    assert client.get(f"/groepen/{group}/bijlagen/1").status_code == 404


def test_a_proposal_over_a_seat_that_is_gone_asks_nobody_any_more(house: House, clock: StoppedClock) -> None:
    group = three(house, clock)
    house.perform(room.propose_ending_seat, representative(house, ZWOLLE), group, KAMPEN, "Lastig.")
    assert len(house.ask(asked_of, representative(house, DEVENTER))) == 1
    house.perform(acts.leave_seat, representative(house, KAMPEN), group, "Dan gaan wij zelf.")
    assert house.ask(asked_of, representative(house, DEVENTER)) == []


def test_who_took_the_lead_over_evaluates_before_it_reads(app: Flask, house: House, clock: StoppedClock) -> None:
    """Handing the lead over in the middle of an evaluation opens no door: neither to what is written, nor to what is advised."""
    group = running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "Klaar.")
    house.perform(steps.evaluate_step, representative(house, ZWOLLE), group, 1, SECRET)
    house.perform(leading.offer_lead, representative(house, ZWOLLE), group, KAMPEN)
    house.perform(leading.accept_lead, representative(house, KAMPEN), group)
    browser = signed_in(app, email_of(KAMPEN))
    doors = (f"/groepen/{group}/stappen/1", f"/groepen/{group}/stappen/1/afronden", f"/groepen/{group}/stappen/1/memo")
    doors += (f"/groepen/{group}/stappen/1/les/{ZWOLLE}", f"/gemeenten/{ZWOLLE}/toezeggingen.csv")
    for door in doors:
        answer = browser.get(door, follow_redirects=True).data.decode(errors="replace")
        assert "kanariepiet" not in answer, door
        assert "7777" not in answer.replace(".", ""), door
    clock.advance(days=15)
    house.perform(
        steps.conclude_step,
        representative(house, KAMPEN),
        group,
        1,
        conclusion=Conclusion.STOP,
        outcome="Klaar.",
        lesson="Les.",
    )
    assert browser.get(f"/groepen/{group}/stappen/1/les/{ZWOLLE}").status_code in {303, 403, 404}
    browser.get(f"/groepen/{group}/stappen/1")
    assert "kanariepiet" not in browser.page.main.text
