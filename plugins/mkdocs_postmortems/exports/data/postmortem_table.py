"""The table of the postmortems: one row for each file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mkdocs_postmortems.addresses import postmortem_stem
from mkdocs_postmortems.analysis.publishing import PublishState
from mkdocs_postmortems.analysis.quarter import quarter_of
from mkdocs_postmortems.exports.data.content import IncidentFacts
from mkdocs_postmortems.exports.data.field import Field, Kind, Table
from mkdocs_postmortems.model import ActionStatus, Cause, Postmortem, Scope, Status, Visibility

_SECONDS = "seconds"
_PUBLISH_STATES = tuple(s.value for s in PublishState if s is not PublishState.NOT_KNOWN)

CAUSE_FIELDS: tuple[Field[Cause], ...] = (
    Field("factor", Kind.TEXT, "The factor's label", lambda c: c.factor),
    Field(
        "scope",
        Kind.TEXT,
        "Whether it belongs to this change only, or to the system behind it",
        lambda c: c.scope and c.scope.value,
        choices=tuple(Scope),
    ),
    Field("note", Kind.TEXT, "What it was here, in a sentence", lambda c: c.note),
)


def document_path(path: str) -> str:
    """Return where the JSON of one postmortem stands, below the folder of the data."""
    return f"postmortems/{postmortem_stem(path)}.json"


def seconds_of(duration: dt.timedelta | None) -> int | None:
    """Return whole seconds."""
    return None if duration is None else round(duration.total_seconds())


def _text(name: str, meaning: str, always: bool = False) -> Field[IncidentFacts]:
    return Field(name, Kind.TEXT, meaning, _of_postmortem(name), always=always)


def _texts(name: str, meaning: str) -> Field[IncidentFacts]:
    return Field(name, Kind.TEXTS, meaning, lambda it: dict.fromkeys(getattr(it.postmortem, name)))


def _instant(name: str, meaning: str) -> Field[IncidentFacts]:
    return Field(name, Kind.INSTANT, meaning, _of_postmortem(name))


def _of_postmortem(name: str) -> Callable[[IncidentFacts], object]:
    return lambda it: getattr(it.postmortem, name)


def _seconds(
    name: str, meaning: str, value: Callable[[IncidentFacts], dt.timedelta | None]
) -> Field[IncidentFacts]:
    return Field(name, Kind.WHOLE, meaning, lambda it: seconds_of(value(it)), _SECONDS)


def _number(name: str, meaning: str, value: Callable[[IncidentFacts], int]) -> Field[IncidentFacts]:
    return Field(name, Kind.WHOLE, meaning, value, always=True)


_NAMES: tuple[Field[IncidentFacts], ...] = (
    _text("id", "The name of its file without `.md`", always=True),
    _text("path", "Its file, below the folder of the postmortems; no other has it", always=True),
    Field(
        "url",
        Kind.TEXT,
        "The address of its page; without `site_url` that below the root of the site",
        lambda it: it.url,
        always=True,
    ),
    Field(
        "document",
        Kind.TEXT,
        "The JSON with all of it, below the folder of the data",
        lambda it: document_path(it.postmortem.path),
        always=True,
    ),
    _text("title", "What broke, in one line"),
    _text("severity", "How bad it was"),
    Field(
        "status",
        Kind.TEXT,
        "How far the postmortem is",
        lambda it: it.postmortem.status.value,
        always=True,
        choices=tuple(Status),
    ),
    Field(
        "visibility",
        Kind.TEXT,
        "For whom it was written; in the public edition it is always `public`",
        lambda it: it.postmortem.visibility.value,
        always=True,
        choices=tuple(Visibility),
    ),
    _texts("services", "What was affected"),
    _texts("teams", "Teams that took part"),
    _texts("tags", "Words to find it by"),
)

_TIMES: tuple[Field[IncidentFacts], ...] = (
    Field(
        "day",
        Kind.DATE,
        "The date on which it started, in the time zone of the site",
        _of_postmortem("day"),
    ),
    Field(
        "quarter",
        Kind.TEXT,
        "The quarter of that date, such as `2026-Q1`",
        lambda it: it.postmortem.day and str(quarter_of(it.postmortem.day)),
    ),
    Field(
        "started",
        Kind.INSTANT,
        "The first impact; null where only its date is known",
        lambda it: it.postmortem.start,
    ),
    _instant("detected", "When it was noticed"),
    _instant("acknowledged", "When somebody took it on"),
    _instant("mitigated", "When the impact ended"),
    _instant("resolved", "When nothing was left to do that day"),
    Field(
        "ongoing",
        Kind.FLAG,
        "Whether no end of the impact is known",
        lambda it: it.ongoing,
        always=True,
    ),
    Field("published", Kind.DATE, "When the postmortem was published", _of_postmortem("published")),
    Field(
        "publish_due",
        Kind.DATE,
        "When it was to be published: `resolved` plus the days of its severity",
        lambda it: it.publishing.due,
    ),
    Field(
        "publish_state",
        Kind.TEXT,
        "Where that stands; null where the severity has no such days, or no date is known",
        lambda it: _publish_state(it.publishing.state),
        choices=_PUBLISH_STATES,
    ),
    Field(
        "counted",
        Kind.FLAG,
        "Whether it had started by `as_of`. What comes later is in no figure of the site",
        lambda it: it.counted,
        always=True,
    ),
    _seconds(
        "time_to_detect_s",
        "From `started` to `detected`; negative where it was caught before users were affected",
        lambda it: it.durations.detect,
    ),
    _seconds(
        "time_to_acknowledge_s",
        "From `detected` to `acknowledged`",
        lambda it: it.durations.acknowledge,
    ),
    _seconds(
        "time_to_mitigate_s", "From `started` to `mitigated`", lambda it: it.durations.mitigate
    ),
    _seconds(
        "response_s",
        "From `detected` to `mitigated`; negative where it healed before anybody saw it",
        lambda it: it.durations.respond,
    ),
    _seconds("time_to_resolve_s", "From `started` to `resolved`", lambda it: it.durations.resolve),
    _seconds(
        "impact_s",
        "How long users felt it: `stats.downtime` where it is given, else the time to mitigate",
        lambda it: it.impact,
    ),
)

_FACTS: tuple[Field[IncidentFacts], ...] = (
    Field(
        "affected_users",
        Kind.WHOLE,
        "Users who felt it",
        lambda it: it.postmortem.stats.affected_users,
    ),
    Field(
        "failed_requests",
        Kind.WHOLE,
        "Requests or orders that failed",
        lambda it: it.postmortem.stats.failed_requests,
    ),
    Field(
        "revenue_lost",
        Kind.NUMBER,
        "What it cost, in `revenue_currency`",
        lambda it: _revenue(it.postmortem),
    ),
    Field(
        "revenue_currency",
        Kind.TEXT,
        "The currency of that, such as `EUR`",
        lambda it: it.postmortem.stats.revenue_lost and it.postmortem.stats.revenue_lost.currency,
    ),
    _seconds(
        "data_loss_s", "How much recent data was lost", lambda it: it.postmortem.stats.data_loss
    ),
    _text("trigger", "What set it off"),
    Field(
        "detection_source",
        Kind.TEXT,
        "What found it",
        lambda it: it.postmortem.detection and it.postmortem.detection.source,
    ),
    Field(
        "detection_gap",
        Kind.TEXT,
        "Why it was not seen earlier",
        lambda it: it.postmortem.detection and it.postmortem.detection.gap,
    ),
    Field(
        "factors",
        Kind.TEXTS,
        "Its contributing factors; the table of the causes has more of each",
        lambda it: dict.fromkeys(c.factor for c in it.postmortem.causes if c.factor),
    ),
    Field(
        "causes",
        Kind.RECORDS,
        "The same, each with its scope and its note",
        lambda it: it.postmortem.causes,
        fields=CAUSE_FIELDS,
    ),
    _number(
        "actions_total",
        "Its actions, created by `as_of`; the four that follow are of them",
        lambda it: sum(a.record is not None for a in it.actions),
    ),
    _number(
        "actions_open",
        "Those neither done nor declined by `as_of`",
        lambda it: sum(a.open for a in it.actions),
    ),
    _number(
        "actions_overdue",
        "Those open, and due before `as_of`",
        lambda it: sum(a.overdue for a in it.actions),
    ),
    _number("actions_done", "Those done", lambda it: it.count(ActionStatus.DONE)),
    _number("actions_declined", "Those declined", lambda it: it.count(ActionStatus.DECLINED)),
    _number("problems", "What is wrong in its file, as its page says", lambda it: it.problems),
    _texts("related", "Ids of related postmortems, as its file names them"),
)


def _publish_state(state: PublishState) -> str | None:
    return None if state is PublishState.NOT_KNOWN else state.value


def _revenue(postmortem: Postmortem) -> float | None:
    lost = postmortem.stats.revenue_lost
    return float(lost.amount) if lost else None


POSTMORTEMS = Table(
    "postmortems",
    "postmortem",
    "by `started`, then `id`; those without a date last",
    (*_NAMES, *_TIMES, *_FACTS),
    lambda content: content.incidents,
)
