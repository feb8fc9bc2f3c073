"""A real Chromium before a real server. Whatever the page complains of, or asks of a stranger, fails the test."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Response, ViewportSize
from werkzeug.serving import make_server

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}

# Chromium stays at home: nothing is looked up, updated or reported, and no name leads to another machine.
SWITCHES = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]

_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find_chromium() -> str | None:
    """The Chromium of this system; `CHROMIUM` may name another one."""
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", _MAC]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def launch(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=SWITCHES)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port of the loopback; gives the address without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, name="live server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Complaints:
    """What went wrong behind the page. A test that provokes an error takes it out of the list.

    `friends` are other origins that a journey may visit.
    """

    lines: list[str] = field(default_factory=list)
    friends: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, origin: str) -> None:
        context.on("console", lambda message: self._note(message.type, message.text))
        context.on("response", self._note_missing)
        context.on("weberror", lambda error: self.lines.append(f"script: {error.error}"))
        # Only listened to: a route of our own would switch the browser's cache off, and every page would load twice as long.
        context.on("request", lambda request: self._note_stranger(request.url, origin))

    def _note(self, kind: str, text: str) -> None:
        # A refusal by the server (a form sent back with 422) is shown to the user and judged by the test itself.
        if kind in {"error", "warning"} and "the server responded with a status of 4" not in text:
            self.lines.append(f"console {kind}: {text}")

    def _note_missing(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.lines.append(f"answered {response.status}: {response.url}")

    def _note_stranger(self, address: str, origin: str) -> None:
        known = (f"{known}/" for known in (origin, *self.friends))
        if not address.startswith((*known, "data:", "blob:")):
            self.lines.append(f"leaves the origin: {address}")


def accessible(page: Page) -> None:
    """Fail when axe finds anything (WCAG 2.2 A and AA, best practice) or the page scrolls sideways, here and on a phone."""
    before = page.viewport_size or DESK
    for size in [before] if before == PHONE else [before, PHONE]:
        page.set_viewport_size(size)
        faults = [*_violations(page), *sideways(page)]
        assert not faults, f"{page.url} at {size['width']} px:\n  " + "\n  ".join(faults)
    page.set_viewport_size(before)


# Only what is wrong comes back: everything that axe found in order on a long page is megabytes to carry over.
_JUDGE = """() => axe.run({
    resultTypes: ["violations"], preload: false, iframes: false, rules: {"target-size": {enabled: true}},
}).then(found =>
  found.violations.flatMap(({id, impact, help, nodes}) =>
    nodes.map(({html, failureSummary}) => `${id} (${impact}): ${help}\\n      ${html.slice(0, 200)}\\n      ${failureSummary}`)))"""


def _violations(page: Page) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_JUDGE)
    return found


_WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map(element => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
}"""


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window."""
    return [f"scrolls sideways because of {element}" for element in page.evaluate(_WIDER)]
