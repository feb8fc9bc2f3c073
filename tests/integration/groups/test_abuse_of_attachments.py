"""Abuse 36, 37 and 41: files that would be more than files, too many and too large, and files that are not theirs."""

import tracemalloc
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gemportal.files.models import Attachment, FileContent
from gemportal.files.rules import COUNT, MEGABYTE, MOST_MEGABYTES
from gemportal.groups.attachments import acts, queries
from gemportal.kernel import db
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal
from gemportal.settings.acts import change_setting
from tests.factories.files import DOCX, PDF, accepted, archive, attach
from tests.factories.groups import running_step
from tests.factories.members import DEVENTER, KAMPEN, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in as visitor
from tests.integration.groups.test_races import race
from tests.support import backup
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import StoppedClock


def signed_in(house: House, code: str) -> StrictClient:
    representative(house, code)
    return visitor(house.app, email_of(code))


def send(browser: StrictClient, group: str, content: bytes, name: str = "verslag.pdf") -> int:
    """Send a file by the form; gives the status of the answer."""
    browser.get(f"/groepen/{group}/bijlagen/bestand?stap=1")
    values = {"upload": (BytesIO(content), name), "seen_by": "everybody"}
    browser.submit(values=values, follow=False)
    return browser.response.status_code


def test_36_a_file_is_saved_and_never_shown(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = running_step(house, clock)
    attach(house, group, public=True, name='a"\r\nX-Evil: 1\r\n\u202efdp.html')
    for browser in (client, signed_in(house, ZWOLLE)):
        found = browser.get(f"/groepen/{group}/bijlagen/1")
        headers = found.headers
        assert found.data == PDF
        assert headers["Content-Disposition"].startswith("attachment; filename=")
        assert headers["Content-Disposition"].endswith('.pdf"')
        assert headers["Content-Type"] == "application/pdf"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "X-Evil" not in headers
        assert "Set-Cookie" not in headers
        assert "Accept-Ranges" not in headers


def test_36_a_name_in_any_script_comes_whole(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = running_step(house, clock)
    attach(house, group, public=True, name="Begroting – één jaar ✓.pdf")
    said = client.get(f"/groepen/{group}/bijlagen/1").headers["Content-Disposition"]
    assert "filename*=UTF-8''Begroting%20%E2%80%93%20%C3%A9%C3%A9n%20jaar%20%E2%9C%93.pdf" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("verslag.pdf", b"MZ\x90\0\x03"),
        ("verslag.docx", archive({**DOCX, "word/vbaProject.bin": b"x"})),
        ("verslag.docx", PDF[1:] + archive(DOCX)),
        ("leeg.pdf", b""),
    ],
)
def test_36_what_is_no_document_is_refused_in_words(
    house: House, clock: StoppedClock, name: str, content: bytes
) -> None:
    group = running_step(house, clock)
    browser = signed_in(house, ZWOLLE)
    assert send(browser, group, content, name) == 422
    assert browser.page.one("#upload-fout").text
    assert browser.page.one("input[value=everybody][checked]")
    assert house.ask(lambda: db.session().scalar(sa.select(Attachment.number))) is None


def test_37_too_large_is_said_and_what_else_was_filled_in_stays(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    browser = signed_in(house, ZWOLLE)
    assert send_large(browser, group, 9) == 303
    assert send_large(browser, group, 11) == 422
    assert "hoogstens 10 MB" in browser.page.one("#upload-fout").text
    assert browser.page.one("input[value=everybody][checked]")
    # By this the browser says it before it sends anything.
    upload = browser.page.one("input[type=file]")
    assert (upload["data-most"], "hoogstens 10 MB" in upload["data-too-large"]) == (str(10 * MEGABYTE), True)
    assert send_large(browser, group, 26) == 413
    assert browser.page.heading == "Dit is te groot"
    assert "Ga terug met de knop Terug van uw browser" in browser.page.main.text


def test_37_only_whoever_may_send_a_file_may_send_much(house: House, clock: StoppedClock, client: StrictClient) -> None:
    """Of everybody else nothing is read; and at no other address is there room for it."""
    group = running_step(house, clock)

    class Unread(BytesIO):
        def read(self, *args: object) -> bytes:
            raise AssertionError("nothing is read")

        readline = readinto = read  # type: ignore[assignment]

    address = f"/groepen/{group}/bijlagen/bestand"
    sent = body(Unread(), 20 * MEGABYTE)
    found = client.post(address, **sent)
    assert (found.status_code, found.location.partition("?")[0]) == (303, "/aanmelden")
    assert visitor(house.app, officer(house)).post(address, **sent).status_code == 403
    for path in (f"/groepen/{group}/bijlagen/link", "/aanmelden"):
        assert signed_in(house, ZWOLLE).post(path, **sent).status_code == 413


def officer(house: House) -> str:
    """The address of a coordinator."""
    coordinator(house)
    return "coordinator@gemportal.example"


def test_37_a_large_file_waits_on_the_disk_and_not_in_memory(house: House, clock: StoppedClock) -> None:
    """What is refused for its size costs at most what the largest file may be."""
    group = running_step(house, clock)
    browser = signed_in(house, ZWOLLE)
    tracemalloc.start()
    status = send_large(browser, group, MOST_MEGABYTES)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert status == 422
    assert peak < 15 * MEGABYTE


def send_large(browser: StrictClient, group: str, megabytes: int) -> int:
    """Send a PDF of so many megabytes, as it is made; gives the status of the answer."""
    address = f"/groepen/{group}/bijlagen/bestand?stap=1"
    browser.get(address)
    fields = {"csrf_token": browser.page.one("main input[name=csrf_token]")["value"], "seen_by": "everybody"}
    parts = [f'--grens\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields]
    head = "".join(parts) + '--grens\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n'
    pieces = megabytes * MEGABYTE // 4096
    stream = Large(head.encode() + PDF[:9], pieces, b"\n%%EOF\r\n--grens--\r\n")
    return browser.post(address, **body(stream, stream.length)).status_code


def body(stream: object, length: int) -> dict[str, Any]:
    """What a request sends, from a stream of its own."""
    kind = "multipart/form-data; boundary=grens"
    return {"environ_overrides": {"wsgi.input": stream, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind}}


class Large:
    """A body that is made while it is read, in pieces of 4 kB."""

    def __init__(self, head: bytes, pieces: int, tail: bytes) -> None:
        self.length = len(head) + pieces * 4096 + len(tail)
        self._pieces = chain([head], repeat(b"%" * 4096, pieces), [tail])
        self._rest = b""

    def read(self, most: int) -> bytes:
        self._rest = self._rest or next(self._pieces, b"")
        piece, self._rest = self._rest[:most], self._rest[most:]
        return piece


def test_18_what_is_for_the_group_is_for_nobody_else(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group, other = running_step(house, clock), running_step(house, clock)
    attach(house, group, public=False)
    address = f"/groepen/{group}/bijlagen/1"
    assert client.get(address).location == f"{address}/groep"
    assert client.get(f"{address}/groep").location.startswith("/aanmelden")
    stranger = signed_in(house, DEVENTER)
    assert stranger.get(f"{address}/groep").status_code == 403
    assert visitor(house.app, officer(house)).get(f"{address}/groep").status_code == 403
    for browser in (client, stranger):
        page = browser.get(f"/groepen/{group}/stappen/1").text
        assert "plan.pdf" not in page
        assert "Er is ook 1 bijlage die alleen de groep kan zien." in browser.page.main.text
    member = signed_in(house, KAMPEN)
    assert member.get(f"{address}/groep").data == PDF
    assert member.get(f"/groepen/{other}/bijlagen/1").status_code == 404
    assert member.get(f"/groepen/{other}/bijlagen/1/groep").status_code == 404
    entry = client.get("/register").text
    assert accepted().sha256 not in entry


def test_41_what_is_for_the_group_is_kept_by_no_cache(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = running_step(house, clock)
    attach(house, group, public=True)
    address = f"/groepen/{group}/bijlagen/1"
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Vary" not in first.headers or "Cookie" not in first.headers["Vary"]
    etag = first.headers["ETag"]
    assert etag == f'"{accepted().sha256}"'
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    member = signed_in(house, ZWOLLE)
    assert member.get(address).headers["Cache-Control"] == "private, no-store"
    house.perform(acts.hide_attachment, representative(house, ZWOLLE), group, 1)
    assert member.get(f"{address}/groep").headers["Cache-Control"] == "private, no-store"
    for headers in ({}, {"If-None-Match": etag}):
        now = client.get(address, headers=headers)
        assert (now.status_code, now.headers["Cache-Control"]) == (303, "no-cache")
        assert PDF not in now.data
    assert not client.application.extensions["shelf"].get(shelf_version(house), f"{address}?")


def shelf_version(house: House) -> str:
    """The version under which pages are kept now."""
    version: str = house.app.extensions["shelf"]._version
    return version


def test_a_file_is_not_among_the_pages_in_memory(house: House, clock: StoppedClock, client: StrictClient) -> None:
    group = running_step(house, clock)
    attach(house, group, public=True)
    client.get("/privacy")
    before = house.app.extensions["shelf"]._size
    client.get(f"/groepen/{group}/bijlagen/1")
    assert house.app.extensions["shelf"]._size == before


def test_36_many_at_once_find_no_more_places_than_there_are(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    house.perform(change_setting, coordinator(house), COUNT.key, 5, "Zuinig.")
    actors = [representative(house, code) for code in (ZWOLLE, KAMPEN)]
    file = accepted()
    attempts = [
        lambda actor=actors[number % 2]: perform(acts.add_file, actor, group, 1, file, public=True)
        for number in range(12)
    ]
    results = race(house, clock, attempts)
    numbers = [result for result in results if not isinstance(result, Refusal)]
    assert sorted(map(str, numbers)) == ["1", "2", "3", "4", "5"]
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(FileContent))) == 1


def test_36_the_database_itself_refuses_a_place_too_many(house: House, clock: StoppedClock) -> None:
    """Were two to find the same place free, or none to look, one of them comes to nothing."""
    group = running_step(house, clock)
    attach(house, group, public=True)
    table = Attachment.__table__
    for slot in (1, 0, 101):
        with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
            row = connection.execute(sa.select(table)).mappings().one()
            with pytest.raises(IntegrityError):
                connection.execute(sa.insert(table).values({**row, "number": 2, "slot": slot}))
            connection.rollback()
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        large = {"collection_id": 1, "sha256": "x", "body": bytes(MOST_MEGABYTES * MEGABYTE + 1)}
        with pytest.raises(IntegrityError):
            connection.execute(sa.insert(FileContent).values(large))
        connection.rollback()


def test_a_backup_holds_the_files(house: House, clock: StoppedClock, store: Store, tmp_path: Path) -> None:
    group = running_step(house, clock)
    attach(house, group, public=True)
    attach(house, group, public=False, name="Van de groep.pdf")
    file = backup.backup(house, tmp_path / "gemportal.backup")
    store.empty()
    assert backup.restored(house, file).exit_code == 0
    assert house.app.test_client().get(f"/groepen/{group}/bijlagen/1").data == PDF
    assert house.ask(queries.file_of, group, 2).name == "Van de groep.pdf"
