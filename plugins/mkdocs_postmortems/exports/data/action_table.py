"""The table of the actions: one row for each, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_postmortems.analysis.action import ActionRecord, Verdict
from mkdocs_postmortems.exports.data.content import ActionFacts
from mkdocs_postmortems.exports.data.field import Field, Kind, Table
from mkdocs_postmortems.model import ActionStatus, ActionType

_DAYS = "days"


def _text(name: str, meaning: str) -> Field[ActionFacts]:
    return Field(name, Kind.TEXT, meaning, lambda it: getattr(it.action, name))


def _known(
    name: str, kind: Kind, meaning: str, value: Callable[[ActionRecord], object], unit: str = ""
) -> Field[ActionFacts]:
    """Return a field that is null where the action was created after `as_of`."""
    return Field(name, kind, meaning, lambda it: it.record and value(it.record), unit)


OWN: tuple[Field[ActionFacts], ...] = (
    Field(
        "action",
        Kind.TEXT,
        "Its id within its postmortem, such as `A1`",
        lambda it: it.action.id,
        always=True,
    ),
    _text("title", "What is to be done, in one line"),
    Field(
        "status",
        Kind.TEXT,
        "Where it stood at `as_of`",
        lambda it: it.status.value,
        always=True,
        choices=tuple(ActionStatus),
    ),
    Field(
        "type",
        Kind.TEXT,
        "What kind of action it is",
        lambda it: it.action.type and it.action.type.value,
        choices=tuple(ActionType),
    ),
    _text("priority", "How urgent it is"),
    _text("owner", "A team, or a person's handle"),
    Field("ticket", Kind.TEXT, "Its ticket, as it is shown", lambda it: it.ticket[0]),
    Field(
        "ticket_url",
        Kind.TEXT,
        "The address of that, as written or by a pattern of `tickets`",
        lambda it: it.ticket[1],
    ),
    Field(
        "created",
        Kind.DATE,
        "When it was promised: as given, else when the postmortem was published, else when the "
        "incident was resolved or started",
        lambda it: it.action.created,
    ),
    Field(
        "due",
        Kind.DATE,
        "As given, else `created` plus the days of its priority",
        lambda it: it.record.due if it.record else it.action.due,
    ),
    Field(
        "due_by_policy",
        Kind.FLAG,
        "Whether `due` follows from the priority",
        lambda it: it.action.due is None and it.record is not None and it.record.due is not None,
        always=True,
    ),
    _known("closed", Kind.DATE, "When it was done or declined", lambda known: known.closed),
    Field(
        "open", Kind.FLAG, "Neither done nor declined by `as_of`", lambda it: it.open, always=True
    ),
    Field("overdue", Kind.FLAG, "Open, and due before `as_of`", lambda it: it.overdue, always=True),
    Field(
        "days_overdue",
        Kind.WHOLE,
        "From `due` to `as_of`; 0 where it is not overdue",
        lambda it: it.record.days_overdue if it.record else 0,
        _DAYS,
        always=True,
    ),
    _known(
        "age_days",
        Kind.WHOLE,
        "From `created` to `as_of` while it is open",
        lambda known: known.age_days,
        _DAYS,
    ),
    _known(
        "days_to_close",
        Kind.WHOLE,
        "From `created` to `closed`",
        lambda known: None if known.open else known.days,
        _DAYS,
    ),
    Field(
        "verdict",
        Kind.TEXT,
        "How it met its due date; null where it is closed without a date",
        lambda it: it.record and it.record.verdict and it.record.verdict.value,
        choices=tuple(Verdict),
    ),
    Field(
        "reason", Kind.TEXT, "Why it was declined", lambda it: "" if it.open else it.action.reason
    ),
    Field(
        "addresses",
        Kind.TEXTS,
        "The contributing factors it answers",
        lambda it: it.action.addresses,
    ),
    Field(
        "counted",
        Kind.FLAG,
        "Whether it was created by `as_of`, and the incident had started. What comes later is in "
        "no figure of the site",
        lambda it: it.record is not None,
        always=True,
    ),
)
"""What an action says of itself."""

_INCIDENT: tuple[Field[ActionFacts], ...] = (
    Field(
        "incident",
        Kind.TEXT,
        "The `id` of its postmortem",
        lambda it: it.postmortem.id,
        always=True,
    ),
    Field("incident_title", Kind.TEXT, "What broke", lambda it: it.postmortem.title),
    Field("severity", Kind.TEXT, "How bad that was", lambda it: it.postmortem.severity),
    Field("services", Kind.TEXTS, "What was affected", lambda it: it.postmortem.services),
    Field(
        "path",
        Kind.TEXT,
        "The file it stands in, below the folder of the postmortems",
        lambda it: it.postmortem.path,
        always=True,
    ),
    Field(
        "url",
        Kind.TEXT,
        "The address of the actions on the page of that postmortem",
        lambda it: it.url,
        always=True,
    ),
)

ACTIONS = Table(
    "actions",
    "action",
    "by postmortem, then as in its file",
    (_INCIDENT[0], *OWN, *_INCIDENT[1:]),
    lambda content: content.actions,
)
