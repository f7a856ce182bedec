"""Calendar quarters: the periods in which incidents are counted."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pandas as pd

from mkdocs_postmortems.moment import FIRST_YEAR, LAST_YEAR

_WRITTEN = re.compile(r"(\d{4})-[qQ]([1-4])")


class QuarterError(ValueError):
    """Text that names no quarter."""


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a year; `number` is 1 to 4. Its days are those of the site's zone."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.next.first - dt.timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def days(self, as_of: dt.date) -> int:
        """Return how many of its days have begun by `as_of`, that day included."""
        return max(0, (min(self.last, as_of) - self.first).days + 1)


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter that holds a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(text: str) -> Quarter:
    """Return the quarter written as `2026-q3`; raise `QuarterError` with what to write."""
    match = _WRITTEN.fullmatch(text.strip())
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return Quarter(int(match[1]), int(match[2]))
    raise QuarterError(f'found "{text[:40]}", not a quarter. Write one such as 2026-q3')


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Return all quarters from the first to the last one, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return tuple(found)


def quarters_since(first: pd.Timestamp, as_of: dt.date) -> tuple[Quarter, ...]:
    """Return the quarters from that of a day to that of `as_of`; none where it is missing."""
    if pd.isna(first):
        return ()
    return quarters_between(quarter_of(first.date()), quarter_of(as_of))


def last_complete_quarter(as_of: dt.date) -> Quarter:
    """Return the last quarter whose days all lie before `as_of`."""
    return max(quarter_of(as_of).previous, Quarter(FIRST_YEAR, 1))


def quarter_labels(day: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    """Return the quarter of each day as `2026-Q3`; missing where there is no day."""
    number = day.dt.year * 4 + day.dt.quarter - 1
    found = number.dropna().unique().astype(int)
    return number.map({value: f"{value // 4}-Q{value % 4 + 1}" for value in found})
