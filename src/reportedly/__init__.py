"""Who said it, through whom, when, how firmly, and who denies it.

>>> from reportedly import Reader
>>> article = Reader().read("page.html")  # doctest: +SKIP
"""

from reportedly.errors import (
    BadValue,
    EmptyPage,
    NotText,
    PageError,
    PageTooLarge,
    ReportedlyError,
    UnreadLanguage,
    WeightsError,
)
from reportedly.model import Article, Attribution, Author, Caption, Related, TimeMention
from reportedly.reader import Reader

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Author",
    "BadValue",
    "Caption",
    "EmptyPage",
    "NotText",
    "PageError",
    "PageTooLarge",
    "Reader",
    "Related",
    "ReportedlyError",
    "TimeMention",
    "UnreadLanguage",
    "WeightsError",
    "__version__",
]
