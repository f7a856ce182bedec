"""What is typed in the middle of an incident, answered with the incidents it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mkdocs_postmortems.analysis.rarity import CAUSE, SERVICE, TAG, TRIGGER, Label
from mkdocs_postmortems.analysis.related import (
    MOST_RELATED,
    MOST_WORDS,
    Asked,
    Related,
    Relations,
    best,
    text_of,
)
from mkdocs_postmortems.analysis.word import says_something, split_words
from mkdocs_postmortems.analysis.word_index import Numbers
from mkdocs_postmortems.label_options import Aliases
from mkdocs_postmortems.model import Postmortem

_ASKED_FOR = (SERVICE, CAUSE, TAG, TRIGGER)
"""What somebody means who writes a label. Who found the incident is written in passing."""


_MATCHED = 3
"""One part in so many of what is asked must be found, weighed by rarity."""


def text_asked(postmortem: Postmortem) -> str:
    """Return what is searched for words: with what was to be done, and its tickets.

    Two incidents are not alike for their tickets, so that they are compared without.
    """
    actions = postmortem.actions
    promised = (part for it in actions for part in (it.title, it.ticket) if part)
    return "\n".join([text_of(postmortem), *promised])


@dataclass(frozen=True)
class Answer:
    """The incidents that a text is about; `asked` words say something, `unknown` ones nobody has.

    Of a long text, `asked` are those that say most, and none is unknown.
    """

    related: tuple[Related, ...]
    asked: tuple[str, ...]
    unknown: tuple[str, ...]


def answer(relations: Relations, text: str, aliases: Aliases, most: int = MOST_RELATED) -> Answer:
    """Return the incidents a text is about: those that have a third of it, weighed by rarity.

    `relations` are those by `text_asked`. Words that no incident has are no part of the whole:
    they are new, and told as `unknown`. A label counts where it is written as it is or as words,
    `monitoring gap`, and by its old spellings. The score is that of `Relations`.
    """
    labels = _named_labels(relations, split_words(text), aliases)
    named = frozenset(word for covered in labels.values() for word in covered)
    asked_words = _asked_words(relations, text, named)
    numbers = {word: relations.words.number(word) for word in asked_words}
    known = {it: relations.words.rarity(it) for it in numbers.values() if it is not None}
    scores = relations.scores(labels, known)
    scores[~_is_matched(relations, numbers, labels)] = 0
    asked = Asked(frozenset(labels), known)
    return Answer(
        related=tuple(
            relations.related(number, int(scores[number]), asked)
            for number in best(scores, 1, most)
        ),
        asked=tuple(numbers),
        unknown=tuple(w for w, number in numbers.items() if number is None and w not in named),
    )


def _asked_words(relations: Relations, text: str, named: Container[str]) -> list[str]:
    """Return what is looked for: every word of a line, of a long text those that say most.

    What is `named` is a label, which may be called by a word that else says nothing.
    """
    words = [it for it in dict.fromkeys(split_words(text)) if it in named or says_something(it)]
    if len(words) <= MOST_WORDS:
        return words
    telling = relations.most_telling(relations.words.words_of(text))
    return [relations.words.names[number] for number in telling]


def _is_matched(
    relations: Relations,
    numbers: Mapping[str, int | None],
    labels: Mapping[Label, frozenset[str]],
) -> Numbers:
    """Say of every incident whether it has enough of the words, in its text or as a label.

    What nobody has is not counted: else one new word, the rarest of all, would hide every match.
    """
    matched = np.zeros(len(relations.incidents), np.int64)
    whole = 0
    for word, number in numbers.items():
        having = np.zeros(len(matched), bool)
        if number is not None:
            having[relations.words.where(number)[0]] = True
        for label, covered in labels.items():
            if word in covered:
                having[relations.having(label)] = True
        if having.any():
            rarity = relations.words.rarity(number)
            matched[having] += rarity
            whole += rarity
    return matched * _MATCHED >= whole


def _named_labels(
    relations: Relations, words: Sequence[str], aliases: Aliases
) -> dict[Label, frozenset[str]]:
    """Return the labels that are written in a text, each with the words it is written with."""
    spellings: dict[tuple[str, ...], list[Label]] = defaultdict(list)
    for label, name in _names(relations, aliases):
        # As one word, and as several: monitoring-gap, monitoring gap.
        for form in {name, re.sub(r"[-_.]", " ", name)}:
            spellings[tuple(split_words(form))].append(label)
    longest = max(map(len, spellings), default=0)
    found: dict[Label, frozenset[str]] = {}
    for start in range(len(words)):
        for size in range(1, longest + 1):
            written = tuple(words[start : start + size])
            for label in spellings.get(written, ()):
                found[label] = found.get(label, frozenset()) | set(written)
    return found


def _names(relations: Relations, aliases: Aliases) -> Iterator[tuple[Label, str]]:
    """Yield the labels that may be asked for, each with every spelling."""
    old = {SERVICE: aliases.services, CAUSE: aliases.causes, TRIGGER: aliases.triggers}
    known = sorted(label for label in relations.labels if label.kind in _ASKED_FOR)
    yield from ((label, label.name) for label in known)
    for kind, spelt in old.items():
        renamed: Iterable[tuple[str, str]] = spelt.items()
        yield from ((label, was) for was, now in renamed if (label := Label(kind, now)) in known)
