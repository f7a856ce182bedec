"""Postmortems as exercises: which of them make one, and what is shown when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from mkdocs_postmortems import addresses
from mkdocs_postmortems.model import Cause, Postmortem, Scope
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.question import questions_of
from mkdocs_postmortems.pages.timeline import TimelineRow, timeline_rows
from mkdocs_postmortems.pages.view import ActionRow, Link
from mkdocs_postmortems.render.exercise import Ending, Exercise, Lesson, Part, Promise, Step
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.plain_text import plain_lines, plain_text
from mkdocs_postmortems.render.text import clock, elapsed, long_day, plural, span
from mkdocs_postmortems.render.text import day as short_day
from mkdocs_postmortems.source.section import split_at_headings
from mkdocs_postmortems.taxonomy import UNKNOWN

FEWEST = 3
"""How many events of a timeline must have a time for it to be an exercise."""


def makes_exercise(library: Library, postmortem: Postmortem) -> bool:
    """Whether there is a story to tell step by step, of an incident that counts."""
    later = postmortem.day is not None and postmortem.day > library.as_of
    return not later and sum(bool(event.at) for event in postmortem.body.timeline) >= FEWEST


def game_day_link(library: Library, postmortem: Postmortem) -> Link | None:
    """Return the link to the exercise of a postmortem, where it makes one."""
    if not makes_exercise(library, postmortem):
        return None
    query = addresses.exercise_choice(library.exercise_keys[postmortem.path])
    return Link("Run it as a game day", addresses.GAME_DAY, query=query)


def exercise_of(library: Library, postmortem: Postmortem) -> Exercise:
    """Return the exercise of a postmortem that makes one."""
    row = library.incident_rows[postmortem.path]
    source = found_by(postmortem)
    unseen, known = _split_at_detection(library, postmortem)
    first = next((one.at for one in known if one.at), None)
    day = postmortem.day or (first.date() if first else None)
    return Exercise(
        key=library.exercise_keys[postmortem.path],
        severity=row.severity,
        day=long_day(day) if day else "",
        zone=(first and first.tzname()) or "",
        services=tuple(_services(library, postmortem)),
        found_by=clean(source.replace("-", " ")),
        found_meaning=library.settings.detection_sources.get(source, ""),
        steps=tuple(_steps(known, day)),
        questions=tuple(questions_of(library, postmortem)),
        ending=_ending(library, postmortem, unseen),
    )


def found_by(postmortem: Postmortem) -> str:
    """Return what found the incident, empty where nobody knows."""
    source = (postmortem.detection.source if postmortem.detection else None) or ""
    return "" if source == UNKNOWN else source


def _split_at_detection(
    library: Library, postmortem: Postmortem
) -> tuple[Sequence[TimelineRow], Sequence[TimelineRow]]:
    """Return the rows before the incident was detected, and those from then on.

    A timeline is written in hindsight: what came before detection, the responders did not know.
    Where fewer than two rows would be left, all are the second part.
    """
    rows, detected = timeline_rows(postmortem, library.settings.zone), postmortem.detected
    begin = 0
    if detected:
        begin = next((at for at, one in enumerate(rows) if one.at and one.at >= detected), 0)
    return (rows[:begin], rows[begin:]) if len(rows) - begin > 1 else ((), rows)


def _steps(rows: Sequence[TimelineRow], day: dt.date | None) -> Iterator[Step]:
    """Yield the rows as text, dated where it is not the day of the row before; first, `day`."""
    shown = day
    for row in rows:
        time, here = row.clock, row.at.date() if row.at else None
        if here is None:
            said = clean(row.written)
        elif here != shown or not time:
            said = f"{long_day(here)}, {clock(time)}" if time else long_day(here)
        else:
            said = clock(time) if time else ""
        shown = here or shown
        since = elapsed(row.elapsed) if time and row.elapsed is not None else ""
        yield Step(said, since, row.moments, plain_text(row.text) if row.text else "")


def _services(library: Library, postmortem: Postmortem) -> Iterator[Part]:
    for link in library.service_links(postmortem.services):
        known = library.services.get(link.text)
        yield Part(clean(link.text), link, clean(known.description) if known else "")


def _ending(library: Library, postmortem: Postmortem, unseen: Sequence[TimelineRow]) -> Ending:
    settings, trigger, detection = library.settings, postmortem.trigger, postmortem.detection
    meaning = settings.triggers.get(trigger or "", "")
    gap = (detection.gap if detection else None) or ""
    return Ending(
        incident=library.incident_link(postmortem),
        facts=" \u00b7 ".join(_facts(library, postmortem)),
        unseen=tuple(_steps(unseen, postmortem.day)),
        gap=settings.detection_gaps.get(gap, clean(gap)),
        trigger=Part(clean(trigger), None, meaning) if trigger else None,
        causes=tuple(_cause(library, c) for c in sorted(postmortem.causes, key=_systemic_first)),
        lessons=tuple(_lessons(postmortem)),
        actions=tuple(map(_promise, library.actions_by_path[postmortem.path])),
    )


def _facts(library: Library, postmortem: Postmortem) -> Iterator[str]:
    impact, users = library.incident_rows[postmortem.path].impact, postmortem.stats.affected_users
    if impact is not None:
        yield f"impact {span(impact)}" if impact else "no impact"
    if users is not None:
        yield f"{plural(users, 'user')} affected"


def _cause(library: Library, cause: Cause) -> Part:
    known, links = library.settings.causes.get(cause.factor), library.cause_links([cause.factor])
    said = cause.note or (known.meaning if known else "")
    return Part(
        text=clean(cause.factor) or "unnamed",
        target=links[0] if links else None,
        said=clean(said),
        scope=cause.scope.value if cause.scope else "",
    )


def _systemic_first(cause: Cause) -> bool:
    return cause.scope is not Scope.SYSTEMIC


def _lessons(postmortem: Postmortem) -> Iterator[Lesson]:
    section = postmortem.body.section("lessons-learned")
    before, parts = split_at_headings(section.text, level=3) if section else ("", ())
    found = [Lesson("", tuple(plain_lines(before)))]
    found += [Lesson(plain_text(p.heading).rstrip("."), tuple(plain_lines(p.text))) for p in parts]
    return (lesson for lesson in found if lesson.points)


def _promise(row: ActionRow) -> Promise:
    title = clean(f"{row.id} {row.title}")
    if row.open:
        due = f", due {short_day(row.due)}" if row.due else ""
        late = f", {plural(row.days_overdue, 'day')} overdue" if row.overdue else ""
        return Promise(title, f"{row.state}{due}{late}")
    closed = f" {short_day(row.closed)}" if row.closed else ""
    reason = f": {clean(row.reason)}" if row.reason else ""
    return Promise(title, f"{row.state}{closed}{reason}")
