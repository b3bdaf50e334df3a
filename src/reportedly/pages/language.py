"""Which language an article is in; only English is read yet."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from reportedly.errors import UnreadLanguage
from reportedly.wordlists import load

_SHORTEST = 120
"""Characters; the identifier misfires on less."""
_LONGEST = 1000
"""Characters that are looked at: the identifier is sure of a language after a few sentences, and its time grows with them."""
_SURE = 0.9


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check_language(text: str, declared: str | None = None) -> str | None:
    """Two-letter code of an article's language, by its words; the page's own claim where they are too few.

    Raises UnreadLanguage where it is surely not English.
    """
    if len(text) < _SHORTEST and text.isascii():
        return (declared or "en").split("-")[0].lower() or None
    code, sure = _identifier().classify(text[:_LONGEST])
    if code != "en" and sure >= _SURE and (len(text) >= _SHORTEST or not text.isascii()):
        name = load("pages", "languages")["names"].get(code, f"language {code!r}")
        raise UnreadLanguage(f"the page is in {name}, which is not read yet; only English is")
    return "en"
