"""Debian's Chromium by Playwright; skipped with a word where either is missing."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.web.served import ARGS, CHROMIUM, served

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")


@pytest.fixture(scope="session")
def kind() -> str:
    """The browser sees no difference between desks: one is enough."""
    return "ledger"


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: apt-get install chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(desk):
    with served(desk) as where:
        yield where


@pytest.fixture
def own_address(own_desk):
    """A desk that the test may change."""
    with served(own_desk) as where:
        yield where


def kept(message) -> bool:
    """Whether a console message is of a kept page in its frame: its policy tells what it forbids, and such a page holds much of that."""
    return message.location["url"].split("#")[0].endswith("/original/page")


@pytest.fixture(scope="session")
def watched(chromium):
    """Gives a block of the test a way to open pages, which may neither speak to another host nor complain on the console."""

    @contextmanager
    def watching():
        contexts, wrong = [], []

        def opening(url: str, **options):
            context = chromium.new_context(**options)
            contexts.append(context)
            page = context.new_page()
            host = url.split("/")[2]
            page.on("request", lambda r: None if r.url.split("/")[2] == host else wrong.append(f"request to {r.url}"))
            page.on("console", lambda m: wrong.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") and not kept(m) else None)
            page.on("pageerror", lambda e: wrong.append(str(e)))
            page.goto(url)
            return page

        yield opening
        for context in contexts:
            context.close()
        assert wrong == []

    return watching


@pytest.fixture
def open_page(watched):
    with watched() as opening:
        yield opening
