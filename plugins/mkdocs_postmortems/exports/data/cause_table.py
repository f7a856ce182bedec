"""The table of the causes: one row for each contributing factor of each postmortem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.exports.data.content import Content, IncidentFacts
from mkdocs_postmortems.exports.data.field import Field, Kind, Table
from mkdocs_postmortems.exports.data.postmortem_table import CAUSE_FIELDS, POSTMORTEMS
from mkdocs_postmortems.model import Cause

_OF_INCIDENT = {"title", "severity", "services", "path", "day", "quarter", "counted"}


@dataclass(frozen=True)
class Contribution:
    """One factor of one incident; `kind` is that of the settings, or empty."""

    incident: IncidentFacts
    cause: Cause
    kind: str

    @property
    def answers(self) -> list[str]:
        """The ids of the actions that answer it."""
        actions = self.incident.postmortem.actions
        return [action.id for action in actions if self.cause.factor in action.addresses]


def _contributions(content: Content) -> Iterator[Contribution]:
    known = content.settings.causes
    for incident in content.incidents:
        for cause in incident.postmortem.causes:
            kind = known[cause.factor].kind if cause.factor in known else ""
            yield Contribution(incident, cause, kind)


_FIELDS: tuple[Field[Contribution], ...] = (
    Field(
        "incident",
        Kind.TEXT,
        "The `id` of the postmortem",
        lambda it: it.incident.postmortem.id,
        always=True,
    ),
    *(field.of(lambda it: it.cause) for field in CAUSE_FIELDS),
    Field("kind", Kind.TEXT, "The kind of factor, by the settings", lambda it: it.kind),
    Field(
        "answered_by", Kind.TEXTS, "The ids of the actions that answer it", lambda it: it.answers
    ),
    *(
        field.of(lambda it: it.incident)
        for field in POSTMORTEMS.fields
        if field.name in _OF_INCIDENT
    ),
)

CAUSES = Table(
    "causes", "contributing factor", "by postmortem, then as in its file", _FIELDS, _contributions
)
