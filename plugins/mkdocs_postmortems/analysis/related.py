"""Incidents related to one, or to some words: by rare labels in common, and by their texts.

Nothing here needs a table: `postmortems similar` is asked in the middle of an incident, and
pandas takes longer to load than the search.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from mkdocs_postmortems.analysis.rarity import Label, Rarity, labels_of
from mkdocs_postmortems.analysis.word_index import THOUSANDTHS, Numbers, WordIndex, Words
from mkdocs_postmortems.model import Postmortem

MOST_RELATED = 5

MOST_WORDS = 25
"""How many words stand for a text: those that say most in it."""

SHARED_BY = 3
"""A word that more than one in three incidents has does not stand for a text."""

WORD = 2
"""A label says so many times what a word as rare says, which can stand there by chance."""

_TITLE = 3
"""How often a word of the title counts."""

_NAMED_WORDS = 3

_NAMED_FROM = 5
"""A word that says less than one part in so many of what the first one says is no reason."""

_FEWEST = 6
"""Among fewer incidents, what only two have is not rare: one label is not enough there."""


class Tie(StrEnum):
    """Whether the authors of one of the two postmortems named the other."""

    NAMED = "named"
    NAMES = "names"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Related:
    """One related incident, by its path, and why.

    `score` is in thousandths of a nat. `labels` are shared, the rarest first; so are `words`, at
    most three, those first that say most in both texts; none that says little beside the first.
    """

    path: str
    score: int
    labels: tuple[Label, ...]
    words: tuple[str, ...]
    tie: Tie = Tie.NONE


@dataclass(frozen=True)
class Asked:
    """What one postmortem is compared by: its labels, and words with what each says in it."""

    labels: frozenset[Label]
    words: Mapping[int, int]


def text_of(postmortem: Postmortem) -> str:
    """Return what a postmortem tells in words, by which two are compared."""
    sections = (f"{section.heading}\n{section.text}" for section in postmortem.body.sections)
    notes = (cause.note for cause in postmortem.causes)
    return "\n".join([*[postmortem.title] * _TITLE, postmortem.body.preamble, *sections, *notes])


class Relations:
    """The incidents that had started by `as_of`, ready to be asked which are related to what.

    score = the sum of ln(1 + N/n) over the shared labels, plus half of what BM25 gives for the
    words of one text in the other, less the average of that over all N incidents. An incident is
    related from the score on that a label gives which only these two have: no single word gives
    that, however rare. Equal scores are in the order of the paths. `text` gives the words of one.
    """

    def __init__(
        self,
        postmortems: Iterable[Postmortem],
        as_of: dt.date,
        text: Callable[[Postmortem], str] = text_of,
    ) -> None:
        counted = (one for one in postmortems if one.day is None or one.day <= as_of)
        self.incidents = tuple(sorted(counted, key=lambda one: one.path))
        self.words = WordIndex(map(text, self.incidents))
        self._numbers = {one.path: number for number, one in enumerate(self.incidents)}
        self._labels = tuple(labels_of(one) for one in self.incidents)
        self._rarity = Rarity(self._labels)

    def of(self, postmortem: Postmortem, most: int = MOST_RELATED) -> tuple[Related, ...]:
        """Return the incidents related to a postmortem, whether or not it is one of these.

        Those come first that its authors named, then those whose authors named it.
        """
        asked, own = self._asked(postmortem), self._numbers.get(postmortem.path)
        scores = self.scores(asked.labels, asked.words)
        if own is not None:
            scores[own] = 0
        scores -= int(scores.sum()) // max(len(scores), 1)
        if own is not None:
            scores[own] = _NEVER
        ties = self._ties(postmortem)
        likely = best(scores, self.least, most + len(ties))
        ranked = [*ties, *(number for number in likely if number not in ties)]
        return tuple(
            self.related(number, int(scores[number]), asked, ties.get(number, Tie.NONE))
            for number in ranked[:most]
        )

    @property
    def least(self) -> int:
        """The score from which on an incident is related: that of a label that only two have."""
        size = len(self.incidents)
        weight = round(THOUSANDTHS * math.log1p(max(size, _FEWEST) / 2))
        return weight - weight // max(size, 1)

    def _asked(self, postmortem: Postmortem) -> Asked:
        """Return what a postmortem is compared by. What is its label is no word as well."""
        labels, own = labels_of(postmortem), self._numbers.get(postmortem.path)
        index = self.words
        words = index.words_of(text_of(postmortem)) if own is None else index.words_in(own)
        having = index.having[words.numbers]
        # A word that nobody else has finds nobody.
        telling = (having > (own is not None)) & (having <= len(self.incidents) / SHARED_BY)
        telling &= index.is_name[words.numbers]
        said = Words(words.numbers[telling], words.weights[telling])
        return Asked(labels, self.most_telling(said, {label.name.casefold() for label in labels}))

    def most_telling(self, words: Words, without: Container[str] = ()) -> dict[int, int]:
        """Return the words that say most, with what they say."""
        found: dict[int, int] = {}
        for at in np.argsort(-words.weights, kind="stable"):
            number = int(words.numbers[at])
            if self.words.names[number] not in without:
                found[number] = int(words.weights[at])
            if len(found) == MOST_WORDS:
                break
        return found

    def scores(self, labels: Iterable[Label], words: Iterable[int]) -> Numbers:
        """Return how much every incident has of some labels and words."""
        size = len(self.incidents)
        in_text = _summed([self.words.where(word) for word in words], size)
        for label in labels:
            in_text[self.having(label)] += WORD * self.weight(label)
        return in_text // WORD

    def having(self, label: Label) -> Numbers:
        """Return the numbers of the incidents that have a label."""
        return self._having.get(label, _NOBODY)

    def weight(self, label: Label) -> int:
        """Return how much it says to share a label, in thousandths of a nat; 0 for one of none."""
        return round(THOUSANDTHS * self._rarity.weight(label)) if label in self._having else 0

    @cached_property
    def _having(self) -> dict[Label, Numbers]:
        found: dict[Label, list[int]] = defaultdict(list)
        for number, labels in enumerate(self._labels):
            for label in labels:
                found[label].append(number)
        return {label: np.array(numbers) for label, numbers in found.items()}

    @property
    def labels(self) -> Iterable[Label]:
        """Every label that an incident has."""
        return self._having

    def _ties(self, postmortem: Postmortem) -> dict[int, Tie]:
        """Return the incidents that it names, in its order, then those that name it, by path."""
        own = self._numbers.get(postmortem.path)
        named = (self._by_id.get(ident) for ident in postmortem.related)
        ties = {number: Tie.NAMED for number in named if number is not None}
        for number in self._naming.get(postmortem.id, ()):
            ties.setdefault(number, Tie.NAMES)
        return {number: tie for number, tie in ties.items() if number != own}

    @cached_property
    def _by_id(self) -> dict[str, int]:
        """The incident of each id; of two with one id the first in path order."""
        found: dict[str, int] = {}
        for number, one in enumerate(self.incidents):
            found.setdefault(one.id, number)
        return found

    @cached_property
    def _naming(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.incidents):
            for ident in dict.fromkeys(one.related):
                found[ident].append(number)
        return found

    def related(self, number: int, score: int, asked: Asked, tie: Tie = Tie.NONE) -> Related:
        """Return one incident with what it shares with what is asked."""
        shared = asked.labels & self._labels[number]
        asked_words = np.fromiter(asked.words, np.int64, len(asked.words))
        here = self.words.words_in(number).weights_of(asked_words)
        said = Counter(
            {w: own * int(there) for (w, own), there in zip(asked.words.items(), here, strict=True)}
        )
        named = said.most_common(_NAMED_WORDS)
        return Related(
            path=self.incidents[number].path,
            score=score,
            labels=tuple(sorted(shared, key=lambda label: (-self.weight(label), label))),
            words=tuple(
                self.words.names[w] for w, part in named if part * _NAMED_FROM >= named[0][1] > 0
            ),
            tie=tie,
        )


_NEVER = -1
_NOBODY: Numbers = np.zeros(0, np.int64)


def _summed(found: Sequence[tuple[Numbers, Numbers]], size: int) -> Numbers:
    """Return the sum of the weights at each number; exact, whatever their order."""
    if not found:
        return np.zeros(size, np.int64)
    numbers, weights = zip(*found, strict=True)
    sums = np.bincount(np.concatenate(numbers), np.concatenate(weights), minlength=size)
    return sums.astype(np.int64)


def best(scores: Numbers, least: int, most: int) -> list[int]:
    """Return the numbers of the highest scores; of equal ones the lower number first."""
    enough = np.flatnonzero(scores >= max(least, 1))
    return [int(it) for it in enough[np.argsort(-scores[enough], kind="stable")][:most]]
