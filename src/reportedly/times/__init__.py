"""When it was said: expressions of time in the text, their EDTF values, and the date of every attribution.

`find` reads expressions, `date_rows` fills `times` and `said` of attributions, `narrow_published` says what the text itself tells
of the day it was published. Rules and word lists only; nothing here knows of storage.
"""

from reportedly.times.finding import find
from reportedly.times.published import narrow_published
from reportedly.times.rows import date_rows

__all__ = ["date_rows", "find", "narrow_published"]
