"""The pieces that views are made of: plain frozen data, no frames, no markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A link to a page of this site, named by its source path; `query` is what is chosen on it."""

    text: str
    page: str
    fragment: str = ""
    query: str = ""


@dataclass(frozen=True)
class External:
    """A link to another site; `url` is None where there is only a text."""

    text: str
    url: str | None


@dataclass(frozen=True)
class Badge:
    """A severity: its label and its rank, 1 for the most severe, 0 for an unknown one."""

    label: str
    rank: int
    meaning: str


@dataclass(frozen=True)
class IncidentRow:
    """One incident in a list. `impact` is None where not known; `day` in the site's zone."""

    incident: Link
    day: dt.date | None
    severity: Badge | None
    status: str
    services: tuple[Link, ...]
    causes: tuple[Link, ...]
    impact: dt.timedelta | None
    ongoing: bool
    open_actions: int
    overdue_actions: int
    problems: int

    @property
    def rank(self) -> int:
        """The rank of its severity, 0 where it has none."""
        return self.severity.rank if self.severity else 0

    @property
    def severity_label(self) -> str:
        """Its severity in words."""
        return self.severity.label if self.severity else "no severity"


@dataclass(frozen=True)
class ActionRow:
    """One action in a table. `state` is open, in progress, done, declined or not yet created.

    `fragment` is its place on the page of its incident. What is not created yet by `as_of`, or
    belongs to a later incident, is not `counted`. `moved` says how often its due date moved and
    by how much, empty where it did not or nobody knows.
    """

    id: str
    title: str
    incident: Link
    fragment: str
    incident_day: dt.date | None
    services: tuple[Link, ...]
    severity: Badge | None
    type: str
    priority: str
    priority_rank: int
    policy_days: int | None
    owner: Link | None
    ticket: External | None
    due: dt.date | None
    due_by_policy: bool
    counted: bool
    open: bool
    days_overdue: int
    age_days: int
    state: str
    closed: dt.date | None
    reason: str
    addresses: tuple[Link, ...]
    moved: str = ""

    @property
    def link(self) -> Link:
        """The link to it, on the page of its incident."""
        return Link(self.title, self.incident.page, self.fragment)

    @property
    def overdue(self) -> bool:
        """Whether it is open and was due before `as_of`."""
        return self.days_overdue > 0


@dataclass(frozen=True)
class ProblemRow:
    """One problem of one file."""

    place: str
    field: str
    rule: str
    level: str
    message: str
    hint: str


@dataclass(frozen=True)
class Page:
    """One page to be generated.

    `path` is its source path on the site, `view` makes the data of its `template` when asked.
    `source` is the path of the postmortem file it shows, below their folder. A page that is a
    `section` belongs into the navigation; the others have a `parent`. A `wide` page is a list
    that needs the room of the contents beside it. A page with `figures` needs all metrics.
    """

    path: str
    title: str
    template: str
    view: Callable[[], object]
    section: bool = False
    source: str | None = None
    parent: str | None = None
    previous: str | None = None
    next: str | None = None
    wide: bool = False
    figures: bool = False
