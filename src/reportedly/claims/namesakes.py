"""Which of many names may be one speaker's, without comparing every two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportedly.claims.features import same_speaker
from reportedly.speakers import outlets


class Namesakes:
    """An index of names by their words: only names with a word in common are compared."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Begin with `names`; `add` takes more."""
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        self._known: set[str] = set()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take a name into the index; one that is there already changes nothing."""
        if name not in self._known:
            self._known.add(name)
            for word in set(outlets.fold(name).split()):
                self._by_word[word].append(name)

    def of(self, name: str) -> list[str]:
        """The names that may be the same speaker's, by the alphabet; with `name` itself where it is there."""
        met = {n for word in outlets.fold(name).split() for n in self._by_word.get(word, ())}
        return [n for n in sorted(met) if same_speaker(name, n)]
