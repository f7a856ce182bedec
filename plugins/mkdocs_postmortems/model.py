"""The postmortem as frozen data: what the front matter says and what the body holds.

Every field but the four required ones may be absent: a record with problems keeps what is right
in it. Instants are aware and in UTC; dates and durations are `datetime` types.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.fields import (
    Amount,
    Count,
    Date,
    Duration,
    Instant,
    Moment,
    OneOrMore,
    ShortForm,
    Texts,
    Url,
)
from mkdocs_postmortems.record import REQUIRED, Record


class Status(StrEnum):
    """How far the postmortem is."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"


class Visibility(StrEnum):
    """Who may read the postmortem."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Scope(StrEnum):
    """Whether a factor belongs to this change only, or would make the next one fail too."""

    SPECIFIC = "specific"
    SYSTEMIC = "systemic"


class ActionType(StrEnum):
    """What an action does about the incident."""

    INVESTIGATE = "investigate"
    MITIGATE = "mitigate"
    REPAIR = "repair"
    DETECT = "detect"
    PREVENT = "prevent"
    PROCESS = "process"


class ActionStatus(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    DECLINED = "declined"


class Detection(Record):
    """How the incident was found."""

    source: str | None = Field(None, description="What found it", json_schema_extra=REQUIRED)
    gap: str | None = Field(None, description="Why it was not seen earlier")


class Cause(Record):
    """One contributing factor."""

    factor: str = Field("", description="The factor's label", json_schema_extra=REQUIRED)
    scope: Scope | None = Field(None, description="This change only, or the system behind it")
    note: str = Field("", description="What it was here, in a sentence")


class Stats(Record):
    """What the moments cannot give. Durations count only where their moments are missing."""

    affected_users: Count | None = Field(None, description="Users who felt it")
    failed_requests: Count | None = Field(None, description="Requests or orders that failed")
    revenue_lost: Amount | None = Field(None, description="What it cost: amount and currency")
    data_loss: Duration | None = Field(None, description="How much recent data was lost")
    downtime: Duration | None = Field(None, description="Where it is not mitigated - started")
    time_to_detect: Duration | None = Field(None, description="From started to detected")
    time_to_acknowledge: Duration | None = Field(None, description="From detected to acknowledged")
    time_to_mitigate: Duration | None = Field(None, description="From started to mitigated")
    time_to_resolve: Duration | None = Field(None, description="From started to resolved")


class Action(Record):
    """One thing promised after the incident."""

    title: str = Field("", description="What is done, in one line", json_schema_extra=REQUIRED)
    id: str = Field("", description="What others refer to it by; default A1, A2, ... in order")
    type: ActionType | None = Field(None, description="What kind of action it is")
    priority: str | None = Field(None, description="How urgent it is; decides the default of due")
    owner: str | None = Field(None, description="A team, or a person's handle")
    ticket: str | None = Field(None, description="A ticket key or a URL")
    created: Date | None = Field(None, description="Default: published, resolved or started")
    due: Date | None = Field(None, description="Default: created + the days of its priority")
    status: ActionStatus = Field(ActionStatus.OPEN, description="Where it stands")
    closed: Date | None = Field(None, description="When it was done or declined")
    reason: str = Field("", description="Why it was declined")
    addresses: Texts = Field((), description="Which of the factors it answers")


class Change(Record):
    """The change that was attempted."""

    summary: str = Field("", description="What was to change", json_schema_extra=REQUIRED)
    url: Url | None = Field(None, description="Where it was proposed")


class Retry(Record):
    """When the same change is tried again, and what must be done before."""

    planned: Date | None = Field(None, description="The day of the next attempt")
    requires: Texts = Field((), description="Ids of the actions to be done before")


class Link(Record):
    """A link with its title."""

    title: str = Field("", description="What it leads to", json_schema_extra=REQUIRED)
    url: Url | None = Field(None, description="Its address", json_schema_extra=REQUIRED)


class FrontMatter(Record):
    """The front matter of one postmortem."""

    title: str = Field("", description="what broke, in one line", json_schema_extra=REQUIRED)
    severity: str | None = Field(
        None, description="how bad it was, such as SEV-2", json_schema_extra=REQUIRED
    )
    status: Status = Field(Status.DRAFT, description="How far the postmortem is")
    services: Texts = Field(
        (), description="what was affected, such as [orders]", json_schema_extra=REQUIRED
    )
    teams: Texts = Field((), description="Teams that took part")
    tags: Texts = Field((), description="Words of your own to find it by")
    visibility: Visibility = Field(Visibility.INTERNAL, description="Who may read it")
    started: Moment | None = Field(
        None,
        description="the first impact: 2026-03-15T14:44:00Z",
        json_schema_extra=REQUIRED,
    )
    detected: Instant | None = Field(None, description="When it was noticed")
    acknowledged: Instant | None = Field(None, description="When somebody took it on")
    mitigated: Instant | None = Field(None, description="When the impact ended")
    resolved: Instant | None = Field(None, description="When nothing was left to do that day")
    published: Date | None = Field(None, description="When the postmortem was published")
    detection: Annotated[Detection | None, ShortForm("source")] = Field(
        None, description="How it was found"
    )
    trigger: str | None = Field(None, description="What set it off; exactly one")
    causes: Annotated[tuple[Annotated[Cause, ShortForm("factor")], ...], OneOrMore()] = Field(
        (), description="Contributing factors, one or more"
    )
    stats: Stats = Field(Stats(), description="What the moments cannot give")
    actions: Annotated[tuple[Annotated[Action, ShortForm("title")], ...], OneOrMore()] = Field(
        (), description="What was promised"
    )
    change: Annotated[Change | None, ShortForm("summary")] = Field(
        None, description="The change that was attempted"
    )
    retry: Retry | None = Field(None, description="When it is tried again")
    roles: dict[str, str] = Field({}, description="Who did what; shown, never counted")
    links: tuple[Link, ...] = Field((), description="Channel, dashboard, status page, runbook")
    related: Texts = Field((), description="Ids of related postmortems")

    @property
    def start(self) -> dt.datetime | None:
        """The instant of the first impact; None where only its date is known."""
        return self.started if isinstance(self.started, dt.datetime) else None


class Event(BaseModel):
    """One row of the timeline. `at` is None where its time could not be read."""

    model_config = ConfigDict(frozen=True)
    at: dt.datetime | None
    time: str
    text: str


class Chain(BaseModel):
    """One chain of whys: Markdown texts, the first why first."""

    model_config = ConfigDict(frozen=True)
    title: str
    steps: tuple[str, ...]


class Section(BaseModel):
    """One `##` section: its id where known, the heading as written, Markdown.

    `line` is that of the heading, `text_line` that on which the text begins, both from 1.
    """

    model_config = ConfigDict(frozen=True)
    id: str | None
    heading: str
    text: str
    line: int
    text_line: int


class Body(BaseModel):
    """The story: what stands before the first heading, and the sections in order.

    `preamble_line` is the line of the file on which the preamble begins, from 1.

    `timeline` and `whys` are read from the first section of their kind; `timeline_notes` is the
    Markdown that stands around the timeline's table or list.
    """

    model_config = ConfigDict(frozen=True)
    preamble: str = ""
    preamble_line: int = 1
    sections: tuple[Section, ...] = ()
    timeline: tuple[Event, ...] = ()
    timeline_notes: str = ""
    whys: tuple[Chain, ...] = ()

    def section(self, ident: str) -> Section | None:
        """Return the first section of this id, or None."""
        return next((section for section in self.sections if section.id == ident), None)


class Postmortem(FrontMatter):
    """One postmortem: front matter, body, and where it stands.

    `path` is relative to the folder of the postmortems, with `/`. `day` is the date of `started`
    in the site's zone, None where `started` is missing.
    """

    id: str
    path: str
    day: dt.date | None = None
    body: Body = Body()


class Service(Record):
    """One entry of `services.yml`."""

    name: str = Field("", description="As postmortems name it", json_schema_extra=REQUIRED)
    description: str = Field("", description="What it does, in a sentence")
    owner: str | None = Field(None, description="The team that owns it")
    tier: str | None = Field(None, description="How much depends on it")
    rto: Duration | None = Field(None, description="Recovery time objective")
    rpo: Duration | None = Field(None, description="Recovery point objective")
    runbook: Url | None = Field(None, description="What to do when it breaks")
    dashboard: Url | None = Field(None, description="Where to look")


class KnowledgeBase(BaseModel):
    """Everything that was read: postmortems by path, services, contacts, all problems."""

    model_config = ConfigDict(frozen=True)
    postmortems: tuple[Postmortem, ...] = ()
    services: tuple[Service, ...] = ()
    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def owners(self) -> frozenset[str]:
        """Every owner of an action."""
        actions = (action for postmortem in self.postmortems for action in postmortem.actions)
        return frozenset(action.owner for action in actions if action.owner)
