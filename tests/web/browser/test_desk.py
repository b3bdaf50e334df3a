"""The desk in a real browser: reading, filtering, reviewing by keyboard with undo, adding, printing."""

from __future__ import annotations

import json

import pytest

from tests.web.served import PAGES, axe

PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 720}


@pytest.fixture(scope="session")
def first(desk) -> str:
    from reportedly.web.filters import Filters

    return f"/claims/{desk.claims(Filters()).lines[0].id}"


@pytest.fixture(scope="session")
def rules() -> str:
    script = axe()
    if script is None:
        pytest.skip("axe-core cannot be had: it needs npm and a package registry once")
    return script


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES)
def opened(request, watched, address, first):
    """Each page, opened once: its width and its colours are its style's affair, no script asks for them."""
    # Without motion, or axe would look at colours on their way from one scheme to the other.
    with watched() as open_page:
        yield open_page(address + request.param.replace("CLAIM", first), viewport=PHONE, reduced_motion="reduce")


def test_no_page_is_wider_than_a_small_phone(opened):
    opened.set_viewport_size(PHONE)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, rules, scheme):
    opened.set_viewport_size(SCREEN)
    opened.emulate_media(color_scheme=scheme)
    opened.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    if not opened.evaluate("'axe' in window"):
        opened.evaluate(rules)
    # A kept page in its frame is another's work, and nothing may run in it, axe neither; the frame itself is looked at.
    found = opened.evaluate("axe.run({resultTypes: ['violations'], iframes: false})")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]) for v in found] == []


def test_reading_a_claim_and_its_article(open_page, address):
    page = open_page(f"{address}/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*")
    page.locator(".report [data-open]").first.click()
    page.wait_for_url("**/articles/*#row-*")
    row = page.locator(".row:target")
    id = row.get_attribute("data-rows")
    row.hover()
    joined = page.locator(f".text .m.on[data-rows~='{id}']")
    assert joined.count() >= 2
    assert page.locator(f".row.on[data-rows~='{id}']").count() == 1


def test_filtering_keeps_its_address(open_page, address):
    page = open_page(f"{address}/claims")
    page.select_option("#status", "affirmed")
    page.wait_for_selector("#list .status.contested", state="detached")
    assert "status=affirmed" in page.url and page.locator("#list .status.affirmed").count() > 0
    page.reload()
    assert page.locator("#list .status.contested").count() == 0


def stand_on_a_row(page):
    """Go to the first part of the queue that holds a row, and stand on it: pairs may be more doubtful than all rows."""
    while not page.locator(".doubt:not(:has(.two))").count():
        page.locator("a[rel=next]").click()
        page.wait_for_load_state()
    page.evaluate("window.desk.stand(document.querySelector('.doubt:not(:has(.two))'))")


def test_reviewing_by_keyboard_with_undo(open_page, own_address):
    page = open_page(f"{own_address}/review")
    stand_on_a_row(page)
    part, before = page.url, page.locator(".doubt").count()
    words = page.locator(".doubt.here blockquote").first.inner_text()
    page.keyboard.press("x")
    page.wait_for_selector(".settled .decided.rejected")
    assert page.locator(".doubt").count() == before - 1
    stand_on_a_row(page)
    page.keyboard.press("a")
    page.wait_for_selector(".settled .decided.accepted")
    page.keyboard.press("u")
    page.wait_for_selector("#last .decided")
    taken_back = page.locator("#last bdi").first.inner_text()
    page.keyboard.press("u")
    page.wait_for_selector(f"#last:not(:has-text({json.dumps(taken_back)}))")
    page.goto(f"{own_address}/log")
    assert page.locator("tr.undone").count() == 2
    page.goto(part)
    assert words in page.locator(".doubt blockquote").all_inner_texts()


def test_keys_can_be_switched_off_and_help_opens(open_page, address):
    page = open_page(f"{address}/claims")
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".here").count() == 0


def test_editing_a_row_by_keyboard(open_page, own_address):
    page = open_page(f"{own_address}/review")
    stand_on_a_row(page)
    page.locator(".doubt:not(:has(.two))").first.focus()
    page.keyboard.press("e")
    speaker = page.locator(".here input[name=speaker]")
    speaker.fill("Harbour master of Port Elm")
    speaker.press("Enter")
    page.wait_for_selector(".settled")
    page.locator(".settled a").click()
    page.wait_for_url("**/review/row*")
    assert page.locator(".doubt .who").first.inner_text() == "Harbour master of Port Elm"


def test_adding_a_page_shows_its_rows(open_page, own_address):
    page = open_page(f"{own_address}/add")
    page.fill("#text", "The mayor said on Sunday that the quay was safe and that nobody had to leave the lower town.\n" * 2)
    page.check("#plain")
    page.fill("#published", "2031-04-08")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector(".added.added")
    page.locator(".batch [data-open]").click()
    assert page.locator(".row").count() >= 1


def test_printing_a_claim(open_page, address, first):
    page = open_page(address + first)
    assert page.pdf(format="A4")[:4] == b"%PDF"
    page.emulate_media(media="print")
    assert page.locator(".masthead nav").is_hidden() and page.locator(".picture").is_visible()
