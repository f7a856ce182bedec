"""Days in a row, as people name them: the last week, a calendar week, since a date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from mkdocs_postmortems.moment import FIRST_YEAR, LAST_YEAR, MomentError, parse_date

_DAYS = {"d": 1, "w": 7}
_LENGTH = re.compile(r"(\d{1,3})([dw])")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


class PeriodError(ValueError):
    """Text that names no period which has begun. Says what to write."""


@dataclass(frozen=True)
class Period:
    """Days of the site's zone, the first and the last included."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date | None) -> bool:
        """Say whether a day is one of them."""
        return day is not None and self.first <= day <= self.last


def read_since(text: str, as_of: dt.date) -> Period:
    """Return the days from a date, or from so many days or weeks before `as_of`, until `as_of`.

    `7d` on a Monday begins on the Monday before, which makes eight days: what happens on a Monday
    after the weekly digest was made is in the next one. Raises `PeriodError`.
    """
    length = _LENGTH.fullmatch(text.strip())
    if length:
        days = int(length[1]) * _DAYS[length[2]]
        return Period(as_of - dt.timedelta(days=days), as_of)
    try:
        first = parse_date(text)
    except MomentError as error:
        hint = f"Write a length such as 7d or 2w, or a date such as {as_of}"
        raise PeriodError(f"{error}. {hint}") from None
    if first > as_of:
        raise PeriodError(f"found {first}, which is after {as_of}. Write an earlier date")
    return Period(first, as_of)


def read_week(text: str, as_of: dt.date) -> Period:
    """Return an ISO week, Monday to Sunday, as far as it had gone by `as_of`.

    Raises `PeriodError`.
    """
    match = _WEEK.fullmatch(text.strip())
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        year, week, _ = as_of.isocalendar()
        raise PeriodError(f'found "{text[:40]}", not a week. Write one such as {year}-W{week:02}')
    year, week = int(match[1]), int(match[2])
    last = dt.date(year, 12, 28).isocalendar().week
    if not 1 <= week <= last:
        raise PeriodError(f"found week {week} of {year}, which has weeks 1 to {last}")
    monday = dt.date.fromisocalendar(year, week, 1)
    if monday > as_of:
        raise PeriodError(f"{year}-W{week:02} had not begun on {as_of}. Write an earlier week")
    return Period(monday, min(monday + dt.timedelta(days=6), as_of))
