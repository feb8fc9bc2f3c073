"""Files and links of a group: who adds and sees them, how they come back, and what is left once they are gone."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from gemportal.files.models import Attachment, FileContent
from gemportal.files.rules import COUNT, MEGABYTE, SIZE, TOTAL
from gemportal.groups.attachments import acts, queries
from gemportal.groups.attachments.queries import Attachments
from gemportal.groups.models import PartnerPlace, Seat
from gemportal.groups.queries import page_of
from gemportal.groups.rules import SeatRole
from gemportal.initiatives import acts as initiatives
from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.people.privacy import acts as privacy
from gemportal.register.queries import entries_about
from gemportal.settings.acts import change_setting
from tests.factories import people
from tests.factories.files import PDF, PLACE, accepted, attach, exif, jpeg, pdf
from tests.factories.groups import running_step
from tests.factories.members import DEVENTER, KAMPEN, ZWOLLE, coordinator, email_of, representative
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import differences, rebuilt, verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

URL = "https://raad.zwolle.nl/voorstel"


def add(
    house: House, group: str, section: int = 1, *, public: bool = True, by: str = ZWOLLE, name: str = "plan.pdf"
) -> int:
    """Somebody attaches a PDF, by default for everybody."""
    return attach(house, group, by, section, public=public, name=name)


def seen(house: House, actor: Actor, group: str, section: int = 1) -> Attachments:
    return house.ask(lambda: queries.attached(actor, page_of(group), section))


def contents(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(FileContent))) or 0


def signed_in(house: House, code: str) -> StrictClient:
    representative(house, code)
    return people.signed_in(house.app, email_of(code))


def test_a_file_and_a_link_are_added_and_told_without_their_names(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    assert add(house, group) == 1
    lead = representative(house, ZWOLLE)
    assert house.perform(acts.add_link, lead, group, 0, "Het voorstel", URL, public=False) == 2
    file, link = [one for one in house.ask(entries_about, [group]) if one.act.startswith("groups:add-")]
    assert (file.data["kind"], file.data["size"], file.data["sha256"]) == ("pdf", len(PDF), accepted().sha256)
    assert link.data == {"attachment": 2, "step": None, "public": False}
    assert "plan" not in str(file.data)
    for actor, names in ((lead, ["plan.pdf"]), (representative(house, DEVENTER), ["plan.pdf"])):
        assert [one.line.name for one in seen(house, actor, group).shown] == names
    assert seen(house, representative(house, DEVENTER), group, 0).for_group_only == 1
    assert seen(house, lead, group, 0).shown[0].line.host == "raad.zwolle.nl"


def set_role(house: House, code: str, role: SeatRole) -> None:
    """Give a seat another role; how somebody becomes an observer is told elsewhere."""
    if role is SeatRole.PARTNER:
        behind_its_back(house, sa.update(PartnerPlace).values(organisation_code=code))
    behind_its_back(house, sa.update(Seat).where(Seat.organisation_code == code).values(role=role))


@pytest.mark.parametrize("role", [SeatRole.MEMBER, SeatRole.PARTNER, SeatRole.OBSERVER])
def test_every_seat_reads_and_who_works_along_adds(house: House, clock: StoppedClock, role: SeatRole) -> None:
    group = running_step(house, clock)
    add(house, group, public=False)
    set_role(house, KAMPEN, role)
    other = representative(house, KAMPEN)
    found = seen(house, other, group)
    assert len(found.shown) == 1
    assert found.may_add is (role is not SeatRole.OBSERVER)
    assert not found.shown[0].may_share
    assert not found.shown[0].may_remove, "it is not theirs"
    if role is SeatRole.OBSERVER:
        with pytest.raises(NotAllowed):
            add(house, group, by=KAMPEN)
    else:
        add(house, group, by=KAMPEN)


def test_others_may_not_and_another_groups_step_is_not_there(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    add(house, group)
    for actor in (representative(house, DEVENTER), coordinator(house)):
        with pytest.raises(NotAllowed):
            house.perform(acts.add_file, actor, group, 1, accepted(), public=True)
        with pytest.raises(NotAllowed):
            house.perform(acts.add_link, actor, group, 1, "x", URL, public=True)
    with pytest.raises(NotFound):
        add(house, group, 2)
    with pytest.raises(RuleBroken):
        house.perform(acts.add_link, representative(house, ZWOLLE), group, 1, "x", "http://x.nl", public=True)
    with pytest.raises(NotAllowed):
        house.perform(acts.remove_attachment, representative(house, DEVENTER), group, 1)
    with pytest.raises(NotAllowed):
        house.perform(acts.share_attachment, coordinator(house), group, 1)


def test_it_becomes_public_and_the_groups_own_again(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    lead, outsider = representative(house, KAMPEN), representative(house, DEVENTER)
    add(house, group, public=False, by=KAMPEN)
    with pytest.raises(NotAllowed):
        house.perform(acts.share_attachment, representative(house, ZWOLLE), group, 1)
    with pytest.raises(RuleBroken, match="al alleen voor de groep"):
        house.perform(acts.hide_attachment, lead, group, 1)
    house.perform(acts.share_attachment, lead, group, 1)
    assert len(seen(house, outsider, group).shown) == 1
    with pytest.raises(RuleBroken, match="al openbaar"):
        house.perform(acts.share_attachment, lead, group, 1)
    house.perform(acts.hide_attachment, representative(house, ZWOLLE), group, 1)
    assert seen(house, outsider, group).shown == ()


def test_what_is_removed_is_gone_and_said(house: House, clock: StoppedClock, client: StrictClient) -> None:
    """Equal bytes are kept once, and go with the last that needs them."""
    group = running_step(house, clock)
    for name in ("een.pdf", "twee.pdf"):
        add(house, group, name=name)
    assert contents(house) == 1
    lead = representative(house, ZWOLLE)
    house.perform(acts.remove_attachment, lead, group, 1)
    assert client.get(f"/groepen/{group}/bijlagen/1").status_code == 404
    assert client.get(f"/groepen/{group}/bijlagen/2").data == PDF
    client.get(f"/groepen/{group}/stappen/1")
    assert "Verwijderd op" in client.page.main.text
    assert "Verwijderde bijlage" in client.page.main.text
    assert "een.pdf" not in client.page.main.text
    with pytest.raises(RuleBroken, match="al verwijderd"):
        house.perform(acts.remove_attachment, lead, group, 1)
    house.perform(acts.remove_attachment, lead, group, 2)
    assert contents(house) == 0


def test_a_coordinator_can_remove_what_should_not_be_there_also_when_the_group_is_gone(
    house: House, clock: StoppedClock
) -> None:
    group = running_step(house, clock)
    add(house, group, by=KAMPEN)
    add(house, group, by=KAMPEN, public=False)
    number = house.ask(page_of, group).initiative_number
    house.perform(initiatives.stop, coordinator(house), number, "De wet is veranderd.", "Begin klein.")
    member = representative(house, KAMPEN)
    assert len(seen(house, member, group).shown) == 2, "who was in it to the end still reads"
    assert not seen(house, member, group).may_add
    for act, item in ((acts.hide_attachment, 1), (acts.remove_attachment, 2)):
        house.perform(act, coordinator(house), group, item)


def test_places_and_space_are_bounded_by_settings(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    for key, number in ((COUNT.key, 1), (SIZE.key, 1), (TOTAL.key, 10)):
        house.perform(change_setting, coordinator(house), key, number, "Zuinig.")
    lead = representative(house, ZWOLLE)
    with pytest.raises(RuleBroken, match="hoogstens 1 MB"):
        house.perform(acts.add_file, lead, group, 1, accepted("a.pdf", pdf(MEGABYTE + 1)), public=True)
    add(house, group)
    with pytest.raises(RuleBroken, match="al 1 bijlage,"):
        add(house, group)
    house.perform(change_setting, coordinator(house), COUNT.key, 100, "Ruim.")
    for number in range(10):
        content = pdf(MEGABYTE - 100 * number - 100)
        house.perform(acts.add_file, lead, group, 0, accepted("a.pdf", content), public=True)
    with pytest.raises(RuleBroken, match="samen hoogstens 10 MB"):
        house.perform(acts.add_file, lead, group, 0, accepted("a.pdf", pdf(MEGABYTE)), public=True)
    house.perform(acts.add_file, lead, group, 0, accepted("a.pdf", pdf(MEGABYTE - 100)), public=True)


def everything(house: House, group: str) -> None:
    """Attachments that were public, were not, became so, were no more, and went."""
    lead, member = representative(house, ZWOLLE), representative(house, KAMPEN)
    for public in (True, False, False, True, False):
        add(house, group, public=public, by=KAMPEN)
    house.perform(acts.add_link, member, group, 0, "Kanarie van een link", URL, public=False)
    house.perform(acts.add_link, member, group, 0, "Voor iedereen", URL, public=True)
    house.perform(acts.share_attachment, member, group, 3)
    house.perform(acts.hide_attachment, lead, group, 4)
    house.perform(acts.remove_attachment, lead, group, 5)


def test_the_register_tells_of_them_and_never_their_bytes(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    everything(house, group)
    assert differences(house) == []
    assert verified(house) == []
    with rebuilt(house) as other:
        there = House(other)
        assert contents(there) == 0
        lines = [one.line for one in seen(there, NOBODY, group).shown]
        assert [(line.number, line.name, line.held) for line in lines] == [
            (1, "plan.pdf", False),
            (3, "plan.pdf", False),
        ]
        with pytest.raises(NotFound):
            there.ask(queries.file_of, group, 1)
    for what, of in (({"public": True}, 2), ({"name": "anders.pdf"}, 1), ({"sha256": "0" * 64}, 2)):
        behind_its_back(house, sa.update(Attachment).where(Attachment.number == of).values(**what))
    assert len(verified(house)) == 3


def test_the_names_go_with_whoever_gave_them(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    everything(house, group)
    house.perform(privacy.erase, clock_for(privacy.ERASE), str(representative(house, KAMPEN).person_id))
    rows = house.ask(lambda: db.session().execute(sa.select(Attachment.name, Attachment.url)).all())
    assert {tuple(row) for row in rows} == {(ERASED_TEXT, None)}
    assert differences(house) == []
    assert verified(house) == []
    found = house.app.test_client().get(f"/groepen/{group}/bijlagen/1")
    assert (found.data, found.status_code) == (PDF, 200)


def test_a_page_asks_as_much_for_many_as_for_one(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = running_step(house, clock)
    add(house, group)
    client.get(f"/groepen/{group}/stappen/1")
    few = client.queries
    for _ in range(4):
        add(house, group)
    client.get(f"/groepen/{group}/stappen/1")
    assert client.queries == few
    assert not any("file_content.body" in statement for statement in client.statements)


def test_somebody_adds_a_photo_shares_it_and_removes_it(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    group = running_step(house, clock)
    browser = signed_in(house, ZWOLLE)
    browser.get(f"/groepen/{group}/stappen/1")
    browser.follow("Bestand toevoegen")
    browser.submit(values={"seen_by": "group"})
    assert "Kies een bestand." in browser.page.main.text
    assert browser.page.all("input[value=group][checked]"), "what was chosen stays"
    photo = (BytesIO(jpeg(exif(6))), "../Op het dak\u202e.exe", "application/x-msdownload")
    browser.submit(values={"upload": photo, "seen_by": "group"})
    assert "Het bestand staat erbij." in browser.page.text
    browser.follow("main a[href$=openbaar-maken]")
    browser.submit()
    found = client.get(f"/groepen/{group}/bijlagen/1")
    assert PLACE not in found.data
    assert found.headers["Content-Disposition"] == 'attachment; filename="Op het dak.jpg"'
    browser.get(f"/groepen/{group}/stappen/1")
    browser.follow("main a[href$=alleen-groep]")
    browser.submit()
    browser.follow("main a[href$=verwijderen]")
    browser.submit()
    assert "Verwijderd op" in browser.page.main.text
    browser.get(f"/groepen/{group}")
    browser.follow("Link toevoegen")
    browser.submit(values={"title": "Het voorstel", "url": "http://zwolle.nl", "seen_by": "everybody"})
    assert "begint met https://" in browser.page.main.text
    browser.submit(values={"url": URL})
    client.get(f"/groepen/{group}")
    (link,) = client.page.all(f"a[href='{URL}']")
    assert link["rel"] == "nofollow noopener noreferrer"
    assert "Link naar raad.zwolle.nl." in client.page.main.text
