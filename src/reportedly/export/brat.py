"""brat standoff (brat.nlplab.org/standoff.html): a folder with a .txt and an .ann per article, and brat's own configuration."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from reportedly.errors import ExportError
from reportedly.export.text import encodable, shown
from reportedly.export.values import Bundle, Options
from reportedly.model import Article, Attribution, Span

# Everything that some reader takes for the end of a line or of a column; brat's spans may not run over one.
_BREAK = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST = 120
CONFIGURATION = """\
[entities]
Source
Cue
Content

[relations]
SaidBy\tArg1:Content, Arg2:Source
CuedBy\tArg1:Content, Arg2:Cue
Within\tArg1:Content, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Kind\tArg:Content, Value:direct|indirect|mixed
SpeakerKind\tArg:Content, Value:person|organization|group|document|anonymous
Commitment\tArg:Content, Value:affirms|hedges|denies|open
"""
"""`annotation.conf`: what brat needs to show and edit the folder."""


def write(bundle: Bundle, folder: Path, options: Options) -> None:
    """Fill a folder that does not exist or is empty. Raises ExportError where it is not, or where two articles share a name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ExportError(f"{folder} is not empty; name a new folder")
        _put(folder / "annotation.conf", CONFIGURATION)
        for article in bundle.articles:
            name = file_name(article.id)
            _put(folder / f"{name}.txt", _text(article.text))
            _put(folder / f"{name}.ann", "".join(line + "\n" for line in _Standoff(article).lines()))
    except FileExistsError as error:
        raise ExportError(f"{error.filename}: two articles have this name, or it is no folder") from error
    except OSError as error:
        raise ExportError(f"{error.filename or folder}: {error.strerror}") from error


def file_name(id: str) -> str:
    """An article's id as a file name: percent-encoded, without a dot, and cut with a digest where it is long."""
    name = quote(id, safe="", errors="surrogatepass").replace(".", "%2E") or "%"
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}-{hashlib.sha256(id.encode('utf8', 'surrogatepass')).hexdigest()[:16]}"


class _Standoff:
    """The lines of one .ann file."""

    def __init__(self, article: Article) -> None:
        self.text = _text(article.text)
        self.rows = article.attributions
        self.marks: dict[tuple[str, tuple[Span, ...]], str] = {}
        self.relations = self.attributes = self.notes = self.bound = 0

    def lines(self) -> Iterator[str]:
        contents: dict[str, str] = {}
        for row in self.rows:
            content, line = self.mark("Content", row.content)
            if content:
                contents[row.id] = content
                yield from line
                yield from self.row(row, content)
        for row in self.rows:
            if row.id in contents and row.parent in contents:
                yield self.relation("Within", contents[row.id], contents[row.parent])

    def row(self, row: Attribution, content: str) -> Iterator[str]:
        for kind, relation, spans in (("Source", "SaidBy", row.source), ("Cue", "CuedBy", row.cue)):
            id, line = self.mark(kind, spans)
            yield from line
            if id:
                yield self.relation(relation, content, id)
        for name, value in (("Kind", row.kind), ("SpeakerKind", row.speaker_kind), ("Commitment", row.commitment)):
            self.attributes += 1
            yield f"A{self.attributes}\t{name} {content} {value}"
        self.notes += 1
        yield f"#{self.notes}\tAnnotatorNotes {content}\t{_note(row)}"

    def mark(self, kind: str, spans: tuple[Span, ...]) -> tuple[str | None, list[str]]:
        """The id of a span's mark and its line; no line where a source or a cue is marked already. Contents are one a row."""
        parts = tuple(part for span in sorted(spans) for part in self.pieces(span))
        if not parts:
            return None, []
        held = self.marks.get((kind, parts))
        if held and kind != "Content":
            return held, []
        self.bound += 1
        id = self.marks[kind, parts] = f"T{self.bound}"
        places = ";".join(f"{start} {end}" for start, end in parts)
        return id, [f"{id}\t{kind} {places}\t{' '.join(self.text[start:end] for start, end in parts)}"]

    def pieces(self, span: Span) -> Iterator[Span]:
        """The stretches of a span between line breaks, without white space at their ends."""
        start, end = span
        for found in [*_BREAK.finditer(self.text, start, end), None]:
            stop = found.start() if found else end
            piece = self.text[start:stop]
            if piece.strip():
                yield start + len(piece) - len(piece.lstrip()), stop - len(piece) + len(piece.rstrip())
            start = found.end() if found else end

    def relation(self, kind: str, one: str, other: str) -> str:
        self.relations += 1
        return f"R{self.relations}\t{kind} Arg1:{one} Arg2:{other}"


def _note(row: Attribution) -> str:
    chain = " > ".join(row.chain)
    told = (f"id {row.id}", f"speaker {row.speaker or 'nobody named'}", chain and f"chain {chain}", row.said and f"said {row.said}")
    return shown("; ".join(part for part in (*told, f"confidence {row.confidence:.2f}") if part))


def _text(text: str) -> str:
    # One for one, so that offsets hold: many readers turn CR LF into one code point.
    return encodable(text).replace("\r", " ")


def _put(path: Path, text: str) -> None:
    with path.open("x", encoding="utf8", newline="") as file:
        file.write(text)
