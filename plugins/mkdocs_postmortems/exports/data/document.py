"""The whole of one postmortem: its row, its actions, and the story as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.exports.data.action_table import OWN
from mkdocs_postmortems.exports.data.content import IncidentFacts
from mkdocs_postmortems.exports.data.field import Field, Kind
from mkdocs_postmortems.exports.data.postmortem_table import POSTMORTEMS, seconds_of
from mkdocs_postmortems.model import Chain, Change, Event, Link, Postmortem, Retry, Section
from mkdocs_postmortems.source.section import lesson_kind, split_at_headings


@dataclass(frozen=True)
class _Moment:
    """One event of the timeline, and the seconds since the incident started."""

    event: Event
    elapsed: int | None


def _timeline(postmortem: Postmortem) -> Iterator[_Moment]:
    start = postmortem.start
    for event in postmortem.body.timeline:
        elapsed = seconds_of(event.at - start) if event.at and start else None
        yield _Moment(event, elapsed)


def _lessons(postmortem: Postmortem) -> list[tuple[str, str, str]]:
    """Return kind, heading and Markdown of each part of the lessons learned."""
    section = postmortem.body.section("lessons-learned")
    before, parts = split_at_headings(section.text, level=3) if section else ("", ())
    found = [(lesson_kind(part.heading) or "", part.heading, part.text) for part in parts]
    return [("", "", before), *found] if before else found


_EVENT: tuple[Field[_Moment], ...] = (
    Field(
        "at", Kind.INSTANT, "When it was; null where the time cannot be read", lambda m: m.event.at
    ),
    Field("elapsed_s", Kind.WHOLE, "Since `started`", lambda m: m.elapsed, "seconds"),
    Field("time", Kind.TEXT, "The time as written", lambda m: m.event.time),
    Field("text", Kind.TEXT, "What happened, Markdown", lambda m: m.event.text),
)

_SECTION: tuple[Field[Section], ...] = (
    Field(
        "id",
        Kind.TEXT,
        "Which section it is; null where it is one of the author's own",
        lambda s: s.id,
    ),
    Field("heading", Kind.TEXT, "Its heading as written", lambda s: s.heading),
    Field("text", Kind.TEXT, "Markdown", lambda s: s.text),
)

_LESSON: tuple[Field[tuple[str, str, str]], ...] = (
    Field(
        "kind", Kind.TEXT, "Which part it is", lambda it: it[0], choices=("well", "poorly", "lucky")
    ),
    Field("heading", Kind.TEXT, "Its heading as written", lambda it: it[1]),
    Field("text", Kind.TEXT, "Markdown", lambda it: it[2]),
)

_CHAIN: tuple[Field[Chain], ...] = (
    Field("title", Kind.TEXT, "Its heading, where there are several", lambda c: c.title),
    Field("steps", Kind.TEXTS, "The answers, Markdown, the first why first", lambda c: c.steps),
)

_CHANGE: tuple[Field[Change], ...] = (
    Field("summary", Kind.TEXT, "What was to change", lambda c: c.summary),
    Field("url", Kind.TEXT, "Where it was proposed", lambda c: c.url),
)

_RETRY: tuple[Field[Retry], ...] = (
    Field("planned", Kind.DATE, "The day of the next attempt", lambda r: r.planned),
    Field("requires", Kind.TEXTS, "Ids of the actions to be done before", lambda r: r.requires),
)

_LINK: tuple[Field[Link], ...] = (
    Field("title", Kind.TEXT, "What it leads to", lambda link: link.title),
    Field("url", Kind.TEXT, "Its address", lambda link: link.url),
)

_ROLE: tuple[Field[tuple[str, str]], ...] = (
    Field("role", Kind.TEXT, "The role", lambda pair: pair[0]),
    Field("name", Kind.TEXT, "Who had it", lambda pair: pair[1]),
)


def _records(
    name: str,
    meaning: str,
    value: Callable[[IncidentFacts], Iterable[object]],
    fields: tuple[Field[Any], ...],
) -> Field[IncidentFacts]:
    return Field(name, Kind.RECORDS, meaning, value, fields=fields)


STORY: tuple[Field[IncidentFacts], ...] = (
    _records("actions", "Its actions, as in `actions.json`", lambda it: it.actions, OWN),
    _records("timeline", "The events of the timeline", lambda it: _timeline(it.postmortem), _EVENT),
    _records("whys", "The chains of whys", lambda it: it.postmortem.body.whys, _CHAIN),
    _records(
        "lessons",
        "The lessons learned, by their headings",
        lambda it: _lessons(it.postmortem),
        _LESSON,
    ),
    Field(
        "preamble",
        Kind.TEXT,
        "What stands before the first section, Markdown",
        lambda it: it.postmortem.body.preamble,
    ),
    _records(
        "sections",
        "Every section as written, in order; timeline, whys and lessons too",
        lambda it: it.postmortem.body.sections,
        _SECTION,
    ),
    Field(
        "change",
        Kind.RECORD,
        "The change that was attempted",
        lambda it: it.postmortem.change,
        fields=_CHANGE,
    ),
    Field(
        "retry",
        Kind.RECORD,
        "When it is tried again",
        lambda it: it.postmortem.retry,
        fields=_RETRY,
    ),
    _records(
        "links", "Channel, dashboard, status page, runbook", lambda it: it.postmortem.links, _LINK
    ),
    _records(
        "roles",
        "Who did what. In no table: it is not for counting",
        lambda it: it.postmortem.roles.items(),
        _ROLE,
    ),
)
"""What stands in the JSON of one postmortem besides its row of the table of all."""

DOCUMENT: tuple[Field[IncidentFacts], ...] = (*POSTMORTEMS.fields, *STORY)
"""The fields of the JSON of one postmortem."""
