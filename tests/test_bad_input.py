"""Hostile and broken pages through the command line: one clear line or a sound partial result, in bounded time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEMORY = 1 << 30
SECONDS = 10
GROWTH = 2.3
"""How much more twice the text may cost, loading included, on whatever processor this is."""
BODY = "<p>The mayor said on Sunday that the dam was safe and that nobody had to leave the lower town.</p>"
SAFE = "the dam was safe and that nobody had to leave the lower town"
# One sentence each, "the mayor said on Sunday that the dam was safe", many times over: enough for the detectors.
KOREAN = "시장은 일요일에 댐이 안전하며 아무도 마을을 떠날 필요가 없다고 말했다. 기술자들은 균열이 세 군데에서 발견되었다고 경고했다. " * 8
SPANISH = "El alcalde dijo el domingo que la presa era segura y que nadie tenía que abandonar la ciudad baja durante el invierno. " * 8
RUSSIAN = "Мэр заявил в воскресенье, что плотина безопасна и что никому не нужно покидать нижний город этой зимой. " * 8
JAPANESE = "市長は日曜日、ダムは安全であり、誰も下町を離れる必要はないと述べた。技術者らは三か所で亀裂が見つかったと警告した。" * 8


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>The dam</title>{head}</head><body><article><h1>The dam</h1>{body}</article></body></html>"


def run(page: bytes, tmp_path: Path, *args: str, seconds: int = SECONDS) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "page.html"
    file.write_bytes(page)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    code = f"import resource, sys\nfrom reportedly.cli.main import run\nsys.argv = {['reportedly', 'read', str(file), *args]!r}\n" + (
        "try:\n    run()\nfinally:\n"
        "    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n    print('PEAK', peak, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, preexec_fn=limit)
    assert "Traceback" not in done.stderr
    *lines, peak = done.stderr.splitlines()
    assert int(peak.split()[1]) * 1024 < MEMORY
    done.stderr = "\n".join(lines)
    return done


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
def test_one_clear_line_and_exit_1(name, tmp_path):
    body, word = FAIL[name]
    done = run(body, tmp_path)
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
def test_a_sound_result_or_one_clear_line(name, tmp_path):
    done = run(SOUND[name], tmp_path)
    if done.returncode == 1:
        assert name == "nested"
        assert len(done.stderr.splitlines()) == 1
        assert "nest" in done.stderr
        return
    article = json.loads(done.stdout)
    assert SAFE in article["text"]
    assert any(SAFE in " ".join(article["text"][s:e] for s, e in r["content"]) for r in article["attributions"])


def test_an_unclosed_quotation_in_plain_text(tmp_path):
    taken = []
    for times in (2_500, 5_000):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = run(("The mayor said the dam was safe.\n“" + "x and y " * times).encode(), tmp_path, "--plain", seconds=3 * SECONDS)
        assert done.returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert taken[1] < GROWTH * taken[0], taken
