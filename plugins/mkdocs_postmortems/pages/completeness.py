"""What the files leave open: fields, rounded times, labels, actions; who could fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.quality import ActionKey, Heaping
from mkdocs_postmortems.analysis.share import percent
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Link

_SOURCES = {
    "started": "the responder, from the first error in logs or graphs; a day alone is not enough",
    "detected": "the responder, from the time of the first alert or report",
    "acknowledged": "the responder, from the paging tool or the first line in the channel",
    "mitigated": "the responder, from the time the graphs were back to normal",
    "resolved": "the incident lead, from the time the incident was closed",
    "published": "whoever merged the postmortem, from the day of the merge",
    "detection": "the responder, from what came first: an alert, a report, a chance look",
    "trigger": "the review of the postmortem, from the change or event just before the start",
    "causes": "the review of the postmortem, from its analysis; unknown and other do not count",
    "affected_users": "the owner of the service, from request logs; 0 where nobody felt it",
}
"""Who could fill a field in, and from what. Roles and systems, never people."""

_WRITTEN = {"affected_users": "stats.affected_users", "detection": "detection.source"}
"""Where a field stands in the front matter, if not under its own name."""

_OPTIONS = {
    "severity": "severities",
    "trigger": "triggers",
    "detection": "detection_sources",
    "causes": "causes",
    "priority": "priorities",
}
"""Where the settings name the labels of a field."""


@dataclass(frozen=True)
class FieldRow:
    """One field: `filled` of `applicable` incidents have it, `missing` are the others.

    `percent` is None below 10 incidents. What is not `summarised` is refused in every figure.
    """

    field: str
    filled: int
    applicable: int
    percent: int | None
    summarised: bool
    source: str
    missing: tuple[Link, ...]


@dataclass(frozen=True)
class RoundingRow:
    """One duration: `multiples` of `n` are multiples of 15 minutes, `zero` others are zero.

    `shares` are the share and its 95 % interval in whole per cent, None below 10. `rounded`:
    more than chance gives.
    """

    title: str
    n: int
    multiples: int
    zero: int
    shares: tuple[int, int, int] | None
    rounded: bool


@dataclass(frozen=True)
class LabelRow:
    """A label that the settings do not name under `option`, on `count` things called `noun`."""

    field: str
    label: str
    option: str
    count: int
    noun: str
    incidents: tuple[Link, ...]


@dataclass(frozen=True)
class GapRow:
    """Actions that lack something, of `of` that could have it, and what comes of it."""

    gap: str
    of: int
    of_what: str
    effect: str
    actions: tuple[Link, ...]


def field_rows(library: Library) -> tuple[FieldRow, ...]:
    """Return every field that figures are made of, in the order of the front matter."""
    quality = library.results.metrics.quality
    return tuple(
        FieldRow(
            field=_WRITTEN.get(one.field, one.field),
            filled=one.filled,
            applicable=one.applicable,
            percent=one.percent,
            summarised=one.summarised,
            source=_SOURCES[one.field],
            missing=incident_links(library, quality.missing[one.field]),
        )
        for one in quality.fields
    )


def rounding_rows(library: Library) -> tuple[RoundingRow, ...]:
    """Return every duration that is known of an incident; none if no time looks rounded."""
    found = [one for one in library.results.metrics.quality.heaping if one.n or one.zero]
    if not any(one.multiples or one.zero for one in found):
        return ()
    titles = {metric.name: metric.title for metric in METRICS}
    return tuple(
        RoundingRow(
            title=titles[one.metric],
            n=one.n,
            multiples=one.multiples,
            zero=one.zero,
            shares=_shares(one),
            rounded=one.rounded,
        )
        for one in found
    )


def _shares(one: Heaping) -> tuple[int, int, int] | None:
    if one.interval is None:
        return None
    low, high = one.interval.low or 0, one.interval.high or 0
    return percent(one.multiples, one.n), round(100 * low), round(100 * high)


def label_rows(library: Library) -> tuple[LabelRow, ...]:
    """Return every label that the settings do not name."""
    return tuple(
        LabelRow(
            field="actions.priority" if one.field == "priority" else one.field,
            label=one.label,
            option=_OPTIONS[one.field],
            count=one.count,
            noun="action" if one.field == "priority" else "incident",
            incidents=incident_links(library, one.paths),
        )
        for one in library.results.metrics.quality.unknown_labels
    )


def gap_rows(library: Library) -> tuple[GapRow, ...]:
    """Return what actions lack, as far as any do."""
    return tuple(row for row in _gaps(library) if row.actions)


def _gaps(library: Library) -> Iterator[GapRow]:
    metrics = library.results.metrics
    gaps, total, still_open = metrics.quality.actions, metrics.debt.total, metrics.debt.open
    links = {
        (path, row.id): row.link for path, rows in library.actions_by_path.items() for row in rows
    }

    def row(gap: str, keys: Iterable[ActionKey], of: int, of_what: str, effect: str) -> GapRow:
        return GapRow(gap, of, of_what, effect, tuple(links[key] for key in keys))

    opened, closed = "open action", "closed action"
    yield row("owner", gaps.without_owner, still_open, opened, "nobody is asked about it")
    yield row("due", gaps.without_due, still_open, opened, "it is never overdue")
    yield row("closed", gaps.without_closed, total - still_open, closed, "on time or not: unknown")
    yield row("created", gaps.without_created, total, "action", "its age is not known")


def incident_links(library: Library, paths: Iterable[str]) -> tuple[Link, ...]:
    """Return a link to the incident of each path."""
    rows = library.incident_rows
    return tuple(rows[path].incident for path in paths)
