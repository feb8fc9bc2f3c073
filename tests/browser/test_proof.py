"""The page of an entry recomputes its own proof: yes to what holds, no to what was forged, and a word for what it could not see."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Live
from tests.factories import register_forged_votes as register_forged_votes
from tests.factories.register import CLOCK, write
from tests.factories.register_book import Book, key, spelled
from tests.factories.register_forgeries import BROWSER, FORGERIES
from tests.factories.register_votes import KEPT, honest
from tests.support import browser_verifier
from tests.support.browser import Complaints, accessible
from tests.support.journeys import button, link
from tests.support.stores import quick_folder

BUTTON = "Reken het na in mijn browser"
# An entry of the demo with a part that is public; and of the attack pack the first, the last, and those that are attacked.
ENTRY = 42
LOOKED_AT = (0, 4, 5, 8, 50, 255, 299)
ROTATIONS = (5,)


@pytest.fixture(scope="module")
def program(chromium: Browser) -> Page:
    return browser_verifier.page_for(chromium)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 70_000])
def test_the_browser_accepts_a_register_of_any_size(program: Page, size: int) -> None:
    book = Book().fill(size)
    folder = book.write(quick_folder() / "log")
    for older in {1, size // 2 or 1, size}:
        kept = (book.verifier, book.checkpoint(older))
        indexes = {0, size // 2, size - 1}
        assert browser_verifier.verdict(program, folder, book.verifier, kept, indexes=indexes) is None


@pytest.mark.parametrize("name", FORGERIES)
def test_the_browser_rejects_what_it_can_see(program: Page, name: str, tmp_path: Path) -> None:
    forgery, book = FORGERIES[name], honest()
    folder = book.write(tmp_path / "log")
    forgery.forge(book.copy(), folder)

    def ask(kept: tuple[str, str] | None) -> str | None:
        return browser_verifier.verdict(program, folder, book.verifier, kept, indexes=LOOKED_AT, rotations=ROTATIONS)

    kept = None
    if forgery.needs_kept:
        assert ask(None) is None
        kept = (book.verifier, book.checkpoint(KEPT))
    verdict = ask(kept)
    assert (verdict is not None) == (BROWSER in forgery.seen_by), verdict


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (None, None),
        ("flipped_upper_tile", "entry 0: wrong at kept, tile"),
        ("forged_rotation", "entry 0: wrong at kept, key"),
        ("rewritten_and_gone_on", None),
    ],
)
def test_the_browser_holds_the_register_against_its_last_visit(
    program: Page, name: str | None, says: str | None, tmp_path: Path
) -> None:
    """Of three entries, signed by the key before the one of today: what was forged later is no matter, unless the hand-over was."""
    book = honest()
    folder = book.write(tmp_path / "log")
    if name:
        FORGERIES[name].forge(book.copy(), folder)
    first = key(1)
    before = Book(signer=first, entries=book.entries[:3])
    size = KEPT if name == "flipped_upper_tile" else 3
    kept = (book.verifier, book.checkpoint(KEPT)) if size == KEPT else (spelled(first), before.checkpoint())
    verdict = browser_verifier.verdict(program, folder, book.verifier, kept, indexes=[0], rotations=ROTATIONS)
    assert verdict == says


@pytest.fixture
def reader(page: Page) -> Page:
    """At the entry, and so still that a colour is what it will be."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/register/{ENTRY}")
    return page


def concluded(page: Page, says: str) -> None:
    """Wait for this conclusion."""
    expect(page.get_by_role("status").get_by_text(says)).to_be_visible()


def check(page: Page, says: str) -> None:
    """Press the button, and wait for this conclusion."""
    button(page, BUTTON).click()
    concluded(page, says)


def state_of(page: Page, step: str) -> str:
    return page.locator(".check", has=page.get_by_text(step, exact=True)).inner_text()


def test_a_reader_checks_an_entry_by_keyboard_and_comes_back(reader: Page, live: Live) -> None:
    accessible(reader)
    button(reader, BUTTON).focus()
    reader.keyboard.press("Enter")
    concluded(reader, "Alles klopt")
    expect(button(reader, BUTTON)).to_be_focused()
    expect(reader.locator('.check[data-state="right"]')).to_have_count(8)
    assert "uw eerste controle" in state_of(reader, "Uw vorige controle")
    reader.get_by_text("Toon elke samenvoeging").click()
    shown = reader.locator("[data-walk] li").first.inner_text()
    assert re.fullmatch(r"Buur (links|rechts): [0-9a-f]{64}\. Samen: [0-9a-f]{64}", shown)
    accessible(reader)

    live.house.perform(write, CLOCK)
    reader.goto(f"/en/register/{ENTRY}")
    reader.get_by_role("button", name="Recompute it in my browser").click()
    concluded(reader, "Everything is right")
    assert "only grew longer" in state_of(reader, "Your previous check")
    assert reader.context.cookies() == []


def answer(body: Callable[[str], str]) -> Callable[[Route], None]:
    """Let what the portal answers be changed on its way."""
    return lambda route: route.fulfill(body=body(route.fetch().text()), content_type="text/plain")


def cut(text: str) -> str:
    return text[: len(text) // 2]


def put(pattern: str, instead: str) -> Callable[[str], str]:
    """Change the first place where that stands."""
    return lambda text: re.sub(pattern, instead, text, count=1)


def signed_otherwise(text: str) -> str:
    """Change one character of every signature, whichever it was: keys are made anew for each house."""
    return re.sub("(— .*)(.)(?=.{9}\n)", lambda line: line[1] + ("B" if line[2] == "A" else "A"), text)


ALTERED = {
    "another entry on its way": (
        ".json",
        put('"v":1', '"v":2'),
        "De inschrijving",
        "anders dan wat op deze pagina staat",
    ),
    "the entry of another index": (
        ".json",
        put(f'"i":{ENTRY}', '"i":41'),
        "De inschrijving",
        "noemt zichzelf nummer 41",
    ),
    "half an entry": (".json", cut, "De inschrijving", "geen inschrijving"),
    "the proof of another index": (".tlog-proof", put(f"index {ENTRY}", "index 41"), "Het bewijs", "nummer 41"),
    "half a proof": (".tlog-proof", cut, "Het bewijs", "geen bewijs"),
    "another hash": (".tlog-proof", put(r"(index \d+\n).{43}", rf"\1{'A' * 43}"), "De wortel", "een andere wortel"),
    "a hash too few": (".tlog-proof", put(r"(index \d+\n).*\n", r"\1"), "De weg naar de wortel", "past niet"),
    "another size": (".tlog-proof", put(r"(\n\n.*\n)\d+", r"\g<1>3"), "Het bewijs", "het telt er 3"),
    "another origin": (
        ".tlog-proof",
        put(r"\n\n[^\n]*", "\n\nelders/register"),
        "De wortel",
        "ander register: elders/register",
    ),
    "another signature": (
        ".tlog-proof",
        signed_otherwise,
        "De handtekening",
        "niet ondertekend",
    ),
    "another part": ("/part", put('"part":"{', '"part":"{ '), "Het deel dat apart staat", "Het deel is veranderd"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_the_page_says_at_which_step_an_altered_answer_fails(reader: Page, name: str) -> None:
    path, body, step, says = ALTERED[name]
    reader.route(f"**/register/{ENTRY}{path}", answer(body))
    check(reader, f"Het klopt niet, bij “{step}”")
    assert "klopt niet" in state_of(reader, step)
    assert says in state_of(reader, step)
    assert reader.evaluate("localStorage.length") == 0


def test_the_page_says_that_it_is_busy(reader: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    reader.route("**/*.tlog-proof", hold)
    check(reader, "Uw browser is bezig")
    button(reader, BUTTON).press("Enter")
    accessible(reader)
    (only,) = waiting
    only.continue_()
    concluded(reader, "Alles klopt")


def test_a_failed_check_is_as_accessible(reader: Page) -> None:
    reader.route(f"**/register/{ENTRY}.tlog-proof", answer(cut))
    check(reader, "Het klopt niet")
    accessible(reader)


def test_a_network_that_fails_is_no_forgery(reader: Page, complaints: Complaints) -> None:
    reader.route("**/*.tlog-proof", lambda route: route.abort())
    check(reader, "geen verbinding met het portaal")
    assert "niet opgehaald" in state_of(reader, "Het bewijs")
    reader.unroute_all()
    reader.route("**/*.tlog-proof", lambda route: route.fulfill(status=503))
    check(reader, "fout 503")
    reader.unroute_all()
    check(reader, "Alles klopt")
    reader.reload()
    reader.route("**/js/entry.js*", lambda route: route.abort())
    button(reader, BUTTON).click()
    concluded(reader, "geen verbinding met het portaal")
    accessible(reader)
    # Chromium complains of the answers that did not come, as it should.
    complaints.lines.clear()


def test_a_browser_that_cannot_check_everything_says_so(reader: Page) -> None:
    reader.add_init_script(
        "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'));"
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
    )
    reader.reload()
    check(reader, "Niet alles kon worden gecontroleerd")
    assert "Ed25519" in state_of(reader, "De handtekening")
    assert "verify.py" in state_of(reader, "De handtekening")
    assert "bewaart niets" in state_of(reader, "Uw vorige controle")
    accessible(reader)


def test_a_part_that_was_erased_meanwhile_proves_nothing_against_its_entry(
    reader: Page, complaints: Complaints
) -> None:
    reader.route("**/part", lambda route: route.fulfill(status=404))
    check(reader, "Niet alles kon worden gecontroleerd")
    assert "intussen gewist" in state_of(reader, "Het deel dat apart staat")
    complaints.lines.clear()


def test_without_a_script_there_are_the_codes_and_a_command(chromium: Browser, live: Live) -> None:
    context = chromium.new_context(base_url=live.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/register/{ENTRY}")
    expect(page.get_by_text(BUTTON)).to_be_hidden()
    expect(page.locator(".command")).to_contain_text(f"verify.py {live.address} --entry {ENTRY} --taal nl")
    page.get_by_text("De codes, om zelf mee te rekenen").click()
    expect(link(page, "Open het bewijs als tekst (tlog-proof)")).to_be_visible()
    context.close()
