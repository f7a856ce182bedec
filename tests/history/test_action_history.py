"""What became of actions: versions of one file in, histories out.

A version is a text with one action a line, `id title / due / status`; only the title has to be
there. Version n is of day n of March 2026.
"""

from __future__ import annotations

import datetime as dt

import pytest

from mkdocs_postmortems.history.action_history import ActionHistory, DueMove, Known, follow
from mkdocs_postmortems.model import Action, ActionStatus


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


def actions(version: str) -> list[Action]:
    return [_action(line) for line in version.split("\n") if line.strip()]


def _action(line: str) -> Action:
    named, due, status = (*(part.strip() for part in line.split("/")), "", "")[:3]
    first, _, rest = named.partition(" ")
    ident, title = (first, rest) if first.startswith("#") else ("", named)
    return Action(
        title=title.strip(),
        id=ident,
        due=dt.date.fromisoformat(due) if due else None,
        status=ActionStatus(status or "open"),
    )


def histories(*versions: str) -> list[ActionHistory]:
    """Return the histories of the actions of the last version."""
    known: tuple[Known, ...] | None = None
    for number, version in enumerate(versions, start=1):
        known = follow(known, actions(version), day(number))
    return [one.history for one in known or ()][: len(actions(versions[-1]))]


def written(*versions: str) -> list[int]:
    """Return the day of March on which each action of the last version was first written."""
    return [history.first_written.day for history in histories(*versions)]


def moves(*versions: str) -> list[tuple[int, str, str]]:
    (history,) = histories(*versions)
    return [(move.on.day, f"{move.before}", f"{move.after}") for move in history.due_moves]


def test_an_action_is_first_written_in_the_version_that_first_has_it() -> None:
    assert written("Alert", "Alert\nLimit", "Alert\nLimit") == [1, 2]


def test_what_stood_in_the_first_version_came_with_the_file() -> None:
    assert [one.with_file for one in histories("Alert", "Alert\nLimit")] == [True, False]
    assert [one.with_file for one in histories("", "Alert")] == [False]


@pytest.mark.parametrize(
    ("versions", "days"),
    [
        (("Alert\nLimit", "Page\nAlert\nLimit"), [2, 1, 1]),
        (("Alert\nLimit", "Limit\nAlert"), [1, 1]),
        (("Alert\nLimit", "Limit"), [1]),
        (("Alert", "Alert on the disk"), [1]),
        (("Alert", "Page\nAlert on the disk"), [1, 2]),
        (("#X Alert", "Page\n#X Alert on the disk"), [2, 1]),
        (("#X Alert", "#Y Alert"), [1]),
        (("#X Alert", "Alert"), [1]),
        (("#X Alert", "#X  alert "), [1]),
        (("Alert", "", "Limit\nAlert"), [3, 1]),
        (("Alert", "", "Limit"), [3]),
        (("#X Same", "#X Same\n#Y Same", "#Y Same\n#X Same"), [2, 1]),
        (("Same", "Same\nSame", "Same\nSame"), [1, 2]),
        (("#X Alert", "#X Alert\n#X Limit"), [1, 2]),
        (("#X", "#X\n#Y"), [1, 2]),
    ],
    ids=[
        "inserted-above",
        "reordered",
        "the-first-one-removed",
        "reworded",
        "reworded-and-inserted-above-without-an-id",
        "reworded-and-inserted-above",
        "another-id",
        "id-left-out",
        "other-case-and-spaces",
        "taken-out-and-back",
        "another-one-in-its-place-later",
        "one-title-twice",
        "one-title-twice-without-ids",
        "one-id-twice",
        "without-titles",
    ],
)
def test_an_action_is_known_again(versions: tuple[str, ...], days: list[int]) -> None:
    assert written(*versions) == days


@pytest.mark.parametrize(
    ("statuses", "closed"),
    [
        (["open"], None),
        (["open", "done"], 2),
        (["open", "declined", "declined"], 2),
        (["done"], 1),
        (["done", "declined"], 1),
        (["done", "open"], None),
        (["open", "done", "in-progress", "done", "done"], 4),
    ],
)
def test_an_action_is_closed_since_it_was_closed_for_the_last_time(
    statuses: list[str], closed: int | None
) -> None:
    (history,) = histories(*(f"Alert // {status}" for status in statuses))
    assert history.closed_on == (closed and day(closed))


def test_each_due_date_that_is_written_is_a_move() -> None:
    assert moves("Alert / 2026-04-01", "Alert / 2026-04-08", "Alert / 2026-05-12") == [
        (2, "2026-04-01", "2026-04-08"),
        (3, "2026-04-08", "2026-05-12"),
    ]


def test_a_date_that_is_written_for_the_first_time_or_left_out_is_no_move() -> None:
    assert moves("Alert", "Alert / 2026-04-01", "Alert", "Alert / 2026-04-01") == []
    assert moves("Alert / 2026-04-01", "Alert", "Alert / 2026-04-08") == [
        (3, "2026-04-01", "2026-04-08")
    ]


@pytest.mark.parametrize(
    ("dues", "days"),
    [
        (["2026-04-01"], 0),
        (["2026-04-01", "2026-04-08", "2026-05-12"], 41),
        (["2026-04-08", "2026-04-01"], -7),
        (["2026-04-01", "2026-04-08", "2026-04-01"], 0),
    ],
)
def test_days_moved_are_counted_from_the_first_date_to_the_last(dues: list[str], days: int) -> None:
    (history,) = histories(*(f"Alert / {due}" for due in dues))
    assert history.days_moved == days


def test_an_action_that_comes_back_keeps_its_history() -> None:
    (history,) = histories("Alert / 2026-04-01", "", "Alert / 2026-04-02 / done")
    move = DueMove(day(3), dt.date(2026, 4, 1), dt.date(2026, 4, 2))
    assert history == ActionHistory(day(1), True, day(3), (move,))
