"""Game days: every postmortem with a timeline as an exercise, on one page for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.pages.exercise import FEWEST, exercise_of, found_by, makes_exercise
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.reading import reading_path
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.render.exercise import Exercise, Offer, Offers
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.text import long_day

SHOWN = 12
"""How many exercises stand in the page itself, where no script is needed."""

EMBEDDED = 300
"""The most exercises whose list stands in the page; a longer one is fetched."""

_DEEPEST = 40
"""An exercise of more steps does not stand in the page: each step is folded into the last."""


@dataclass(frozen=True)
class GameDayView:
    """All exercises, and those that stand in the page.

    `total` incidents count; a timeline makes an exercise from `fewest` timed events on.
    """

    total: int
    fewest: int
    offers: Offers
    shown: tuple[Exercise, ...]

    @property
    def embedded(self) -> bool:
        """Whether the list of all stands in the page."""
        return len(self.offers.rows) <= EMBEDDED

    @property
    def unshown(self) -> int:
        """How many exercises need a script."""
        return len(self.offers.rows) - len(self.shown)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of all exercises."""
    yield Page(
        path=addresses.GAME_DAY,
        title="Game days",
        template="game_day",
        view=lambda: view(library),
        parent=addresses.LEARN,
        wide=True,
    )


def view(library: Library) -> GameDayView:
    """Return the exercises: in the page stand those of the reading path, then the newest."""
    playable = exercises(library)
    path = (library.path_of[one.row.incident.page] for one in reading_path(library).readings)
    first = dict.fromkeys([*path, *(one.path for one in playable)])
    known = {one.path: one for one in playable}
    shown = []
    for one in (known[path] for path in first if path in known):
        exercise = exercise_of(library, one)
        if len(exercise.steps) <= _DEEPEST:
            shown.append(exercise)
        if len(shown) == SHOWN:
            break
    return GameDayView(
        total=len(library.counted_rows),
        fewest=FEWEST,
        offers=offers_of(library, playable),
        shown=tuple(shown),
    )


def exercises(library: Library) -> tuple[Postmortem, ...]:
    """Return the postmortems that make an exercise, the newest first."""
    return tuple(one for one in library.postmortems if makes_exercise(library, one))


def offers_of(library: Library, playable: Sequence[Postmortem]) -> Offers:
    """Return the exercises to choose from, without what would give them away."""
    return Offers(
        severities=tuple(library.settings.severities),
        rows=tuple(
            Offer(
                key=library.exercise_keys[one.path],
                day=long_day(one.day) if one.day else "",
                severity=one.severity or "",
                services=tuple(dict.fromkeys(one.services)),
                found_by=clean(found_by(one).replace("-", " ")),
                events=len(one.body.timeline),
            )
            for one in playable
        ),
    )
