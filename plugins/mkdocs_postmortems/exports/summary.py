"""The numbers of METRICS.md as text for people: sentences and short tables, each with its n."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from mkdocs_postmortems.analysis.closing import Closing
from mkdocs_postmortems.analysis.count import count_caught_early
from mkdocs_postmortems.analysis.distribution import ALL, PUBLISH, Distribution, tell_quantile
from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.analysis.incident import Flag
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.analysis.repeat import Repeat
from mkdocs_postmortems.analysis.share import share
from mkdocs_postmortems.render.text import plural, span

_TITLES = {metric.name: metric.title.lower() for metric in METRICS} | {PUBLISH: "time to publish"}

Row = Sequence[object]


def write_summary(metrics: Metrics) -> str:
    """Return the text; durations are those of all incidents and of the compared quarter."""
    sections = (
        _opening(metrics),
        _incidents(metrics),
        _counts(metrics),
        _durations(metrics, ALL),
        _durations(metrics, str(metrics.comparison.current)),
        _ratios(metrics),
        _causes(metrics),
        _detection(metrics),
        _repeats(metrics),
        _impact(metrics),
        _actions(metrics),
        _closing(metrics.closing),
        _quality(metrics),
    )
    text = "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)
    return "".join(c for c in text if c.isprintable() or c == "\n") + "\n"


def table(rows: Sequence[Row], numbers: int) -> Iterator[str]:
    """Yield aligned lines; the last `numbers` columns stand right-aligned."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    first = len(widths) - numbers
    for row in cells:
        aligned = (
            cell.ljust(width) if index < first else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join(aligned)}".rstrip()


def _opening(metrics: Metrics) -> Iterator[str]:
    found = metrics.incidents
    drafts = sum(incident.draft for incident in found)
    ongoing = sum(Flag.ONGOING in incident.flags for incident in found)
    yield f"Postmortem metrics as of {metrics.as_of}, {metrics.timezone}"
    line = plural(len(found), "incident")
    line += f", {drafts} of them in draft" if drafts else ""
    yield line + (f", {ongoing} still going on." if ongoing else ".")
    if metrics.later_incidents:
        yield f"Not counted: {plural(metrics.later_incidents, 'incident')} after {metrics.as_of}."
    if metrics.later_actions:
        yield f"Not counted: {plural(metrics.later_actions, 'action')} after {metrics.as_of}."


def _incidents(metrics: Metrics) -> Iterator[str]:
    quarter = str(metrics.comparison.current)
    found = [incident for incident in metrics.incidents if incident.quarter == quarter]
    if not found:
        return
    yield f"Incidents, {quarter}"
    rows: list[Row] = [("id", "severity", "detected after", "mitigated after", "")]
    for one in found:
        marks = [*(["draft"] if one.draft else []), *(flag.replace("_", " ") for flag in one.flags)]
        times = (_known(one.time_to_detect), _known(one.time_to_mitigate))
        rows.append((one.id, one.severity or "", *times, ", ".join(marks)))
    yield from table(rows, 0)


def _known(minutes: float | None) -> str:
    return "" if minutes is None else span(dt.timedelta(minutes=minutes))


def _counts(metrics: Metrics) -> Iterator[str]:
    if not metrics.counts:
        return
    labels = list(metrics.counts[0].by_severity)
    yield "Incidents per quarter, with the exact 95 % interval of the count"
    rows: list[Row] = [("quarter", "days", "count", "low", "high", *labels)]
    for one in metrics.counts:
        low, high = (f"{bound or 0:.1f}" for bound in (one.interval.low, one.interval.high))
        rows.append((one.quarter, one.days, one.count, low, high, *one.by_severity.values()))
    yield from table(rows, len(rows[0]) - 1)
    pair = metrics.comparison
    yield f"{pair.current} against {pair.previous}: {pair.sentence}"


def _durations(metrics: Metrics, period: str) -> Iterator[str]:
    found = [one for one in metrics.durations if one.period == period and one.of]
    if not found:
        return
    yield "Durations, all incidents" if period == ALL else f"Durations, {period}"
    rows = [(_TITLES[one.metric], f"{one.n} of {one.of}", _distribution(one)) for one in found]
    yield from table(rows, 0)


def _distribution(one: Distribution) -> str:
    time = partial(_time, metric=one.metric)
    parts = [one.refused or f"median {tell_quantile(one.median, time)}"]
    if one.refused and one.values and one.n < 6:
        parts.append(", ".join(_time(value, one.metric) for value in one.values))
    if one.high_percentile and one.high_percentile.value is not None:
        parts.append(f"90th percentile {tell_quantile(one.high_percentile, time)}")
    if one.lasting:
        end = "published" if one.metric == PUBLISH else "over"
        parts.append(f"{one.lasting} not {end} yet")
    if one.left_out:
        parts.append("left out: " + ", ".join(f"{n} {reason}" for reason, n in one.left_out))
    return "; ".join(parts)


def _time(value: float, metric: str) -> str:
    if metric == PUBLISH:
        return f"{value:g} d"
    return span(dt.timedelta(minutes=value))


def _ratios(metrics: Metrics) -> Iterator[str]:
    pair = metrics.comparison
    if not metrics.incidents:
        return
    yield f"How many times longer than the quarter before, {pair.current} / {pair.previous}"
    rows = []
    for one in metrics.ratios:
        low, high = (
            "no limit" if b is None else f"{b:.2f}" for b in (one.interval.low, one.interval.high)
        )
        found = one.refused or f"{one.ratio:.2f} ({low} to {high})"
        rows.append((_TITLES[one.metric], found))
    yield from table(rows, 0)


def _causes(metrics: Metrics) -> Iterator[str]:
    if not metrics.causes:
        return
    yield "Contributing factors. An incident counts under each of its own; covered is the union"
    rows: list[Row] = [("factor", "incidents", "only", "covered")]
    rows += [(c.cause, c.incidents, c.only, f"{c.covered} of {c.of}") for c in metrics.causes]
    yield from table(rows, 3)


def _detection(metrics: Metrics) -> Iterator[str]:
    if not metrics.detection:
        return
    early, known = count_caught_early(metrics.incidents)
    yield "What found the incidents"
    yield from table([(d.source, f"{d.incidents} of {d.of}") for d in metrics.detection], 1)
    yield f"Caught before users were affected: {share(early, known)}."


def _repeats(metrics: Metrics) -> Iterator[str]:
    found, judged = metrics.repeats, metrics.repeats.judged
    if not judged:
        return
    again = [item for item in judged if item.earlier]
    unfinished = [item for item in judged if item.open_actions]
    yield f"Repeats within {found.window_days} days: same service and same cause"
    yield f"  {share(len(again), len(judged))} of the incidents that can be judged repeat one."
    chance = found.chance
    if chance.expected is not None:
        yield (
            f"  {plural(chance.observed, 'pair')} observed; "
            f"chance alone would bring about {chance.expected:.1f}."
        )
    yield (
        f"  {len(unfinished)} of {len(judged)} resembled an earlier incident whose action was "
        "still open; this does not show that the action would have stopped it."
    )
    listed = [item for item in found.items if item.earlier]
    yield from table([_repeated(item, metrics) for item in listed], 0) if listed else ()


def _repeated(item: Repeat, metrics: Metrics) -> Row:
    ids = {incident.path: incident.id for incident in metrics.incidents}
    repeated = "repeats " + ", ".join(ids[path] for path in item.earlier)
    return item.id, repeated, "" if item.judged else "not judged"


def _impact(metrics: Metrics) -> Iterator[str]:
    quarter = str(metrics.comparison.current)
    found = [one for one in metrics.impact if one.quarter == quarter and one.minutes]
    users = next((one for one in metrics.user_minutes if one.quarter == quarter), None)
    if not found:
        return
    yield f"Minutes in which a service was impaired, {quarter}; overlaps count once"
    found.sort(key=lambda one: (-one.minutes, one.service))
    yield from table([(one.service, f"{one.minutes:,.0f}") for one in found], 1)
    refused = incomplete(users.of - users.without, users.of) if users else None
    if refused:
        yield f"The number of users is {refused}."
    elif users and users.largest is not None:
        yield (
            f"At most {users.minutes:,.0f} user-minutes; {users.without} of {users.of} incidents "
            f"have no estimate. {users.minutes * users.largest:,.0f} come from one incident."
        )


def _actions(metrics: Metrics) -> Iterator[str]:
    debt = metrics.debt
    if not (debt.total or metrics.publications):
        return
    yield "Actions" if debt.debt is None else f"Postmortem debt: {debt.debt}"
    late = (
        f"{plural(debt.overdue, 'overdue action')} ({plural(debt.overdue_action_days, 'day')} "
        f"together, the oldest {plural(debt.oldest_overdue_days, 'day')})"
    )
    if debt.overdue_postmortems is not None:
        late += f", {plural(debt.overdue_postmortems, 'overdue postmortem')}"
    yield f"  {late}."
    owners = "" if debt.unowned is None else f"{debt.unowned} of them without an owner, "
    without = f"{owners}{debt.undated} {'' if owners else 'of them '}without a due date"
    yield f"  {plural(debt.total, 'action')}: {debt.open} open, {without}."
    if debt.on_time_of:
        yield (
            f"  Done on time: {share(debt.on_time, debt.on_time_of)} of those that were due, "
            "whether closed or not."
        )


def _closing(curves: Sequence[Closing]) -> Iterator[str]:
    found = [curve for curve in curves if curve.n]
    if not found:
        return
    yield "Days until an action is closed, open ones counted as not closed yet"
    yield from table([(c.priority, f"{c.closed} of {c.n} closed", _curve(c)) for c in found], 0)


def _curve(curve: Closing) -> str:
    if curve.refused:
        return curve.refused
    low, high = (
        "no limit" if b is None else f"{b:.0f}" for b in (curve.median.low, curve.median.high)
    )
    half = curve.median.value
    text = "fewer than half closed while 5 or more could be followed"
    if half is not None:
        text = f"half closed by day {half:.0f} ({low} to {high})"
    return f"{text}; leaving the open ones out would say {curve.rosier_median:.0f}"


def _quality(metrics: Metrics) -> Iterator[str]:
    fields = [field for field in metrics.quality.fields if field.filled < field.applicable]
    if not fields:
        return
    yield "Fields that are not filled in everywhere"
    yield from table([(f.field, f"{f.filled} of {f.applicable}") for f in fields], 1)
