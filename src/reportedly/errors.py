"""The errors that reportedly raises on purpose.

ReportedlyError
+-- PageError            a page cannot be read
|   +-- EmptyPage        nothing in it, or no article text
|   +-- NotText          binary bytes
|   +-- PageTooLarge     over the size limit
|   +-- UnreadLanguage   a language that is not read yet
+-- WeightsError         the tagger's files are missing or damaged
+-- LedgerError          a ledger that is none, is of a newer version, or cannot be reached or written
|   +-- LedgerBusy       another program has been writing for too long
|   +-- NotInLedger      an id or a name that the ledger does not hold
+-- ExportError          a file cannot be written: an extra is missing, a folder is not empty
+-- BadValue             an option's value makes no sense
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Base of all errors below; its text is one line that names the value and the mend."""


class PageError(ReportedlyError):
    """A page that cannot be read."""


class EmptyPage(PageError):
    """A page without article text."""


class NotText(PageError):
    """Bytes that are not text."""


class PageTooLarge(PageError):
    """A page over the size limit."""


class UnreadLanguage(PageError):
    """A page in a language that is not read yet."""


class WeightsError(ReportedlyError):
    """The tagger's files are missing or damaged."""


class LedgerError(ReportedlyError):
    """A ledger that is none, is of a newer version, or cannot be reached or written."""


class LedgerBusy(LedgerError):
    """Another program has been writing for too long."""


class NotInLedger(LedgerError):
    """An id or a name that the ledger does not hold."""


class ExportError(ReportedlyError):
    """A file that cannot be written: an optional package is missing, a folder is not empty, two articles have one name."""


class BadValue(ReportedlyError, ValueError):
    """An option's value makes no sense."""
