"""The page of one postmortem."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from mkdocs_postmortems import addresses
from mkdocs_postmortems.fields import Money
from mkdocs_postmortems.model import Chain, Postmortem, Scope, Section
from mkdocs_postmortems.pages.diagram import fishbone_of, phase_bar_of
from mkdocs_postmortems.pages.exercise import game_day_link
from mkdocs_postmortems.pages.gate import Gate, gate_of
from mkdocs_postmortems.pages.label import in_words, incidents_with, incidents_with_each
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.relation import (
    RelatedRow,
    further_named,
    related_rows,
    similar_before,
)
from mkdocs_postmortems.pages.timeline import TimelineRow, timeline_rows
from mkdocs_postmortems.pages.view import (
    ActionRow,
    Badge,
    External,
    IncidentRow,
    Link,
    Page,
    ProblemRow,
)
from mkdocs_postmortems.render.fishbone import Fishbone
from mkdocs_postmortems.render.phase_bar import PhaseBar
from mkdocs_postmortems.source.section import lesson_kind, split_at_headings


@dataclass(frozen=True)
class Time:
    """One duration of the incident, with what it runs from and to."""

    name: str
    between: str
    value: dt.timedelta


@dataclass(frozen=True)
class CauseRow:
    """One contributing factor. `kind` is the bone it hangs on, `answers` the actions it has."""

    factor: Link | None
    kind: str
    meaning: str
    scope: str
    note: str
    answers: tuple[Link, ...]


@dataclass(frozen=True)
class Lesson:
    """One column of the lessons: `well`, `poorly`, `lucky` or empty, heading, Markdown."""

    kind: str
    heading: str
    text: str


@dataclass(frozen=True)
class Part:
    """One part of the page below its head, in order.

    `kind` is text, timeline, whys, lessons, causes, actions, change, related or links; `text` is
    the author's Markdown.
    """

    kind: str
    heading: str
    text: str = ""


@dataclass(frozen=True)
class PostmortemView:
    """All that the page shows."""

    title: str
    path: str
    severity: Badge | None
    status: Link
    visibility: str
    row: IncidentRow
    started: dt.datetime | dt.date | None
    ended: dt.datetime | None
    users: int | None
    failed_requests: int | None
    revenue_lost: Money | None
    data_loss: dt.timedelta | None
    caught_early: bool
    later: bool
    found_by: Link | None
    found_meaning: str
    gap: str
    teams: tuple[Link, ...]
    tags: tuple[Link, ...]
    roles: tuple[tuple[str, str], ...]
    times: tuple[Time, ...]
    bar: PhaseBar | None
    preamble: str
    parts: tuple[Part, ...]
    timeline: tuple[TimelineRow, ...]
    game_day: Link | None
    chains: tuple[Chain, ...]
    lessons: tuple[Lesson, ...]
    trigger: Link | None
    trigger_meaning: str
    causes: tuple[CauseRow, ...]
    fishbone: Fishbone | None
    actions: tuple[ActionRow, ...]
    change: External | None
    gate: Gate | None
    links: tuple[External, ...]
    similar: IncidentRow | None
    related: tuple[RelatedRow, ...]
    further_named: tuple[Link, ...]
    problems: tuple[ProblemRow, ...]


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every postmortem, linked in the order of time."""
    ordered = library.postmortems
    for index, postmortem in enumerate(ordered):
        newer = ordered[index - 1] if index else None
        older = ordered[index + 1] if index + 1 < len(ordered) else None
        yield Page(
            path=addresses.postmortem_page(postmortem.path),
            title=postmortem.title,
            template="postmortem",
            view=partial(view, library, postmortem),
            source=postmortem.path,
            parent=addresses.POSTMORTEMS,
            previous=addresses.postmortem_page(older.path) if older else None,
            next=addresses.postmortem_page(newer.path) if newer else None,
        )


def view(library: Library, postmortem: Postmortem) -> PostmortemView:
    """Return what the page of one postmortem shows."""
    settings, stats, detection = library.settings, postmortem.stats, postmortem.detection
    zone, row = settings.zone, library.incident_rows[postmortem.path]
    source = (detection.source if detection else None) or ""
    trigger = postmortem.trigger or ""
    lessons = postmortem.body.section("lessons-learned")
    end = postmortem.resolved or postmortem.mitigated
    started = postmortem.started
    if end and postmortem.start and end < postmortem.start:
        end = None
    related = related_rows(library, postmortem)
    further = further_named(library, postmortem, related)
    return PostmortemView(
        title=postmortem.title,
        path=postmortem.path,
        severity=row.severity,
        status=in_words("status", postmortem.status.value),
        visibility=postmortem.visibility.value,
        row=row,
        started=started.astimezone(zone) if isinstance(started, dt.datetime) else started,
        ended=end.astimezone(zone) if end else None,
        users=stats.affected_users,
        failed_requests=stats.failed_requests,
        revenue_lost=stats.revenue_lost,
        data_loss=stats.data_loss,
        caught_early=_caught_early(library, postmortem),
        later=postmortem.day is not None and postmortem.day > library.as_of,
        found_by=in_words("detection", source) if source else None,
        found_meaning=settings.detection_sources.get(source, ""),
        gap=settings.detection_gaps.get(detection.gap or "", "") if detection else "",
        teams=incidents_with_each("team", postmortem.teams),
        tags=incidents_with_each("tag", postmortem.tags),
        roles=tuple(sorted(postmortem.roles.items())),
        times=_times(library, postmortem),
        bar=phase_bar_of(library, postmortem),
        preamble=_without_title(postmortem.body.preamble),
        parts=tuple(_parts(postmortem, bool(related or further))),
        timeline=timeline_rows(postmortem, zone),
        game_day=game_day_link(library, postmortem),
        chains=postmortem.body.whys,
        lessons=_lessons(lessons.text) if lessons else (),
        trigger=incidents_with("trigger", trigger) if trigger else None,
        trigger_meaning=settings.triggers.get(trigger, ""),
        causes=_causes(library, postmortem),
        fishbone=fishbone_of(library, postmortem),
        actions=library.actions_by_path[postmortem.path],
        change=_change(postmortem),
        gate=gate_of(library, postmortem),
        links=tuple(External(link.title or link.url or "", link.url) for link in postmortem.links),
        similar=similar_before(related),
        related=related,
        further_named=further,
        problems=library.problem_rows(postmortem.path),
    )


_TIMES = (
    ("detect", "Time to detect", "start to detection"),
    ("acknowledge", "Time to acknowledge", "detection to acknowledgement"),
    ("respond", "Response", "detection to mitigation"),
    ("mitigate", "Time to mitigate", "start to mitigation"),
    ("resolve", "Time to resolve", "start to resolution"),
)


def _times(library: Library, postmortem: Postmortem) -> tuple[Time, ...]:
    durations = library.results.durations.get(postmortem.path)
    values = ((name, between, getattr(durations, key, None)) for key, name, between in _TIMES)
    return tuple(Time(name, between, value) for name, between, value in values if value is not None)


def _caught_early(library: Library, postmortem: Postmortem) -> bool:
    """Whether it was detected before users were affected."""
    durations = library.results.durations.get(postmortem.path)
    return durations is not None and (durations.detect or dt.timedelta()) < dt.timedelta()


_BEFORE_CAUSES = {"summary", "impact", "timeline"}


def _parts(postmortem: Postmortem, has_related: bool) -> Iterator[Part]:
    """Yield the author's sections in their order, the generated parts among them.

    The causes stand before the first section of the analysis, the actions after the last one.
    """
    has_causes = bool(postmortem.causes or postmortem.trigger)
    for section in postmortem.body.sections:
        if has_causes and section.id not in _BEFORE_CAUSES:
            yield Part("causes", "Trigger and contributing factors")
            has_causes = False
        yield _section_part(section, postmortem)
    if has_causes:
        yield Part("causes", "Trigger and contributing factors")
    if postmortem.actions:
        yield Part("actions", "Actions")
    if postmortem.change or postmortem.retry:
        yield Part("change", "The change, and trying it again")
    if has_related:
        yield Part("related", "Related incidents")
    if any(getattr(postmortem, name) for name in ("links", "roles", "teams", "tags")):
        yield Part("links", "Links and people")


def _section_part(section: Section, postmortem: Postmortem) -> Part:
    """Return a section; of several of one kind the first is drawn, the others stay text."""
    body = postmortem.body
    first = section.id is not None and body.section(section.id) is section
    if first and section.id == "timeline" and body.timeline:
        return Part("timeline", section.heading, body.timeline_notes)
    if first and section.id == "five-whys" and body.whys:
        return Part("whys", section.heading)
    kind = "lessons" if first and section.id == "lessons-learned" else "text"
    return Part(kind, section.heading, section.text)


def _lessons(text: str) -> tuple[Lesson, ...]:
    before, parts = split_at_headings(text, level=3)
    lessons = [Lesson(lesson_kind(p.heading) or "", p.heading, p.text) for p in parts]
    return (Lesson("", "", before), *lessons) if before else tuple(lessons)


def _causes(library: Library, postmortem: Postmortem) -> tuple[CauseRow, ...]:
    """Return the factors, systemic ones first."""
    causes = sorted(postmortem.causes, key=lambda cause: cause.scope is not Scope.SYSTEMIC)
    actions = library.actions_as_written[postmortem.path]
    rows = []
    for cause in causes:
        known = library.settings.causes.get(cause.factor)
        links = library.cause_links([cause.factor])
        answers = [row for row in actions if links and links[0] in row.addresses]
        rows.append(
            CauseRow(
                factor=links[0] if links else None,
                kind=known.kind if known else "",
                meaning=known.meaning if known else "",
                scope=cause.scope.value if cause.scope else "",
                note=cause.note,
                answers=tuple(replace(row.link, text=row.id) for row in answers),
            )
        )
    return tuple(rows)


def _change(postmortem: Postmortem) -> External | None:
    change = postmortem.change
    return External(change.summary or "The change", change.url) if change else None


def _without_title(preamble: str) -> str:
    """Leave the first `# heading` out: the page has its title from the front matter."""
    return re.sub(r"\A\s*#[ \t]+.*(?:\n|\Z)", "", preamble).strip("\n")
