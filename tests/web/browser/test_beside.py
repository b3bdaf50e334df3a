"""A hostile page in the frame beside its article, in a real browser: it leaves no trace anywhere, whatever is clicked."""

from __future__ import annotations

import socket
import threading

import pytest

from tests.web.browser.conftest import kept
from tests.web.conftest import desk_of
from tests.web.served import served

HOSTILE = """<!doctype html><html><head><meta charset="utf-8"><title>Quay</title>
<meta http-equiv="refresh" content="0;url=HOST/refresh"><link rel="preconnect" href="HOST"><link rel="prefetch" href="HOST/p">
<link rel="stylesheet" href="HOST/s"><base href="HOST/"><style>@import "HOST/i"; h1 { background: url(HOST/b); color: rgb(1, 2, 3) }</style>
<script src="HOST/js"></script><script>top.location = "HOST/top"; fetch("HOST/f")</script></head><body onload="location = 'HOST/onload'">
<article><h1>The quay is sinking</h1><p>The mayor of Port Elm said on Monday that the quay was sinking by the hour.</p>
<p>Mara Voss, an engineer, denied that the quay was sinking and said the town had nothing to fear this winter.</p>
<img src="HOST/img" onerror="top.location = 'HOST/err'"><iframe src="HOST/frame"></iframe><video src="HOST/v" poster="HOST/po"></video>
<iframe srcdoc="&lt;meta http-equiv=refresh content='0;url=HOST/inner'&gt;"></iframe><object data="HOST/o"></object><embed src="HOST/e">
<a href="HOST/0">plain</a> <a target="_top" href="HOST/1">top</a> <a target="_self" href="HOST/2">self</a>
<a target="_parent" href="/claims">ours</a> <a href="#quay" ping="HOST/ping">within</a>
<a href="javascript:top.location='HOST/3'">script</a>
<svg width="60" height="20"><a target="_self" href="HOST/4"><text y="15">drawn</text></a></svg>
<form action="HOST/form" target="_top"><input name="q" value="x"><button>Send</button></form></article></body></html>"""


@pytest.fixture
def elsewhere():
    """Another host: its address, and a list that grows by each connection. A browser also tells of requests that it then forbids."""
    listening = socket.create_server(("127.0.0.1", 0))
    connections: list[object] = []

    def take() -> None:
        while True:
            try:
                connections.append(listening.accept())
            except OSError:
                return

    threading.Thread(target=take, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", connections
    # Only a shutdown wakes the thread that waits.
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


@pytest.fixture
def beside(chromium, elsewhere, reader, analyst):
    """The article of the hostile page with its original beside it, and what the desk itself complained of."""
    desk = desk_of({"quay": HOSTILE.replace("HOST", elsewhere[0]).encode()}, reader, analyst)
    wrong: list[str] = []
    with served(desk) as where:
        context = chromium.new_context()
        page = context.new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") and not kept(m) else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.goto(f"{where}/articles/quay?beside=1")
        yield page, wrong
        context.close()


def test_a_hostile_page_is_drawn_and_reaches_nobody(beside, elsewhere):
    page, wrong = beside
    page.wait_for_timeout(500)
    heading = page.frame_locator(".kept iframe").locator("h1")
    assert heading.inner_text() == "The quay is sinking"
    assert page.frames[1].url.endswith("/articles/quay/original/page") and len(page.frames) == 2
    assert elsewhere[1] == [] and wrong == []


def test_nothing_in_it_can_be_followed(beside, elsewhere):
    page, wrong = beside
    before = page.url
    inside = page.frame_locator(".kept iframe")
    for name in ("plain", "top", "self", "ours", "within", "script", "drawn", "Send"):
        inside.locator("a, button").filter(has_text=name).click()
        page.wait_for_timeout(150)
        assert (page.url, len(page.context.pages)) == (before, 1), name
        assert [f.url.rpartition("/articles/")[2] for f in page.frames] == ["quay?beside=1", "quay/original/page"], name
    # What is forbidden to open a window is told of at the page that holds the frame.
    assert elsewhere[1] == [] and [w for w in wrong if "sandboxed" not in w] == []


def test_a_policy_forbids_it_although_it_were_left_in(beside, elsewhere, monkeypatch):
    page, _ = beside
    monkeypatch.setattr("reportedly.web.pages.kept.inert", lambda html: html.replace("<iframe", "<p"))
    page.reload()
    page.wait_for_timeout(500)
    assert page.frames[1].url.endswith("/original/page") and page.url.endswith("?beside=1")
    assert elsewhere[1] == []


def test_side_by_side_below_each_other_and_not_in_print(open_page, address):
    page = open_page(f"{address}/articles/elm-courier-dam", viewport={"width": 1300, "height": 800})
    page.click("text=original beside")
    text, frame = (page.locator(where).bounding_box() for where in ("#text", ".kept iframe"))
    assert frame["x"] >= text["x"] + text["width"] and abs(frame["width"] - text["width"]) < 60
    assert page.frame_locator(".kept iframe").locator("h1").is_visible()
    page.set_viewport_size({"width": 700, "height": 800})
    text, frame = (page.locator(where).bounding_box() for where in ("#text", ".kept iframe"))
    assert frame["y"] >= text["y"] + text["height"]
    page.emulate_media(media="print")
    assert page.locator(".kept").is_hidden() and page.locator("#text").is_visible()
    page.emulate_media(media="screen")
    page.click("text=close the original")
    assert page.locator("iframe").count() == 0
