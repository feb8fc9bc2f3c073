"""A receipt leaves the house: as a file it holds a signed checkpoint, and nothing of what was voted."""

from pathlib import Path

from gemportal.register import keys
from gemportal.register.keeping import notes_in_texts
from gemportal.register.notes import TreeHead
from gemportal.voting import queries
from tests.factories import voting
from tests.factories.members import KAMPEN, ZWOLLE, email_of, representatives
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House


def voter(house: House, code: str) -> StrictClient:
    representatives(house, code)
    return signed_in(house.app, email_of(code))


def test_a_receipt_is_saved_with_its_checkpoint_which_the_command_takes_as_it_is(house: House, tmp_path: Path) -> None:
    number = voting.open_vote(house)
    index = voting.cast(house, number, ZWOLLE, "against", "Te duur.")
    zwolle = voter(house, ZWOLLE)
    zwolle.get(f"/stemmingen/{number}/stem/{index}")
    response = zwolle.get(zwolle.page.one("main a[download]")["href"])
    assert response.headers["Content-Disposition"] == f"attachment; filename=ontvangstbewijs-{number}-{index}.txt"
    assert response.content_type == "text/plain; charset=utf-8"
    text = response.text
    found = house.ask(queries.receipt, number, index, ZWOLLE)
    for line in (
        "Namens: Zwolle",
        f"inschrijving {index}, http://localhost/register/{index}",
        f"Vingerafdruk van uw stem: {found.commitment}",
    ):
        assert line in text
    assert "Te duur." not in text

    (note,) = notes_in_texts.find(text, "gemportal.example/register")
    assert TreeHead.read(house.ask(lambda: keys.signer().verifier).open(note)).size == index + 1
    file = tmp_path / "ontvangstbewijs.txt"
    file.write_text(text)
    voting.cast(house, number, KAMPEN, "for")
    assert "everything agrees" in house.run("register", "verify", "--kept", str(file)).output


def test_in_english_it_reads_as_english(house: House) -> None:
    number = voting.open_vote(house)
    index = voting.cast(house, number, ZWOLLE, "for")
    text = voter(house, ZWOLLE).get(f"/en/stemmingen/{number}/stem/{index}/bewijs.txt").text
    assert text.startswith("Receipt\n")
    assert "How to check it" in text
    assert f"http://localhost/en/register/{index}" in text


def test_the_receipt_of_a_secret_ballot_says_that_one_voted_and_no_more(house: House) -> None:
    number = voting.open_vote(house, voting.PERSONS)
    zwolle = voter(house, ZWOLLE)
    zwolle.get(f"/stemmingen/{number}/stem")
    zwolle.submit("main form", {"answer": ["keuze-1"]})
    zwolle.submit("main form", button="Stem uitbrengen")
    tracker = zwolle.page.one("#volgcode").text
    zwolle.follow("Ontvangstbewijs: dat uw organisatie heeft gestemd")
    text = zwolle.get(zwolle.page.one("main a[download]")["href"]).text
    assert "daarvoor is uw volgcode" in text
    for secret in (tracker, "Vingerafdruk", "Ada Visser", "keuze-1"):
        assert secret not in text
    assert notes_in_texts.find(text, "gemportal.example/register") != [text]
