"""Incidents and actions by label: what the lists and the pages of single labels share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import ActionRow, Badge, IncidentRow, Link


def incidents_by_service(library: Library) -> dict[str, list[IncidentRow]]:
    """Return service -> its incidents, the newest first; every service is there."""
    return _incidents(library, library.service_pages, lambda row: row.services)


def incidents_by_cause(library: Library) -> dict[str, list[IncidentRow]]:
    """Return factor -> its incidents, the newest first; every factor with a page is there."""
    return _incidents(library, library.cause_pages, lambda row: row.causes)


def _incidents(
    library: Library,
    names: Iterable[str],
    links_of: Callable[[IncidentRow], tuple[Link, ...]],
) -> dict[str, list[IncidentRow]]:
    found: dict[str, list[IncidentRow]] = {name: [] for name in names}
    for row in library.counted_rows:
        for link in links_of(row):
            found[link.text].append(row)
    return found


def actions_by_label(
    library: Library, labels_of: Callable[[ActionRow], Iterable[str]]
) -> dict[str, list[ActionRow]]:
    """Return label -> the actions that carry it, in the order of urgency; absent ones are empty."""
    found: dict[str, list[ActionRow]] = defaultdict(list)
    for action in library.action_rows:
        for label in labels_of(action):
            found[label].append(action)
    return found


def most_frequent(links: Iterable[Link]) -> tuple[tuple[Link, int], ...]:
    """Return each link with its count, the most frequent first, then by name."""
    counted = Counter(links)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0].text)))


def count_severities(rows: Iterable[IncidentRow]) -> tuple[tuple[Badge, int], ...]:
    """Return each severity with its count, the most severe first."""
    counted = Counter(row.severity for row in rows if row.severity)
    return tuple(sorted(counted.items(), key=lambda item: (item[0].rank or 99, item[0].label)))
