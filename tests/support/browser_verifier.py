"""The check on the page of an entry, `static/js/proof.js`, as tests ask it: in a real browser, of a downloaded log.

The portal would answer from that log; here the browser is given its answers beforehand, so that no server is needed.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.factories.register_book import place, tree_hash

_PROGRAM = Path(__file__).parents[2] / "static" / "js" / "proof.js"
# A browser computes only where it trusts the connection: over https, or at home.
_HOME = "http://localhost:5169/"
_ASK = """async ({claims, kept, answers}) => {
  const { prove } = await import("/proof.js");
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  globalThis.fetch = async (address) =>
    address in answers ? new Response(bytes(answers[address])) : new Response("", {status: 404});
  const memory = { getItem: () => JSON.stringify(kept), setItem: () => undefined };
  for (const claim of claims) {
    const { state, step, why } = await prove({ ...claim, register: "", memory });
    if (state !== "right") return `entry ${claim.index}: ${state} at ${step}, ${why}`;
  }
  return null;
}"""


def page_for(chromium: Browser) -> Page:
    """A page with the program, and nothing else."""
    page = chromium.new_page()

    def answer(route: Route) -> None:
        if route.request.url.endswith("proof.js"):
            route.fulfill(body=_PROGRAM.read_text(), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>Proof</title>", content_type="text/html")

    page.route(f"{_HOME}**", answer)
    page.goto(_HOME)
    return page


def verdict(
    page: Page,
    folder: Path,
    key: str,
    kept: tuple[str, str] | None = None,
    *,
    indexes: Iterable[int],
    rotations: Sequence[int] = (),
) -> str | None:
    """Why one of these entries of the log in `folder` is not accepted; None when all are. Those beyond its end are left out.

    `key` is the verifier key that the portal shows; `kept` the key and the checkpoint that the browser kept of the visit before.
    """
    note = (folder / "checkpoint").read_text()
    size = int(note.split("\n")[1])
    leaves = [chunk[at : at + 32] for chunk in _row(folder / "tile/0", size) for at in range(0, len(chunk), 32)]
    parts = {json.loads(line)["i"]: line for file in folder.glob("parts/*") for line in file.read_bytes().splitlines()}
    answers = {
        f"/{file.relative_to(folder)}": file.read_bytes() for file in folder.glob("tile/[0-9]/**/*") if file.is_file()
    }
    entries = _entries(folder, size, {*indexes, *rotations})
    answers |= {f"/{index}.json": entry for index, entry in entries.items()}
    answers |= {f"/{index}/part": part for index, part in parts.items()}
    asked = [index for index in indexes if index < size]
    for index in asked:
        hashes = "".join(f"{b64encode(value).decode()}\n" for value in path_of(index, leaves))
        answers[f"/{index}.tlog-proof"] = f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{note}".encode()
    shared = {"origin": key.partition("+")[0], "key": key, "rotations": list(rotations)}
    claims = [shared | {"index": index} | ({"part": True} if index in parts else {}) for index in asked]
    given: dict[str, object] = {
        "claims": claims,
        "kept": {"key": kept[0], "note": kept[1]} if kept else None,
        "answers": {address: b64encode(content).decode() for address, content in answers.items()},
    }
    found: str | None = page.evaluate(_ASK, given)
    return found


def path_of(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1, in its own words."""
    if len(leaves) < 2:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path_of(index, leaves[:split]), tree_hash(leaves[split:])]
    return [*path_of(index - split, leaves[split:]), tree_hash(leaves[:split])]


def _row(folder: Path, size: int) -> list[bytes]:
    """The tiles in `folder` of a log of this size, as far as they are there."""
    names = [
        f"{place(number)}{f'.p/{size % 256}' if size < 256 * number + 256 else ''}" for number in range(-(-size // 256))
    ]
    return [(folder / name).read_bytes() for name in names if (folder / name).is_file()]


def _entries(folder: Path, size: int, wanted: set[int]) -> dict[int, bytes]:
    """Those entries that the bundles hold whole or in part."""
    bundles, found = _row(folder / "tile/entries", size), {}
    for number in {index // 256 for index in wanted if index // 256 < len(bundles)}:
        raw, index = bundles[number], number * 256
        while raw:
            length = int.from_bytes(raw[:2], "big")
            if index in wanted:
                found[index] = raw[2 : 2 + length]
            raw, index = raw[2 + length :], index + 1
    return found
