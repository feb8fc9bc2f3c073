"""A decision as PDF: whole, the same every time, and with the place of its proof."""

from flask import Flask

from gemportal.decisions import queries
from gemportal.decisions.printed.writing import paper
from gemportal.kernel.paper import Paper
from gemportal.kernel.prose import blocks
from gemportal.register.queries import first_checkpoint_over, latest_checkpoint
from gemportal.voting import queries as votes
from tests.factories.decisions import recorded, superseded, voted
from tests.factories.members import ZWOLLE, representative
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

FIRST = "B-2026-001"


def paper_of(house: House, number: str) -> Paper:
    """The paper as the address shows it."""

    def read() -> Paper:
        decision = queries.by_number(number)
        vote = votes.page_of(decision.vote_number) if decision.vote_number else None
        checkpoint = first_checkpoint_over(decision.entry)
        return paper(decision, queries.ended_by(number), vote, checkpoint, "https://x.example", "nl")

    return house.ask(read)


def told(made: Paper) -> dict[str, str]:
    """Every fact of the paper."""
    return dict(made.facts) | {label: value for section in made.sections for label, value in section.facts}


def test_a_decision_says_all_on_paper(house: House, clock: StoppedClock) -> None:
    number = recorded(
        house, text="Er komt één lijst.\nZwolle houdt die bij.", alternatives="Twee lijsten.", dissent="Urk."
    )
    made = paper_of(house, number)
    said = {section.heading: section.blocks for section in made.sections}
    assert said["Wat is besloten"] == blocks("Er komt één lijst.\nZwolle houdt die bij.")
    assert said["Wat er nog meer is overwogen"] == blocks("Twee lijsten.")
    assert said["Wie er anders over dacht"] == blocks("Urk.")
    assert told(made)["Stand"] == "van kracht"
    assert "De stemming" not in said


def test_a_voted_decision_has_its_figures(house: House, clock: StoppedClock) -> None:
    representative(house, ZWOLLE)
    number = voted(house)
    made = paper_of(house, number)
    assert "van de" in told(made)["Opkomst"]
    (vote,) = [section for section in made.sections if section.heading == "De stemming"]
    assert str(vote.blocks[0])


def test_the_proof_is_the_first_checkpoint_over_it(house: House, clock: StoppedClock) -> None:
    number = recorded(house)
    first = told(paper_of(house, number))
    checkpoint = house.ask(latest_checkpoint)
    assert checkpoint is not None
    origin, size, root = checkpoint.note.split("\n")[:3]
    assert (first["Controlepunt"], first["Vingerafdruk van het register"]) == (f"{origin} {size}", root)
    assert first["Inschrijving"] == str(int(size) - 1)
    recorded(house, title="Nog een besluit")
    assert told(paper_of(house, number)) == first


def test_a_decision_that_ended_says_by_which(house: House, clock: StoppedClock) -> None:
    number = recorded(house)
    later = superseded(house, number)
    assert later in told(paper_of(house, number))["Stand"]


def test_the_pdf_is_accessible_and_kept(app: Flask, house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = recorded(house)
    client.get(f"/besluiten/{number}")
    answer = client.follow("Download dit besluit als PDF")
    assert answer.request.path == f"/besluiten/{number}.pdf"
    assert (answer.content_type, answer.headers["Content-Disposition"]) == (
        "application/pdf",
        f'inline; filename="{number}.pdf"',
    )
    assert b"pdfuaid:part>1<" in answer.data
    recorded(house, title="Nog een besluit")
    assert client.get(f"/besluiten/{number}.pdf").data == answer.data
    assert client.get("/besluiten/B-2026-999.pdf").status_code == 404
