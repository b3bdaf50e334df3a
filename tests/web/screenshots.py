"""Pictures of every page over the examples: light, dark, and at 360 px.  python -m tests.web.screenshots build/screenshots

With --tour: the few of docs/tour.md, taken on the way from the first look to a reviewed claim and its printed page.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from reportedly import Reader
from reportedly.claims import Claims
from reportedly.web.filters import Filters
from tests.web.conftest import desk_of, example_pages
from tests.web.served import ARGS, CHROMIUM, PAGES, served

LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 360)}


def tour(out: Path) -> None:
    """A reader's first five minutes, as docs/tour.md tells them."""
    _ready(out)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        desk = desk_of(example_pages(), Reader(), Claims(), "ledger", Path(folder))
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        with served(desk) as where:
            page = browser.new_page(color_scheme="light", viewport={"width": 1100, "height": 760})
            page.goto(f"{where}/claims")
            page.screenshot(path=out / "1-claims.png")
            page.goto(where + str(page.locator("main a[href^='/claims/']").first.get_attribute("href")))
            page.screenshot(path=out / "2-claim.png")
            claim = page.url
            page.goto(f"{where}/articles/elm-courier-dam")
            page.screenshot(path=out / "3-article.png")
            page.goto(f"{where}/review")
            page.keyboard.press("j")
            page.keyboard.press("a")
            page.wait_for_timeout(300)
            page.screenshot(path=out / "4-review.png")
            page.goto(claim)
            page.select_option("#status", "contested")
            page.locator("form:has(#status) button").click()
            page.emulate_media(media="print")
            page.screenshot(path=out / "5-printed.png")
        browser.close()
    print(f"5 pictures in {out}")


def _ready(out: Path) -> None:
    if not CHROMIUM.exists():
        sys.exit(f"no browser at {CHROMIUM}: apt-get install chromium")
    out.mkdir(parents=True, exist_ok=True)


def main(out: Path) -> None:
    _ready(out)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        desk = desk_of(example_pages(), Reader(), Claims(), "ledger", Path(folder))
        claim = f"/claims/{desk.claims(Filters()).lines[0].id}"
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        with served(desk) as where:
            for look, (scheme, width) in LOOKS.items():
                page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
                for name, path in PAGES.items():
                    page.goto(where + path.replace("CLAIM", claim))
                    page.screenshot(path=out / f"{name}-{look}.png", full_page=True)
                page.close()
        browser.close()
    print(f"{len(PAGES) * len(LOOKS)} pictures in {out}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--tour"]:
        tour(Path(sys.argv[2] if len(sys.argv) > 2 else "docs/tour"))
    else:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
