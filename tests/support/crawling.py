"""Following every link, as somebody does who wants to see all there is."""

import re
from collections.abc import Callable, Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse


def crawl(
    ask: Callable[[str], TestResponse], start: Iterable[str], follow: Callable[[str], bool] = lambda address: True
) -> dict[str, str]:
    """Every page that can be reached by the links that `follow` accepts, in Dutch, with its text; what is not text is read as if
    it were."""
    found: dict[str, str] = {}
    waiting = list(start)
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/static", "/en")):
            continue
        answer = ask(address)
        found[address] = answer.data.decode(errors="replace") if answer.status_code == 200 else ""
        if answer.mimetype == "text/html" and answer.status_code == 200:
            links = re.findall(r'<a\b[^>]*\bhref="([^"#]+)', answer.text)
            targets = (urlsplit(urljoin(f"http://localhost{address}", unescape(link))) for link in links)
            within = [t.path + (f"?{t.query}" if t.query else "") for t in targets if t.netloc == "localhost"]
            waiting += filter(follow, within)
    return found
