"""What happened in a quarter: its incidents, what they have in common, what went over a limit."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.comparison import LEVEL, Comparison, compare_quarters
from mkdocs_postmortems.analysis.interval import FROM_MEDIAN
from mkdocs_postmortems.analysis.part import Part, impact_of, mix_of, part_of
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.model import Status
from mkdocs_postmortems.pages.extreme import Extreme, longest_of, widest_of
from mkdocs_postmortems.pages.group import count_severities
from mkdocs_postmortems.pages.ledger import Ledger
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.mixture import Ranking, causes_of, detection_of, pairs_of
from mkdocs_postmortems.pages.objective import Objective, objectives_of
from mkdocs_postmortems.pages.recurrence import Recurrence, RepeatRow, recurrence_of
from mkdocs_postmortems.pages.spread import told
from mkdocs_postmortems.pages.view import Badge, IncidentRow, Link
from mkdocs_postmortems.render.text import continued, span

_DETECT = "time_to_detect"


@dataclass(frozen=True)
class OccurrenceRow:
    """One incident, how many users felt it and what found it, where that is recorded."""

    row: IncidentRow
    users: int | None
    found_by: str | None


@dataclass(frozen=True)
class ServiceRow:
    """One service: its incidents of the quarter, and for how long they impaired it."""

    service: Link
    n: int
    impaired: dt.timedelta | None


@dataclass(frozen=True)
class Limits:
    """The objectives of one service that its incidents of the quarter went over."""

    service: Link
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class Occurrence:
    """The incidents of one quarter, the most severe first, and what they consist of.

    `detected` says how long it took to detect them. `compared` is the page's only formal
    comparison, in plain words; None in the first quarter. `pairs` are a factor, a service and how
    many incidents have both. `limits` are of those among the `limited` services with an objective
    that went over one. `repeated` of those `judged` resembled an earlier incident, `while_open`
    of these one whose action was still open: the newest of them are `unfinished`.
    """

    rows: tuple[OccurrenceRow, ...]
    severities: tuple[tuple[Badge, int], ...]
    drafts: int
    compared: str | None
    longest: Extreme
    widest: Extreme
    detection: Ranking
    detected: str
    causes: Ranking
    pairs: tuple[tuple[Link, Link, int], ...]
    services: tuple[ServiceRow, ...]
    limits: tuple[Limits, ...]
    limited: int
    recurrence: Recurrence
    judged: int
    repeated: int
    while_open: int
    unfinished: tuple[RepeatRow, ...]

    @property
    def incidents(self) -> tuple[IncidentRow, ...]:
        """The rows without what is added to them."""
        return tuple(one.row for one in self.rows)


def occurrence_of(ledger: Ledger, quarter: Quarter) -> Occurrence:
    """Return what happened in a quarter; empty where nothing did."""
    library, rows = ledger.library, ledger.incidents.get(quarter, ())
    paths = {library.path_of[row.incident.page] for row in rows}
    name = str(quarter)
    part = part_of(library.results.metrics, name, paths, {name}, only=(_DETECT,))
    mix = mix_of(library.results.frames, paths)
    objectives = tuple(_objectives(library, rows))
    recurrence = recurrence_of(library, part, (name,), "repeats")
    judged = {library.incident_rows[one.path].incident: one for one in part.repeats if one.judged}
    return Occurrence(
        rows=tuple(_row(library, row) for row in sorted(rows, key=_by_severity)),
        severities=count_severities(rows),
        drafts=sum(row.status == Status.DRAFT.value for row in rows),
        compared=_compared(library, quarter),
        longest=longest_of(ledger, quarter),
        widest=widest_of(ledger, quarter),
        detection=detection_of(library, part, mix),
        detected=_detected(part),
        causes=causes_of(library, part, mix),
        pairs=pairs_of(library, mix),
        services=tuple(_services(library, rows, name)),
        limits=_limits(objectives),
        limited=len(objectives),
        recurrence=recurrence,
        judged=len(judged),
        repeated=sum(bool(one.earlier) for one in judged.values()),
        while_open=sum(bool(one.open_actions) for one in judged.values()),
        unfinished=tuple(
            one for one in recurrence.rows if one.open_actions and one.row.incident in judged
        ),
    )


def tell_comparison(one: Comparison) -> str:
    """Return the comparison of two quarters in plain words, as the second half of a sentence."""
    said = f"after {f'{one.k2:,}' if one.k2 else 'none'} in {one.previous}"
    if not one.k1 and not one.k2:
        return said
    whole = one.current.days(one.current.last)
    if one.days1 < whole:
        said += f" (over the {one.days1} of {whole} days that have begun)"
    if one.rate is None:
        return f"{said}: {one.refused}"
    verdict = (
        "too close to tell apart"
        if one.rate.p >= LEVEL
        else "further apart than chance alone would put them"
    )
    return f"{said}: {verdict} ({_ratio(one)})"


def _ratio(one: Comparison) -> str:
    rate = one.rate
    low = f"{rate.interval.low or 0:.2f}" if rate else ""
    if rate is None or rate.ratio is None or rate.interval.high is None:
        return f"rate ratio above {low}"
    return f"rate ratio {rate.ratio:.2f}, {low} to {rate.interval.high:.2f}"


def _compared(library: Library, quarter: Quarter) -> str | None:
    metrics = library.results.metrics
    if str(quarter) == metrics.counts[0].quarter:
        return None
    return tell_comparison(compare_quarters(library.results.frames, metrics.as_of, quarter))


def _detected(part: Part) -> str:
    """Return how long it took to detect the incidents: every value, or the median from six on."""
    (whole,), values = part.durations, part.measured[_DETECT]
    if not values:
        return ""
    if whole.n >= FROM_MEDIAN or whole.incomplete:
        return f"Time to detect: {continued(told(whole))}"
    spans = sorted((value.lasting, value.value) for value in values)
    return f"Time to detect: {', '.join(_took(value, lasting) for lasting, value in spans)}."


def _took(minutes: float, lasting: bool) -> str:
    return f"{'at least ' if lasting else ''}{span(dt.timedelta(minutes=minutes))}"


def _row(library: Library, row: IncidentRow) -> OccurrenceRow:
    postmortem = library.by_path[library.path_of[row.incident.page]]
    found_by = postmortem.detection.source if postmortem.detection else None
    return OccurrenceRow(row, postmortem.stats.affected_users, found_by)


def _by_severity(row: IncidentRow) -> tuple[bool, int]:
    """Order by severity, those that the settings do not know last."""
    return not row.rank, row.rank


def _limits(objectives: Iterable[tuple[Link, tuple[Objective, ...]]]) -> tuple[Limits, ...]:
    """Return the services that went over an objective, those in the most incidents first."""
    found = [
        Limits(service, missed)
        for service, listed in objectives
        if (missed := tuple(one for one in listed if one.over))
    ]
    return tuple(sorted(found, key=lambda one: -max(each.over for each in one.objectives)))


def _services(library: Library, rows: Sequence[IncidentRow], name: str) -> Iterator[ServiceRow]:
    """Yield the services by their incidents, then by name."""
    impaired = {one.service: one.minutes for one in impact_of(library.results.metrics, {name})}
    counted = Counter(link for row in rows for link in row.services)
    for link, n in sorted(counted.items(), key=lambda item: (-item[1], item[0].text)):
        minutes = impaired.get(link.text)
        time = None if minutes is None else dt.timedelta(minutes=round(minutes))
        yield ServiceRow(link, n, time)


def _objectives(
    library: Library, rows: Sequence[IncidentRow]
) -> Iterator[tuple[Link, tuple[Objective, ...]]]:
    """Yield the services of the incidents that have an objective, by name."""
    links = {link for row in rows for link in row.services}
    for link in sorted(links, key=lambda one: one.text):
        own = [row for row in rows if link in row.services]
        found = objectives_of(library, library.services.get(link.text), own)
        if found:
            yield link, found
