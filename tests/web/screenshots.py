"""Pictures of every page over the examples: light, dark, and at 360 px.  python -m tests.web.screenshots build/screenshots"""

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


def main(out: Path) -> None:
    if not CHROMIUM.exists():
        sys.exit(f"no browser at {CHROMIUM}: apt-get install chromium")
    out.mkdir(parents=True, exist_ok=True)
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
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
