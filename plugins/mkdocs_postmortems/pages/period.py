"""The periods that trends are shown for: everything, the last eight quarters, each year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.quarter import quarter_of, quarters_between

_LAST = 8


@dataclass(frozen=True)
class Period:
    """A period: its name, its page, its quarters in order (such as `2026-Q1`)."""

    name: str
    page: str
    quarters: tuple[str, ...]
    is_everything: bool = False
    is_year: bool = False

    @property
    def title(self) -> str:
        """Its name as the text of a link."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def chosen(self) -> dict[str, str] | None:
        """What to choose in the list of incidents to see its own; None where nothing does that."""
        if self.is_everything:
            return {}
        return {"year": self.name} if self.is_year else None


def periods_of(first: dt.date | None, as_of: dt.date) -> tuple[Period, ...]:
    """Return the periods from the first day to `as_of`: everything, the last ones, the years.

    Everything holds the incidents without a date as well. The newest year comes first.
    """
    found = quarters_between(quarter_of(first), quarter_of(as_of)) if first else ()
    quarters = tuple(map(str, found))
    years = sorted({quarter.year for quarter in found}, reverse=True)
    last = Period(f"last {_LAST} quarters", f"trends/last-{_LAST}-quarters.md", quarters[-_LAST:])
    return (
        Period("all", addresses.TRENDS, quarters, is_everything=True),
        *([last] if quarters else []),
        *(
            Period(
                str(year),
                f"trends/{year}.md",
                tuple(str(quarter) for quarter in found if quarter.year == year),
                is_year=True,
            )
            for year in years
        ),
    )
