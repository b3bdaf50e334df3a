"""What holds for every format: streams, repeats itself exactly, leaves no half file; and dates and addresses."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace
from datetime import date

import pytest

from reportedly.errors import BadValue, ExportError
from reportedly.export import FORMATS, Bundle, Options, export
from reportedly.export.dates import calendar_day, days, moment
from reportedly.export.text import Names, cell, shown, web_address
from tests.export.samples import HARM, bundle, relayed

FILES = sorted(name for name, format in FORMATS.items() if format.file)


class Sink(io.RawIOBase):
    """Takes bytes and forgets them."""

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return len(data)


def peak(format: str, articles: int) -> int:
    """Bytes of Python's memory at the highest while so many articles of 30,000 letters are written."""
    made = (replace(relayed(f"n{n}"), headline=f"{n} " * 6000) for n in range(articles))
    tracemalloc.start()
    try:
        export(Bundle(made), format, Sink())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format", sorted(set(FILES) - {"parquet"}))
def test_memory_does_not_grow_with_the_number_of_articles(format):
    peak(format, 5)
    assert peak(format, 200) < peak(format, 40) + 400_000


@pytest.mark.parametrize("format", sorted(set(FILES) - {"parquet"}))
def test_the_same_bundle_gives_the_same_bytes(format, written):
    assert written(format) == written(format)


@pytest.mark.parametrize("format", FILES)
def test_a_failure_leaves_no_half_file(format, tmp_path):
    def failing():
        yield relayed()
        raise RuntimeError("the ledger went away")

    (tmp_path / "out").write_text("old")
    with pytest.raises(RuntimeError, match="went away"):
        export(Bundle(failing(), bundle().claims, bundle().reviews), format, tmp_path / "out")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("out", "old")]


@pytest.mark.parametrize("format", FILES)
def test_the_callers_file_stays_open(format):
    out = io.BytesIO()
    export(bundle(), format, out)
    assert not out.closed
    assert len(out.getvalue()) > 500


def test_example_pages_go_into_every_format(reader, examples, tmp_path):
    articles = [reader.read(page) for page in examples]
    for format in FORMATS:
        export(Bundle(articles), format, tmp_path / format)
    assert {p.name for p in tmp_path.iterdir()} == set(FORMATS)
    assert len(list((tmp_path / "brat").glob("*.ann"))) == len(articles)
    assert (tmp_path / "csv").read_text("utf8").count("\n") == sum(len(a.attributions) for a in articles) + 1


def test_a_place_that_is_not_there_is_our_error(tmp_path):
    with pytest.raises(ExportError, match="No such file"):
        export(bundle(), "csv", tmp_path / "none" / "out.csv")


@pytest.mark.parametrize("base", ["ledger", "https://x.example", "a:<b>/", "a:\x00/", ""])
def test_bases_that_make_no_sense(base):
    with pytest.raises(BadValue, match="IRI"):
        Options(base=base)


@pytest.mark.parametrize("settings", [{"of": "pages"}, {"newest": 0}])
def test_settings_that_make_no_sense(settings):
    with pytest.raises(BadValue):
        Options(**settings)


@pytest.mark.parametrize(("format", "options"), [("xls", None), ("gexf", Options(of="claims")), ("atom", Options(of="articles"))])
def test_formats_that_make_no_sense(format, options):
    with pytest.raises(BadValue):
        export(bundle(), format, io.BytesIO(), options)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2031", date(2031, 1, 1), date(2031, 12, 31)),
        ("2031-02", date(2031, 2, 1), date(2031, 2, 28)),
        ("2031-04-08T20", date(2031, 4, 8), date(2031, 4, 8)),
        ("2031-04-06/2031-04-08", date(2031, 4, 6), date(2031, 4, 8)),
        ("203X", date(2030, 1, 1), date(2039, 12, 31)),
        ("2031-XX-05", date(2031, 1, 1), date(2031, 12, 31)),
        ("2031-34", date(2031, 4, 1), date(2031, 6, 30)),
        ("2031-22?", date(2031, 1, 1), date(2031, 12, 31)),
    ],
)
def test_days_of_edtf(edtf, first, last):
    assert days(edtf) == (first, last)


@pytest.mark.parametrize("value", [None, "", "XXXX-XX-XX", "2031-04-06/..", "2031-02-30", "2031-13", "0000", "2031-04-09/2031-04-01", HARM])
def test_what_gives_no_day(value):
    assert days(value) is None
    assert moment(value) is None
    assert calendar_day(value) is None


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "data:text/html,x", "/path", "https://", HARM])
def test_no_address_of_the_web(url):
    assert web_address(url) is None


def test_an_address_is_safe_between_angle_brackets():
    told = web_address(" https://x.example/ä<b>\ud800?q=%20\"a'#f ")
    assert told == "https://x.example/%C3%A4%3Cb%3E%ED%A0%80?q=%20%22a'#f"


def test_names_do_not_meet():
    names = Names("urn:x:")
    ids = ["a", "a#b", "a/b", "a%23b", "a b", "A", "\ud800", "é"]
    assert len({names.article(id) for id in ids} | {names.row("a", "b"), names.claim("a")}) == len(ids) + 2
    assert names.ref("a#b#a1") == names.row("a#b", "a1")


def test_cells_and_labels():
    assert (cell(" =1+1"), cell("\t-1"), cell("a\nb\x00"), cell("")) == ("'=1+1", "'-1", "a b\ufffd", "")
    assert shown("a\u202e\nb\u2066c\x07") == "a bc\ufffd"
