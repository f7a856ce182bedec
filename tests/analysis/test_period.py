"""A period as somebody names it: a length, a date or a week in, the first and the last day out."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from mkdocs_postmortems.analysis.period import (
    Period,
    PeriodError,
    read_since,
    read_week,
)

AS_OF = dt.date(2026, 10, 5)


def test_consecutive_weeks_leave_no_day_out() -> None:
    """A job that runs on Mondays with `--since 7d` tells of every day."""
    weeks = [read_since("7d", AS_OF - dt.timedelta(days=7 * n)) for n in range(3)]
    assert [str(week.first) for week in weeks] == ["2026-09-28", "2026-09-21", "2026-09-14"]
    assert [week.first for week in weeks[:-1]] == [week.last for week in weeks[1:]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("7d", "2026-09-24"),
        ("2w", "2026-09-17"),
        ("0d", "2026-10-01"),
        (" 30d ", "2026-09-01"),
        ("2026-09-30", "2026-09-30"),
        ("2026-10-01", "2026-10-01"),
    ],
)
def test_since(text: str, first: str) -> None:
    as_of = dt.date(2026, 10, 1)
    assert read_since(text, as_of) == Period(dt.date.fromisoformat(first), as_of)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("7", 'found "7", not a date. Write a length such as 7d or 2w, or a date such as'),
        ("-7d", 'found "-7d", not a date'),
        ("7 years", 'found "7 years", not a date'),
        ("", 'found "", not a date'),
        ("2026-02-30", 'found "2026-02-30", no day of the calendar. Write a length such as 7d'),
        ("2026-10-02", "found 2026-10-02, which is after 2026-10-01. Write an earlier date"),
    ],
)
def test_since_when(text: str, message: str) -> None:
    with pytest.raises(PeriodError, match=f"^{re.escape(message)}"):
        read_since(text, dt.date(2026, 10, 1))


@pytest.mark.parametrize(
    ("text", "as_of", "first", "last"),
    [
        ("2026-W40", "2026-10-20", "2026-09-28", "2026-10-04"),
        ("2026-W40", "2026-10-04", "2026-09-28", "2026-10-04"),
        ("2026-w40", "2026-09-30", "2026-09-28", "2026-09-30"),
        ("2026W1", "2026-10-20", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2027-06-01", "2026-12-28", "2027-01-03"),
    ],
)
def test_week(text: str, as_of: str, first: str, last: str) -> None:
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert read_week(text, dt.date.fromisoformat(as_of)) == period


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("40", 'found "40", not a week. Write one such as 2026-W41'),
        ("2026-40", 'found "2026-40", not a week'),
        ("0001-W40", 'found "0001-W40", not a week'),
        ("2025-W53", "found week 53 of 2025, which has weeks 1 to 52"),
        ("2026-W00", "found week 0 of 2026, which has weeks 1 to 53"),
        ("2026-W42", "2026-W42 had not begun on 2026-10-05. Write an earlier week"),
    ],
)
def test_which_week(text: str, message: str) -> None:
    with pytest.raises(PeriodError, match=f"^{re.escape(message)}"):
        read_week(text, AS_OF)
