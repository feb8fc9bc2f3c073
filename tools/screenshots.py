"""Take the pictures of the README and the guides from the demo cooperative, so that they stay true: `make screenshots`."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import browser, stores  # noqa: E402 - the tests' browser is found from the root
from tests.support.house import House  # noqa: E402

PICTURES = ROOT / "docs" / "images"
PASSWORD = "samenwerken-is-leren"  # noqa: S105 - everybody's, in the demo


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/aanmelden")
    page.get_by_label("E-mailadres").fill(f"{name}@gemportal.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder = stores.quick_folder()
    app = stores.make_app(f"sqlite:///{folder / 'demo.sqlite3'}", folder)
    House(app).run("demo")
    path = browser.find_chromium()
    if path is None:
        sys.exit("no Chromium was found")
    with browser.served(app) as address, sync_playwright() as playwright:
        running = browser.launch(playwright, path)
        desk = running.new_page(viewport=browser.DESK)
        desk.goto(address)
        desk.screenshot(path=PICTURES / "home.png")
        phone = running.new_page(viewport=browser.PHONE)
        sign_in(phone, address, "zwolle")
        phone.goto(f"{address}/mijn")
        phone.screenshot(path=PICTURES / "mijn.png")
        running.close()


if __name__ == "__main__":
    main()
