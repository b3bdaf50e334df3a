"""Pages that carry script are shown as text everywhere, under a policy that would run nothing anyway."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from reportedly.errors import ReportedlyError
from reportedly.web.desk import Desk
from reportedly.web.filters import Filters
from reportedly.web.security import POLICY
from tests.web.conftest import client_of, desk_of

ATTACKS = {
    "img": "<img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
    "svg": "<svg onload=alert(1)><a href=javascript:alert(1)>x</a></svg>",
    "quote": "\" onfocus=alert(1) autofocus x='",
    "template": "{{ 7 * 191 }} {% raw %}",
    "comment": "<!-- --><iframe srcdoc=x></iframe>",
    "textarea": "</textarea></pre></title></script><b onclick=x>",
    "bidi": "safe \u202egnp.exe\u202c end \u2066x\u2069",
}
ALLOWED = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "form", "label", "input", "main", "h1", "h2", "div",
    "select", "option", "button", "section", "ol", "ul", "li", "span", "bdi", "p", "strong", "time", "article", "aside", "blockquote",
    "mark", "meter", "details", "summary", "dl", "dt", "dd", "svg", "line", "text", "path", "circle", "rect", "table", "thead", "tbody",
    "tr", "th", "td", "footer", "kbd", "dialog", "code", "pre", "textarea", "small",
}  # fmt: skip


def hostile_page(attack: str) -> bytes:
    def esc(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

    shown = esc(attack)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quay {shown} | News</title>
<meta property="og:site_name" content="Quay {shown}"><meta name="author" content="Mara {shown}">
<link rel="canonical" href="javascript:alert(1)"><meta property="article:published_time" content="2031-04-08"></head>
<body><article><h1>Quay {shown}</h1><p>The mayor of {shown} said on Monday that the quay was sinking {shown} by the hour.</p>
<p>Mara {shown} Voss, an engineer, denied that the quay was sinking and said the town had nothing to fear this winter.</p>
<p>“The quay was sinking,” the harbour master {shown} said. The council said it would look into the matter again in the summer.</p>
<figure><img src="q.jpg"><figcaption>The quay {shown} <span class="credit">Photo {shown}</span></figcaption></figure>
</article></body></html>""".encode()


class Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.bad: list[str] = []
        self.scripts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.inside = tag == "script"
        for name, value in attrs:
            address = name in ("href", "src", "action", "formaction")
            if name.startswith("on") or name in ("style", "srcdoc") or (address and not re.match(r"(/|#|https?://)", value or "")):
                self.bad.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        if self.inside and data.strip():
            self.scripts.append(data)
        self.inside = False


@pytest.fixture(scope="module", params=sorted(ATTACKS))
def attacked(request, kind, reader, analyst, tmp_path_factory):
    desk = desk_of({"quay": hostile_page(ATTACKS[request.param])}, reader, analyst, kind, tmp_path_factory.mktemp("quay"))
    assert desk.claims(Filters()).lines and desk.article("quay").article.attributions
    return client_of(desk), desk


def addresses(desk: Desk) -> list[str]:
    claims = [f"/claims/{line.id}" for line in desk.claims(Filters()).lines]
    return ["/claims", *claims, "/articles/quay", "/articles/quay/original", "/review", "/speakers", "/outlets"]


def test_nothing_of_a_page_becomes_markup(attacked):
    client, desk = attacked
    for path in addresses(desk):
        reading = Reading()
        text = client.get(path).text
        reading.feed(text)
        assert reading.tags <= ALLOWED, path
        assert reading.bad == [] and reading.scripts == [], path
        assert "1337" not in text and not re.search("[\u202a-\u202e\u2066-\u2069]", text), path


def test_the_words_are_still_there(attacked):
    client, _ = attacked
    assert "the quay was sinking" in client.get("/articles/quay").text


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "\u202eevil", "x" * 5000])
def test_what_a_reader_types_comes_back_as_text(client, name):
    for path in ("/claims", "/nowhere"):
        text = client.get(path, params={"q": name, "speaker": name, "outlet": name}).text
        assert "<img src=x" not in text and "<script>alert" not in text and "\u202e" not in text


def test_every_answer_is_guarded(client):
    for path in ("/claims", "/claims.json", "/nowhere", "/static/desk.js", "/claims?since=x"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY and "http" not in POLICY


def test_a_host_that_is_not_ours_is_turned_away(client):
    answer = client.get("/claims", headers={"host": "evil.example"})
    assert answer.status_code == 400 and "not the address of this desk" in answer.text
    assert client.get("/claims", headers={"host": "[::1]:8080"}).status_code == 200


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_a_write_from_another_site_is_turned_away(client, headers):
    assert client.post("/claims", headers=headers).status_code == 403


def test_a_body_that_is_too_large_is_turned_away(client):
    assert client.post("/claims", headers={"content-length": str(60 << 20)}, content=b"").status_code == 413


class Gone:
    def version(self):
        return "1"

    def claims(self, *args, **kwargs):
        raise ReportedlyError("the ledger ledger.db is locked by another program")

    def claim(self, id):
        raise RuntimeError("secret path /x")

    def add(self, page):
        raise NotImplementedError


def test_a_ledger_that_goes_away_and_a_defect_are_pages_without_a_trace():
    client = client_of(Gone())
    gone = client.get("/claims")
    assert gone.status_code == 503 and "locked by another program" in gone.text
    defect = client.get("/claims/c1")
    assert defect.status_code == 500 and "our fault" in defect.text and "secret" not in defect.text
