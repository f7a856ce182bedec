"""PM301, PM309, PM310: whether the moments agree with each other, with today, with the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from zoneinfo import ZoneInfo

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.policy import is_overdue
from mkdocs_postmortems.duration import format_duration
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.source.record import Finding

_MOMENTS = ("started", "detected", "acknowledged", "mitigated", "resolved")
"""The fields that hold an instant; `started` may hold a date only."""

_AFTER = {
    "detected": (),
    "acknowledged": ("detected",),
    "mitigated": ("started",),
    "resolved": ("started", "mitigated"),
}
"""Moment -> those it cannot precede. Detection may come before impact, or after it healed."""

_TOLERANCE = dt.timedelta(minutes=15)
_ENOUGH_EVENTS = 3
_HOUR = dt.timedelta(hours=1)
_LARGEST_OFFSET = 14 * _HOUR


def instant_of(postmortem: Postmortem, name: str) -> dt.datetime | None:
    """Return a moment, None where it is absent or only its date is known."""
    value = getattr(postmortem, name)
    return value if isinstance(value, dt.datetime) else None


def _shown(moment: dt.datetime | dt.date) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, dt.datetime) else f"{moment}"


def _precedes(end: dt.datetime, begin: dt.datetime | dt.date, zone: ZoneInfo) -> bool:
    """Compare by day in the site's zone where only the day of the beginning is known."""
    if isinstance(begin, dt.datetime):
        return end < begin
    return end.astimezone(zone).date() < begin


def _disorders(postmortem: Postmortem, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Yield each moment that precedes one it follows, and that one."""
    for later, earlier_ones in _AFTER.items():
        end = instant_of(postmortem, later)
        for earlier in earlier_ones:
            begin = getattr(postmortem, earlier)
            if end and begin and _precedes(end, begin, zone):
                yield later, earlier
    if postmortem.published and postmortem.day and postmortem.published < postmortem.day:
        yield "published", "started"


def moments_in_order(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM301: nothing ends before it began."""
    for later, earlier in _disorders(postmortem, context.settings.zone):
        found = f"found {_shown(getattr(postmortem, later))}, before"
        if later == "published":
            message, hint = f"{found} the incident started, {postmortem.day}", "Check both dates"
        else:
            message = f"{found} `{earlier}`, {_shown(getattr(postmortem, earlier))}"
            hint = "Check date, time and offset of both"
        yield Finding((later,), "PM301", message, hint)


def after_the_date(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM309: no moment lies after the date on which the knowledge base is read.

    Of an incident that starts after it only that is said, and nothing that PM301 or PM502 says.
    """
    ahead = _ahead(postmortem, context)
    if not ahead:
        return
    # A moment that another one precedes though it should not: PM301 names both.
    told = {earlier for _, earlier in _disorders(postmortem, context.settings.zone)}
    if is_overdue(postmortem, context):
        told.add("published")
    for name in ahead[:1] if ahead[0] == "started" else ahead:
        if name not in told:
            yield ahead_of_date((name,), getattr(postmortem, name), context)


def ahead_of_date(
    loc: tuple[int | str, ...], found: dt.datetime | dt.date, context: Context
) -> Finding:
    """Return the finding of PM309; an instant is shown in the site's zone, where it is judged."""
    local = found.astimezone(context.settings.zone) if isinstance(found, dt.datetime) else found
    shown = local.isoformat().replace("+00:00", "Z")
    read = f"after {context.as_of}, the date on which the knowledge base is read"
    return Finding(loc, "PM309", f"found {shown}, {read}", "Check day, month and year")


def _ahead(postmortem: Postmortem, context: Context) -> list[str]:
    """Return the fields that hold a time after `as_of`, by date in the site's zone."""
    end = _end_of(context.as_of, context.settings.timezone)
    ahead = ["started"] if postmortem.day and postmortem.day > context.as_of else []
    for name in _MOMENTS[1:]:
        moment = getattr(postmortem, name)
        if moment and moment > end:
            ahead.append(name)
    if postmortem.published and postmortem.published > context.as_of:
        ahead.append("published")
    return ahead


@cache
def _end_of(day: dt.date, timezone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.max, ZoneInfo(timezone)).astimezone(dt.UTC)


def doubtful_moments(postmortem: Postmortem, context: Context) -> set[str]:
    """Return the fields of which PM301 or PM309 speaks: what follows from them is not known."""
    pairs = _disorders(postmortem, context.settings.zone)
    return {name for pair in pairs for name in pair}.union(_ahead(postmortem, context))


def outside_timeline(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM310: no moment is more than 15 minutes before or after the timeline of the body."""
    times = [event.at for event in postmortem.body.timeline if event.at]
    if len(times) < _ENOUGH_EVENTS:
        return
    first, last = min(times), max(times)
    begin, end = first - _TOLERANCE, last + _TOLERANCE
    moments = ((name, instant_of(postmortem, name)) for name in _MOMENTS)
    outside = [(name, moment) for name, moment in moments if moment and not begin <= moment <= end]
    if not outside:
        return
    doubtful = doubtful_moments(postmortem, context)
    for name, moment in outside:
        if name in doubtful:
            continue
        if moment < first:
            place = f"{format_duration(first - moment)} before the first event"
        else:
            place = f"{format_duration(moment - last)} after the last event"
        message = f"found {_shown(moment)}, {place} of the timeline"
        yield Finding((name,), "PM310", message, _where_to_look(moment, times))


def _where_to_look(moment: dt.datetime, times: Sequence[dt.datetime]) -> str:
    """Return the hint: another offset, where the moment is whole hours from an event."""
    minute = moment.replace(second=0)
    gaps = [minute - at.replace(second=0) for at in times]
    whole = [gap for gap in gaps if not gap % _HOUR and abs(gap) <= _LARGEST_OFFSET]
    if not whole:
        return "Check the date and the time, or add it to the timeline"
    nearest = min(whole, key=abs)
    side = "earlier" if nearest > dt.timedelta() else "later"
    hours = abs(nearest) // _HOUR
    return f"Check the offset, an event is exactly {hours}h {side}; or add it to the timeline"
