"""The guides and the README keep up with the portal: pictures, links and addresses."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from werkzeug.routing import MapAdapter

from gemportal.app import create_app
from tests.support import stores

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), ROOT / "docs" / "operations.md", *GUIDES]
ILLUSTRATED = [README, *GUIDES]

PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
ADDRESS = re.compile(r"`(/[a-z.][^`\s…<]*)`")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
# Words in bold with which a paragraph or a point begins are the guide's own.
LEAD = re.compile(r"^(?:- )?\*\*[^*]+[.]\*\*", re.MULTILINE)
MADE = re.compile(r'(?:Picture\(|take\(\w+, )"([\w-]+)"')


def pictures(document: Path) -> Iterator[tuple[str, Path]]:
    """Each picture with what is said of it and the file it names."""
    return ((said, (document.parent / name).resolve()) for said, name in PICTURE.findall(document.read_text()))


def made_by_the_script() -> set[str]:
    scripts = (path.read_text() for path in (ROOT / "tools").glob("screenshots*.py"))
    return set(chain.from_iterable(map(MADE.findall, scripts)))


def anchors(document: Path) -> set[str]:
    """Where a link may point within a document, as the forges name headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> MapAdapter:
    """The addresses of the application; no database is needed for that."""
    app = create_app(stores.configuration_for_tests("sqlite://", tmp_path_factory.mktemp("routes")))
    return app.url_map.bind("localhost")


@pytest.mark.parametrize("document", ILLUSTRATED, ids=lambda path: path.stem)
def test_every_picture_is_there_made_by_the_script_and_told_in_words(document: Path) -> None:
    for said, file in pictures(document):
        assert file.is_file(), f"{document.name} names {file.name}, which is not there"
        assert file.stem in made_by_the_script(), f"no script makes {file.name}"
        assert len(said.split()) > 5, f"{document.name} does not say what one sees on {file.name}"


def test_every_picture_is_used_and_all_are_small() -> None:
    used = {file for document in ILLUSTRATED for _, file in pictures(document)}
    there = set((ROOT / "docs" / "images").iterdir())
    assert there == used
    assert {file.stem for file in there} == made_by_the_script()
    assert sum(file.stat().st_size for file in there) < 2_500_000


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_internal_link_resolves(document: Path) -> None:
    for link in LINK.findall(document.read_text()):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), f"{document.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{document.name} links to {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_address_is_a_page(document: Path, routes: MapAdapter) -> None:
    for address in ADDRESS.findall(document.read_text()):
        # Pages in English stand under a prefix that is taken off before an address is looked up.
        assert routes.test(address.removeprefix("/en") or "/", method="GET"), f"{document.name} mentions {address}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_the_words_of_buttons_and_pages_are_those_of_the_portal(guide: Path) -> None:
    """What stands in bold is said by the portal: a button that gets another name takes its guide along."""
    portal = said_by_the_portal()
    for words in BOLD.findall(" ".join(LEAD.sub("", guide.read_text()).split())):
        assert any(words.partition(" …")[0].lower() in said for said in portal), f"{guide.name} says “{words}”"


def said_by_the_portal() -> set[str]:
    folders = ((ROOT / "templates").rglob("*.html"), (ROOT / "gemportal").rglob("*.py"))
    return {" ".join(path.read_text().lower().split()) for path in chain.from_iterable(folders)}
