"""Hostile and broken pages through the command line: one clear line or a sound partial result, in bounded time and memory."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from reportedly.cli.main import run as cli

MEMORY = 1 << 30
SECONDS = 9
"""Of the processor, and one more to load Python's modules, which comes before."""
GROWTH = 2.3
"""How much more twice the text may cost, the model's loading included, on whatever processor this is."""
BODY = "<p>The mayor said on Sunday that the dam was safe and that nobody had to leave the lower town.</p>"
SAFE = "the dam was safe and that nobody had to leave the lower town"
# One sentence each, "the mayor said on Sunday that the dam was safe", many times over: enough for the detectors.
KOREAN = "시장은 일요일에 댐이 안전하며 아무도 마을을 떠날 필요가 없다고 말했다. 기술자들은 균열이 세 군데에서 발견되었다고 경고했다. " * 8
SPANISH = "El alcalde dijo el domingo que la presa era segura y que nadie tenía que abandonar la ciudad baja durante el invierno. " * 8
RUSSIAN = "Мэр заявил в воскресенье, что плотина безопасна и что никому не нужно покидать нижний город этой зимой. " * 8
JAPANESE = "市長は日曜日、ダムは安全であり、誰も下町を離れる必要はないと述べた。技術者らは三か所で亀裂が見つかったと警告した。" * 8


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>The dam</title>{head}</head><body><article><h1>The dam</h1>{body}</article></body></html>"


@pytest.fixture(scope="module")
def programs() -> ForkServerContext:
    """Gives each page a process of its own, which begins with the modules loaded: to load them took longer than to read a page."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportedly.cli.main", "trafilatura", "pydantic", "pytest"])
    return context


@pytest.fixture
def run(programs, tmp_path):
    def running(page: bytes, *args: str, seconds: int = SECONDS) -> Done:
        file = tmp_path / "page.html"
        file.write_bytes(page)
        streams = [tmp_path / name for name in ("stdout", "stderr", "used")]
        program = programs.Process(target=_read, args=(["reportedly", "read", str(file), *args], seconds, streams))
        program.start()
        program.join()
        stdout, stderr, used = (stream.read_text("utf8") for stream in streams)
        assert "Traceback" not in stderr
        taken, peak = json.loads(used)
        assert peak < MEMORY
        return Done(program.exitcode, stdout, stderr, taken)

    return running


@dataclass(frozen=True, slots=True)
class Done:
    returncode: int | None
    stdout: str
    stderr: str
    taken: float
    """Seconds of the processor."""


def _read(argv: list[str], seconds: int, streams: list[Path]) -> None:
    """In a process of its own: what `reportedly read` prints, and at last its time and its memory at the highest, into files."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    for number, stream in enumerate(streams[:2], 1):
        os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = argv
    try:
        cli()
    finally:
        used = resource.getrusage(resource.RUSAGE_SELF)
        streams[2].write_text(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))


FAIL = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t ", "empty"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "PNG"),
    "pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "PDF"),
    "noise": (bytes(range(256)) * 400, "text"),
    "60 MB": (page(BODY * 600_000).encode()[: 60 << 20], "MB"),
    "script only": (page("").replace("<h1>The dam</h1>", "<div id=app></div><script>start()</script>").encode(), "text"),
    "cp949": (page(f"<p>{KOREAN}</p>").encode("cp949"), "Korean"),
    "cp949 declared wrong": (page(f"<p>{KOREAN}</p>", "<meta charset=utf-8>").encode("cp949"), "Korean"),
    "cp1251": (page(f"<p>{RUSSIAN}</p>").encode("cp1251"), "Russian"),
    "Shift-JIS": (page(f"<p>{JAPANESE}</p>").encode("shift_jis"), "Japanese"),
    "Korean": (page(f"<p>{KOREAN}</p>").encode(), "Korean"),
    "Spanish": (page(f"<p>{SPANISH}</p>").encode(), "Spanish"),
}


@pytest.mark.parametrize("name", FAIL)
def test_one_clear_line_and_exit_1(name, run):
    body, word = FAIL[name]
    done = run(body)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert word.casefold() in done.stderr.casefold()


SOUND = {
    "nested": page("<div>" * 200_000 + BODY * 3 + "</div>" * 200_000).encode(),
    "NUL": page(BODY * 3).replace("mayor", "may\0or").encode(),
    "unclosed quotation": page(BODY * 3 + "<p>“" + "It holds and holds, " * 1_500 + "</p>").encode(),
    "cp1252 without charset": page(BODY * 3 + "<p>“Caf\u00e9 owners are calm,” she said.</p>").encode("cp1252"),
    "utf-16": page(BODY * 3).encode("utf-16"),
    "bidi marks": page(BODY * 3 + "<p>\u202eevil\u202c</p>").encode(),
    "cut off": page(BODY * 3)[:-40].encode(),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_result_or_one_clear_line(name, run):
    done = run(SOUND[name])
    if done.returncode == 1:
        assert name == "nested"
        assert len(done.stderr.splitlines()) == 1
        assert "nest" in done.stderr
        return
    article = json.loads(done.stdout)
    assert SAFE in article["text"]
    assert any(SAFE in " ".join(article["text"][s:e] for s, e in r["content"]) for r in article["attributions"])


def test_an_unclosed_quotation_in_plain_text(run):
    taken = []
    for times in (2_500, 5_000):
        done = run(("The mayor said the dam was safe.\n“" + "x and y " * times).encode(), "--plain", seconds=3 * SECONDS)
        assert done.returncode == 0
        taken.append(done.taken)
    assert taken[1] < GROWTH * taken[0], taken
