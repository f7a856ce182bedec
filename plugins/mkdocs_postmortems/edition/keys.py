"""Finding many phrases in much text: each word is a number, each few words in a row are a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

import numpy as np

from mkdocs_postmortems.edition.phrase import Phrase

LONGEST = 4
"""How many words make a key at most; a longer phrase has several."""

_BITS = 22
_FACTOR = 1_000_003


class Keys:
    """The keys of phrases. Words that are in no phrase have the number 0."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._numbers: dict[bytes, int] = {}
        self._keys: set[int] = set()
        for phrase in phrases:
            numbers = [self._numbers.setdefault(word, len(self._numbers) + 1) for word in phrase]
            self._keys.update(map(_key, _parts(numbers)))
        self._table = self._filled()

    def __len__(self) -> int:
        return len(self._keys)

    def of(self, phrase: Phrase) -> list[int]:
        """Return the keys of a phrase that are looked for."""
        numbers = [self._numbers.get(word, 0) for word in phrase]
        return [key for part in _parts(numbers) if (key := _key(part)) in self._keys]

    def drop(self, texts: Iterable[list[bytes]]) -> None:
        """Look no longer for what stands in one of these texts, given by their words."""
        for words in texts:
            self._keys -= self.find(words)
        self._table = self._filled()

    def find(self, words: list[bytes]) -> set[int]:
        """Return the keys that stand in a text, given by its words."""
        numbers = np.fromiter(
            map(self._numbers.get, words, repeat(0)), dtype=np.uint64, count=len(words)
        )
        found: set[int] = set()
        keys, known = numbers, numbers > 0
        for length in range(1, LONGEST + 1):
            if length > 1:
                later = numbers[length - 1 :]
                keys = keys[: len(later)] * np.uint64(_FACTOR) + later
                known = known[: len(later)] & (later > 0)
            places = _places(keys[known])
            near = keys[known][self._table[places]]
            found.update(self._keys.intersection(near.tolist()))
        return found

    def _filled(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        table = np.zeros(1 << _BITS, dtype=np.bool_)
        table[_places(np.fromiter(self._keys, dtype=np.uint64, count=len(self._keys)))] = True
        return table


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    """Yield the words of each key: all of a short phrase, each four of a longer one."""
    if len(numbers) < LONGEST:
        yield numbers
    for begin in range(0, len(numbers) - LONGEST + 1, LONGEST):
        yield numbers[begin : begin + LONGEST]


def _key(numbers: list[int]) -> int:
    key = 0
    for number in numbers:
        key = (key * _FACTOR + number) % (1 << 64)
    return key


def _places(
    keys: np.ndarray[tuple[int], np.dtype[np.uint64]],
) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return where the keys stand in the table of those that are looked for."""
    return (keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _BITS)
