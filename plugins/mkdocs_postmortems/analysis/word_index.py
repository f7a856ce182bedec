"""Which texts have a word, and how much it says in each: Okapi BM25, as full-text search has it.

Weights are whole thousandths of a nat, so that sums do not depend on the order of what is added.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mkdocs_postmortems.analysis.word import (
    bare,
    says_something,
    singulars,
    split_roughly,
    split_words,
)

Numbers = NDArray[Any]
"""A row of whole numbers."""

THOUSANDTHS = 1_000

_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's k1 and b, as Lucene and most others have them."""


class Words(NamedTuple):
    """The words of one text by their numbers, in ascending order, and what each says in it."""

    numbers: Numbers
    weights: Numbers

    def weights_of(self, numbers: Numbers) -> Numbers:
        """Return what these words say in the text, 0 for one that does not stand there."""
        if not len(self.numbers):
            return np.zeros(len(numbers), np.int64)
        at = np.minimum(self.numbers.searchsorted(numbers), len(self.numbers) - 1)
        weights: Numbers = np.where(self.numbers[at] == numbers, self.weights[at], 0)
        return weights


class WordIndex:
    """The words of some texts, which are known by their number from 0.

    A plural counts as its singular where some text has that. `having` is how many texts have each
    word.
    """

    having: Numbers

    def __init__(self, texts: Iterable[str]) -> None:
        self._vocabulary = _Vocabulary()
        words, counts, sizes = array("i"), array("i"), array("i")
        for text in texts:
            counted = Counter(split_roughly(text))
            words.extend([self._vocabulary[word] for word in counted])
            counts.extend(counted.values())
            sizes.append(len(counted))
        self.texts = len(sizes)
        self._merged = self._vocabulary.merged_plurals()
        documents = np.repeat(np.arange(self.texts, dtype=np.int32), _row(sizes))
        said = _row(words) >= 0
        self._fill(self._merged[_row(words)[said]], documents[said], _row(counts)[said])

    def _fill(self, words: Numbers, documents: Numbers, counts: Numbers) -> None:
        """Sort what stands where, once by word and once by text, and weigh it."""
        lengths = np.bincount(documents, counts, minlength=self.texts)
        self._usual_length = max(lengths.sum() / max(self.texts, 1), 1.0)
        keys = words.astype(np.int64) * max(self.texts, 1) + documents
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        counts = np.add.reduceat(counts[order], first) if len(first) else counts
        words, documents = np.divmod(keys[first], max(self.texts, 1))
        self.having = np.bincount(words, minlength=len(self._vocabulary.names))
        weights = self._weights(self.having[words], counts, lengths[documents]).astype(np.int32)
        self._texts, self._weights_by_word = documents.astype(np.int32), weights
        self._first_text = np.concatenate(([0], np.cumsum(self.having)))
        by_text = np.argsort(documents, kind="stable")
        self._words, self._weights_by_text = words[by_text].astype(np.int32), weights[by_text]
        sizes = np.bincount(documents, minlength=self.texts)
        self._first_word = np.concatenate(([0], np.cumsum(sizes)))

    def _weights(self, having: Numbers, counts: Numbers, lengths: Numbers | int) -> Numbers:
        """Return what words say that `having` texts have, where a text has them so often."""
        rarity = np.log1p((self.texts - having + 0.5) / (having + 0.5))
        slack = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / self._usual_length)
        weights: Numbers = np.rint(THOUSANDTHS * rarity * counts / (counts + slack))
        return weights

    def number(self, word: str) -> int | None:
        """Return the number of a word that says something; None where no text has it."""
        for form in (word, *singulars(word)):
            number = self._vocabulary.get(form, -1)
            if number >= 0:
                return int(self._merged[number])
        return None

    def rarity(self, word: int | None) -> int:
        """Return the most that a word can say; None stands for one that no text has."""
        having = 0 if word is None else int(self.having[word])
        return round(THOUSANDTHS * math.log1p((self.texts - having + 0.5) / (having + 0.5)))

    def where(self, word: int) -> tuple[Numbers, Numbers]:
        """Return the texts that have a word, and what it says in each."""
        part = slice(self._first_text[word], self._first_text[word + 1])
        return self._texts[part], self._weights_by_word[part]

    def words_in(self, text: int) -> Words:
        """Return the words of one of the texts."""
        part = slice(self._first_word[text], self._first_word[text + 1])
        return Words(self._words[part], self._weights_by_text[part])

    def words_of(self, text: str) -> Words:
        """Return those words of another text that some text here has."""
        counts: Counter[int] = Counter()
        for word, count in Counter(split_words(text)).items():
            number = self.number(word) if says_something(word) else None
            if number is not None:
                counts[number] += count
        numbers = np.array(sorted(counts), np.int64)
        times = np.array([counts[number] for number in sorted(counts)], np.int64)
        weights = self._weights(self.having[numbers], times, counts.total())
        return Words(numbers, weights.astype(np.int64))

    @property
    def names(self) -> list[str]:
        """The words by their numbers."""
        return self._vocabulary.names

    @cached_property
    def is_name(self) -> NDArray[np.bool_]:
        """Whether each word has a letter: a mere number counts something else in every text."""
        return np.array([not name.isdigit() for name in self.names], bool)


class _Vocabulary(dict[str, int]):
    """Word -> number; asked for a new one it gives the next number, -1 where it says nothing."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __missing__(self, word: str) -> int:
        if (stripped := bare(word)) != word:
            number = self[stripped]
        elif says_something(word):
            number = len(self.names)
            self.names.append(word)
        else:
            number = -1
        self[word] = number
        return number

    def merged_plurals(self) -> Numbers:
        """Return the number that each word counts under: of a plural that of its singular."""
        merged = np.arange(len(self.names))
        for number, word in enumerate(self.names):
            for singular in singulars(word):
                if (one := self.get(singular, -1)) >= 0:
                    merged[number] = one
                    break
        return merged


def _row(numbers: array[int]) -> Numbers:
    return np.frombuffer(numbers, np.intc) if numbers else np.zeros(0, np.intc)
