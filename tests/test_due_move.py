"""How often a due date moved, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from mkdocs_postmortems.history.action_history import ActionHistory, DueMove
from mkdocs_postmortems.pages.due_move import moved_in_words

FIRST = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("shifts", "words"),
    [
        ((), ""),
        ((41,), "moved once, 41 days"),
        ((1,), "moved once, 1 day"),
        ((7, 34), "moved twice, 41 days"),
        ((7, 34, 1000), "moved 3 times, 1,041 days"),
        ((-3,), "moved once, 3 days earlier"),
        ((7, -7), "moved twice, back to the first date"),
    ],
)
def test_moves_are_counted_and_summed_up(shifts: tuple[int, ...], words: str) -> None:
    due, moves = FIRST, []
    for shift in shifts:
        later = due + dt.timedelta(shift)
        moves.append(DueMove(FIRST, due, later))
        due = later
    assert moved_in_words(ActionHistory(FIRST, True, due_moves=tuple(moves))) == words
