"""For a new hire: what to read first, the words used here, this week in past years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.pages.anniversary import Week, week_of
from mkdocs_postmortems.pages.exercise import makes_exercise
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.reading import ReadingPath, reading_path
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.pages.vocabulary import Vocabulary, vocabulary_of

LISTED = 8
"""How many rows of a list stand on the page; the others are folded."""


@dataclass(frozen=True)
class LearnView:
    """What a new hire is shown; `exercises` of the `total` incidents can be played."""

    listed: int
    total: int
    path: ReadingPath
    exercises: int
    vocabulary: Vocabulary
    week: Week


def pages(library: Library) -> Iterator[Page]:
    """Yield the page."""
    yield Page(
        path=addresses.LEARN,
        title="Learn",
        template="learn",
        view=lambda: view(library),
        section=True,
        wide=True,
    )


def view(library: Library) -> LearnView:
    """Return the reading path, the vocabulary and the anniversaries."""
    return LearnView(
        listed=LISTED,
        total=len(library.counted_rows),
        path=reading_path(library),
        exercises=sum(makes_exercise(library, one) for one in library.postmortems),
        vocabulary=vocabulary_of(library),
        week=week_of(library),
    )
