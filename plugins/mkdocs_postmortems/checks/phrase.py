"""What a phrase is, and how the few that a text may hold are found soon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.checks.prose import sentence

Match = re.Match[str]


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern for prose in lower case; a space in it is any number of spaces."""
    return re.compile(pattern.replace(" ", " ++"), re.MULTILINE)


@dataclass(frozen=True)
class Phrase:
    """A wording that breaks a rule.

    `needs` are groups of words: Markdown without one of each group holds no match. A word that
    ends with `*` may go on, and others may follow one: `failed to`. `means_other` says which
    matches are not meant. `core` is a part of the pattern that is found sooner.
    """

    rule: str
    pattern: re.Pattern[str]
    needs: tuple[tuple[str, ...], ...]
    means_other: Callable[[Match], bool]
    core: re.Pattern[str] | None

    def matches(self, prose: str) -> Iterator[Match]:
        """Yield the matches in prose; what was found is their last group, or all."""
        for start, end in self._lines(prose):
            for match in self.pattern.finditer(prose, start, end):
                if not self.means_other(match):
                    yield match

    def _lines(self, prose: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each line with the core in it, or of all of them at once."""
        if self.core is None:
            yield 0, len(prose)
            return
        end = -1
        while core := self.core.search(prose, end + 1):
            start = prose.rfind("\n", 0, core.start()) + 1
            end = prose.find("\n", core.end())
            end = len(prose) if end < 0 else end
            yield start, end


def _never(_: Match) -> bool:
    return False


def phrase(
    rule: str,
    pattern: str,
    *needs: str,
    means_other: Callable[[Match], bool] = _never,
    core: str | None = None,
) -> Phrase:
    """Return a phrase; the words of each group of `needs` stand apart by `|`."""
    groups = tuple(tuple(words.split("|")) for words in needs)
    return Phrase(rule, compiled(pattern), groups, means_other, compiled(core) if core else None)


def near(pattern: str) -> Callable[[Match], bool]:
    """Return what says of a match whether its sentence has a word of another meaning."""
    words = compiled(pattern)

    def is_near(match: Match) -> bool:
        return bool(words.search("".join(sentence(match))))

    return is_near


class Sieve:
    """Tells in one pass over Markdown which phrases it has the words for."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = phrases
        self._groups = [[frozenset(map(_first_word, it)) for it in p.needs] for p in phrases]
        self._by_word = defaultdict[str, list[int]](list)
        for index, (words, *_) in enumerate(self._groups):
            for word in words:
                self._by_word[word].append(index)
        needs = {need for p in phrases for it in p.needs for need in it}
        self._signs = {_first_word(need) for need in needs if not need[0].isalnum()}
        self._pattern = _first_words(need for need in needs if need[0].isalnum())

    def likely(self, text: str) -> list[Phrase]:
        """Return the phrases that may be in a text in lower case."""
        found = {word[1:] for word in self._pattern.findall(f" {text}")}
        found.update(sign for sign in self._signs if sign in text)
        some = sorted({index for word in found for index in self._by_word.get(word, ())})
        return [
            self._phrases[index]
            for index in some
            if not any(group.isdisjoint(found) for group in self._groups[index])
        ]


def _first_word(need: str) -> str:
    return need.split()[0].rstrip("*")


def _first_words(needs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the first words, those of a letter together, which is twice as fast."""
    by_letter = defaultdict[str, list[str]](list)
    for need in sorted(needs):
        first, *more = need.split()
        ahead = "" if first.endswith("*") else f"(?={_ahead(more)})"
        by_letter[first[0]].append(first[1:].rstrip("*") + ahead)
    branches = (f"{letter}(?:{'|'.join(words)})" for letter, words in by_letter.items())
    return re.compile(f"[^a-z0-9](?:{'|'.join(branches)})")


def _ahead(words: Sequence[str]) -> str:
    """Return a pattern of words to come, or of markup behind which they may come."""
    if not words:
        return r"(?![a-z0-9])"
    return rf"[^a-z0-9\[\]<{{]*+(?:[\[\]<{{]|{words[0]}{_ahead(words[1:])})"
