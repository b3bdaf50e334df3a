"""The pipeline in one screen: page -> article -> attributions -> speakers and chains -> times -> commitment."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from reportedly import times
from reportedly.attribution import Guide, Tagger, extract
from reportedly.commitment import commit
from reportedly.errors import BadValue, PageError
from reportedly.model import Article
from reportedly.pages import read_page
from reportedly.speakers import resolve

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?")


class Reader:
    """Reads pages. The model is loaded once, here; a reader keeps nothing of what it has read.

    >>> from reportedly import Reader
    >>> article = Reader().read_text('The dam is safe, the ministry said on Sunday.', published="2031-04-08")
    >>> article.attributions[0].said
    '2031-04-06'
    """

    def __init__(
        self, *, weights: Path | None = None, threads: int = 1, guide: Guide = "ledger", min_confidence: float | None = None
    ) -> None:
        """Load the tagger.

        `weights`: a folder with `tagger.onnx` and `tokenizer.json` (default: the package's own). `threads`: of the encoder.
        `guide`: the annotation guide whose rows are read, "ledger" (nested, short contents too) or "polnear" (flat).
        `min_confidence`: rows below it (0 to 1) are left out; by default the one at which most rows are right and few are missed.
        Raises WeightsError where the weights are missing or damaged, BadValue for a confidence out of range.
        """
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise BadValue(f"min_confidence {min_confidence!r} is not between 0 and 1")
        self._floor = min_confidence
        self._tagger = Tagger(weights, threads=threads, guide=guide)

    def read(
        self,
        page: str | Path | bytes,
        *,
        id: str | None = None,
        url: str | None = None,
        published: str | None = None,
        plain: bool = False,
    ) -> Article:
        """Read one page: a path, or its bytes.

        `id` is by default the file's name without its ending, or for bytes the first 12 hexadecimal digits of their SHA-256.
        `published` (EDTF date, "2031-04-08") counts where the page has no date of its own. `plain`: the bytes are article text
        already and nothing is taken away. Raises PageError (its subclasses say what is wrong) and BadValue.
        """
        self.check(published)
        name, body = _load(page)
        return self._fill(read_page(body, id=id or name, url=url, plain=plain, published=published))

    def read_text(self, text: str, *, id: str | None = None, published: str | None = None) -> Article:
        """Read article text as it is; offsets in the result are code points into `text`. Raises BadValue and EmptyPage."""
        return self.read(text.encode("utf8", "surrogatepass"), id=id, published=published, plain=True)

    @staticmethod
    def check(published: str | None) -> None:
        """Raise BadValue where a publication date is not one, before any page is read."""
        if published is not None and not _DATE.fullmatch(published):
            raise BadValue(f"published date {published!r} is not EDTF; write it as 2031-04-08, 2031-04 or 2031-04-08T09:30:00Z")

    def _fill(self, article: Article) -> Article:
        if article.published is None:
            told = times.narrow_published(article.text)
            article = replace(article, published=told, published_from="text" if told else None)
        rows = extract(article.text, article.paragraphs, self._tagger, floor=self._floor)
        # Commitment needs no speaker, and who denies a report does not pass it on: it goes ahead of the chains.
        for step in (commit, resolve, times.date_rows):
            rows = step(article, rows)
        return replace(article, attributions=rows)


def _load(page: str | Path | bytes) -> tuple[str, bytes]:
    if isinstance(page, bytes):
        return hashlib.sha256(page).hexdigest()[:12], page
    path = Path(page)
    try:
        return path.stem, path.read_bytes()
    except OSError as error:
        raise PageError(f"{path}: {error.strerror or error}") from error
