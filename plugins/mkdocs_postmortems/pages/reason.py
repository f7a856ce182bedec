"""Why a postmortem is worth reading: what it is the most of, and what it is an example of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow
from mkdocs_postmortems.render.text import span
from mkdocs_postmortems.taxonomy import UNUSABLE

Measure = TypeVar("Measure", int, dt.timedelta)

FACTORS = 3
"""Of how many of the most frequent factors an example is wanted."""


@dataclass(frozen=True)
class Reason:
    """One reason to read: the paths of those that meet it, the best first, and how it is said.

    Reasons with the same beginning are said in one sentence.
    """

    met: tuple[str, ...]
    begin: str
    said: str


def reasons_of(library: Library, candidates: Iterable[Postmortem]) -> Iterator[Reason]:
    """Yield the reasons that the candidates give, the strongest first.

    The most users, the longest impact, the most services at once; each only where at least two
    postmortems say it. Then the most frequent factors, and all services, that at least two share.
    """
    rows = {one.path: library.incident_rows[one.path] for one in candidates}
    # Of several that meet a reason, the most severe, then the newest is the best example.
    ordered = sorted(rows, key=lambda path: preference(library, rows[path]))
    users = {path: library.by_path[path].stats.affected_users for path in ordered}
    impact = {path: rows[path].impact for path in ordered}
    services = {path: len(rows[path].services) for path in ordered}
    yield from _most(users, "Reached the most users:", "{:,}".format)
    yield from _most(impact, "Had the longest impact:", span)
    several = {path: many for path, many in services.items() if many > 1}
    yield from _most(several, "Touched the most services at once:", str)
    factors = _by_label((path, link.text) for path in ordered for link in rows[path].causes)
    yield from islice(_shared(factors, "Shows", len(rows)), FACTORS)
    named = _by_label((path, link.text) for path in ordered for link in rows[path].services)
    yield from _shared(named, "Is about", len(rows))


def plain_reason(row: IncidentRow) -> str:
    """Return why to read what is neither the most of anything nor an example of what recurs."""
    meaning = row.severity.meaning if row.severity else ""
    return f"{row.severity_label}: {meaning}" if meaning else row.severity_label


def preference(library: Library, row: IncidentRow) -> tuple[int, int, str]:
    """Order by severity, unknown ones last, then the newest first."""
    rank = row.rank or len(library.settings.severities) + 1
    return rank, -(row.day or dt.date.min).toordinal(), row.incident.page


def _most(
    values: Mapping[str, Measure | None], begin: str, tell: Callable[[Measure], str]
) -> Iterator[Reason]:
    """Yield what the greatest value says, where at least two have one."""
    said = {path: value for path, value in values.items() if value}
    if len(said) > 1:
        most = max(said.values())
        met = tuple(path for path, value in said.items() if value == most)
        known = f" (known for {len(said):,} of {len(values):,})" if len(said) < len(values) else ""
        yield Reason(met, begin, f"{tell(most)}{known}")


def _by_label(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path, label in pairs:
        found[label].append(path)
    return found


def _shared(by_label: dict[str, list[str]], begin: str, n: int) -> Iterator[Reason]:
    """Yield the labels that at least two have, the most frequent first, then by name."""
    shared = [(label, met) for label, met in by_label.items() if len(met) > 1]
    usable = (item for item in shared if item[0] not in UNUSABLE)
    for label, met in sorted(usable, key=lambda item: (-len(item[1]), item[0])):
        yield Reason(tuple(met), begin, f"{label} ({len(met):,} of {n:,})")
