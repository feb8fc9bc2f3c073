"""Dutch at the root, English under /en: one page, two addresses, and every link keeps the language."""

import pytest

from tests.support.client import StrictClient

PAGES = ["/", "/gemeenten", "/besluiten", "/instellingen", "/register", "/wie-mag-wat", "/aanmelden", "/bestaat-niet"]


def links(client: StrictClient) -> list[str]:
    """What the page leads to on this site: not its other language, and not itself."""
    found = [link for link in client.page.all("a[href], form[action]") if not link.has("hreflang")]
    return [href for link in found if (href := link.get("href") or link["action"]).startswith("/")]


@pytest.mark.parametrize("address", PAGES)
def test_english_stands_under_its_prefix(client: StrictClient, address: str) -> None:
    client.get(address)
    assert client.page["lang"] == "nl"
    assert not [link for link in links(client) if link.startswith("/en/")]
    client.get("/en" + address)
    assert client.page["lang"] == "en"
    assert links(client)
    assert not [link for link in links(client) if not link.startswith("/en/")]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_leads_to_itself_in_the_other_language(client: StrictClient, address: str) -> None:
    client.get(f"{address}?q=urk")
    other = client.page.one("a[hreflang]")
    assert (other["href"], other["hreflang"], other["lang"], other.text) == (
        f"/en{address}?q=urk",
        "en",
        "en",
        "English",
    )
    client.get(f"/en{address}?q=urk")
    other = client.page.one("a[hreflang]")
    assert (other["href"], other["hreflang"], other["lang"], other.text) == (
        f"{address}?q=urk",
        "nl",
        "nl",
        "Nederlands",
    )


@pytest.mark.parametrize("address", ["/", "/en/"])
def test_files_have_one_address_in_both_languages(client: StrictClient, address: str) -> None:
    client.get(address)
    links = client.page.all("head link:not([rel=alternate])")
    files = [link["href"] for link in links] + [script["src"] for script in client.page.all("script")]
    assert len(files) >= 4
    for file in files:
        assert file.startswith("/static/")
        with client.get(file) as response:
            assert response.status_code == 200
            assert "max-age=31536000" in response.headers["Cache-Control"]


def test_the_prefix_is_a_whole_word(client: StrictClient) -> None:
    assert client.get("/en").status_code == 200
    assert client.page["lang"] == "en"
    assert client.get("/enquete").status_code == 404
    assert client.page["lang"] == "nl"


def test_a_redirect_keeps_the_language(client: StrictClient) -> None:
    assert client.get("/en/mijn").location.startswith("/en/aanmelden")
    assert client.get("/mijn").location.startswith("/aanmelden")


@pytest.mark.parametrize("address", ["/en//elders.example/x", "/en///elders.example", "//elders.example/x"])
def test_abuse_31_the_other_language_never_leads_elsewhere(client: StrictClient, address: str) -> None:
    client.get("/", environ_overrides={"PATH_INFO": address})
    assert client.response.status_code == 404
    for link in client.page.all("a[href]"):
        assert not link["href"].startswith("//"), link["href"]
