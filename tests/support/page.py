"""A page as a strict reader sees it: parsed by the standard, questioned by CSS, and judged by rules that hold everywhere."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from xml.etree.ElementTree import Element as ElementTree

import cssselect2
from tinyhtml5 import inputstream
from tinyhtml5.parser import HTMLParser

# Elements that do not part the words around them; all others do.
_INLINE = {
    *("a", "abbr", "b", "bdi", "cite", "code", "data", "em", "i", "mark", "q"),
    *("s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
}


def _words_of(element: ElementTree) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        parting = "" if child.tag in _INLINE else " "
        yield parting
        yield from _words_of(child)
        yield parting + (child.tail or "")


class _Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """What the parser reads up to (or, the other way round, of which): a pattern for each set of characters, made once."""

    def __missing__(self, asked: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, of_these = asked
        self[asked] = re.compile(f"[{'' if of_these else '^'}{''.join(map(re.escape, characters))}]+")
        return self[asked]


# The parser's own store of them never finds what it keeps (it files a pattern under itself), which takes half of its time.
inputstream.characters_until_regex = _Patterns()


@cache
def _tests_of(css: str) -> list[Callable[[cssselect2.ElementWrapper], bool]]:
    return [selector.test for selector in cssselect2.compile_selector_list(css) if not selector.never_matches]


class UntidyPageError(AssertionError):
    """A page breaks a rule that every page keeps."""


@dataclass(frozen=True)
class Element:
    """One element of a page."""

    node: cssselect2.ElementWrapper

    @property
    def name(self) -> str:
        return str(self.node.local_name)

    @property
    def text(self) -> str:
        """What a reader sees in it: a space between blocks, every run of white space as one space."""
        return " ".join("".join(_words_of(self.node.etree_element)).split())

    @property
    def raw(self) -> str:
        """What is written in it, to the letter."""
        return "".join(self.node.etree_element.itertext())

    def __getitem__(self, attribute: str) -> str:
        value = self.get(attribute)
        if value is None:
            raise KeyError(f"<{self.name}> has no {attribute}")
        return value

    def get(self, attribute: str) -> str | None:
        value: str | None = self.node.etree_element.get(attribute)
        return value

    def has(self, attribute: str) -> bool:
        return self.get(attribute) is not None

    def attributes(self) -> dict[str, str]:
        return dict(self.node.etree_element.attrib)

    @cached_property
    def nodes(self) -> list[cssselect2.ElementWrapper]:
        """The element and everything inside, in the order of the page: walked once, however often it is asked."""
        return list(self.node.iter_subtree())

    def all(self, css: str) -> list["Element"]:
        """Everything inside that matches, in the order of the page."""
        return [Element(node) for node in self.nodes if any(test(node) for test in _tests_of(css))]

    def one(self, css: str) -> "Element":
        """The only match; none or several fail."""
        found = self.all(css)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} elements match {css!r}, where one was expected: {self.text[:400]!r}")
        return found[0]

    def within(self, css: str) -> bool:
        """Whether some ancestor matches."""
        return any(ancestor.matches(css) for ancestor in self.node.ancestors)


class Page(Element):
    """A whole document. `errors` are the parse errors of the HTML standard, each with its line."""

    errors: list[str]

    def __init__(self, html: str) -> None:
        parser = HTMLParser(namespace_html_elements=False)
        root = parser.parse(html)
        super().__init__(cssselect2.ElementWrapper.from_html_root(root))
        object.__setattr__(
            self, "errors", [f"line {place[0]}: {code} {values}" for place, code, values in parser.errors]
        )

    @property
    def title(self) -> str:
        return self.one("head > title").text

    @property
    def heading(self) -> str:
        return self.one("h1").text

    @property
    def main(self) -> Element:
        return self.one("main")


Rule = Callable[[Page], Iterator[str]]
RULES: dict[str, Rule] = {}


def _rule(rule: Rule) -> Rule:
    RULES[rule.__name__] = rule
    return rule


@_rule
def parses(page: Page) -> Iterator[str]:
    yield from page.errors


@_rule
def names_itself(page: Page) -> Iterator[str]:
    if not page.get("lang"):
        yield "<html> has no lang"
    if not any(title.text for title in page.all("head > title")):
        yield "the page has no title"
    if (count := len(page.all("h1"))) != 1:
        yield f"{count} elements <h1>"


@_rule
def ids_are_unique_and_references_arrive(page: Page) -> Iterator[str]:
    ids = Counter(element["id"] for element in page.all("[id]"))
    yield from (f"id {name!r} occurs {count} times" for name, count in ids.items() if count > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"):
        for element in page.all(f"[{attribute}]"):
            yield from (f"{attribute}={name!r} leads nowhere" for name in element[attribute].split() if name not in ids)
    for link in page.all('a[href^="#"]'):
        if link["href"][1:] not in ids:
            yield f"the link {link['href']!r} leads nowhere"


@_rule
def nothing_inline(page: Page) -> Iterator[str]:
    """The content security policy would drop it silently."""
    if page.all("style, [style]"):
        yield "inline style"
    if any(not script.has("src") for script in page.all('script:not([type="application/json"])')):
        yield "inline script"
    for element in page.all("*"):
        yield from (f"{name} on <{element.name}>" for name in element.attributes() if name.startswith("on"))
    if page.all('[href^="javascript:"]'):
        yield "a javascript: address"


@_rule
def pictures_have_words(page: Page) -> Iterator[str]:
    yield from (f"no alt: {image.attributes()}" for image in page.all("img") if not image.has("alt"))


@_rule
def controls_have_words(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    for control in page.all("input, select, textarea"):
        if control.get("type") in {"hidden", "submit", "button"} or control.has("aria-label"):
            continue
        if control.get("id") not in labelled and not control.within("label") and not control.has("aria-labelledby"):
            yield f"no label: {control.name} {control.get('name')!r}"
    for button in page.all("button, a[href]"):
        if not button.text and not button.has("aria-label") and not button.all("svg title, img[alt]"):
            yield f"<{button.name}> has no words: {button.attributes()}"


@_rule
def forms_are_guarded(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        guarded = bool(form.all('input[type="hidden"][name="csrf_token"]'))
        if (form.get("method") or "get").lower() == "post" and not guarded:
            yield f"the form {form.get('action')!r} posts without a token"
        if (form.get("method") or "get").lower() == "get" and guarded:
            yield f"the form {form.get('action')!r} puts its token in the address"


# What a text looks like that was not rendered: a placeholder, a template tag, an object in place of its words.
_UNFINISHED = re.compile(r"%\([a-z_]+\)|\{\{|\}\}|\{%|\bMessage\(|<[A-Za-z_.]+ object at |\bLazyString\b|\bUndefined\b")


@_rule
def texts_are_finished(page: Page) -> Iterator[str]:
    whole = page.raw
    for shown in page.all("code"):
        # A JSON object that is shown as it is may end in two braces, as a template's tag does.
        whole = whole.replace(shown.raw, "") if shown.raw.startswith("{") else whole
    for text in [whole, *(value for element in page.all("*") for value in element.attributes().values())]:
        if found := _UNFINISHED.search(text):
            yield f"not rendered: {found.group()!r} in {text.strip()[:80]!r}"


def inspect(page: Page, address: str, allowed: frozenset[str] = frozenset()) -> None:
    """Fail, naming everything at once, when the page breaks a rule that is not allowed here."""
    faults = [f"{name}: {fault}" for name, rule in RULES.items() if name not in allowed for fault in rule(page)]
    if faults:
        raise UntidyPageError(f"{address}\n  " + "\n  ".join(faults))
