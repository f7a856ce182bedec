"""How long a run waits, and when it says so."""

import pytest

from mkdocs_postmortems.tickets.pace import Pace


@pytest.mark.parametrize(
    ("seconds", "happened"),
    [
        (2, ["slept 2"]),
        (2.5, ["told 2.5", "slept 2.5"]),
        (60, ["told 60", "slept 60"]),
    ],
)
def test_a_long_wait_is_told_before_it_begins(seconds: float, happened: list[str]) -> None:
    seen: list[str] = []
    pace = Pace(
        60,
        sleep=lambda it: seen.append(f"slept {it}"),
        tell=lambda it: seen.append(f"told {it}"),
    )
    assert pace.wait(seconds)
    assert seen == happened
    assert pace.left == 60 - seconds


def test_more_than_is_left_is_not_waited_for() -> None:
    seen: list[float] = []
    pace = Pace(60, sleep=seen.append, tell=seen.append)
    assert not pace.wait(61)
    assert (seen, pace.left) == ([], 60)
