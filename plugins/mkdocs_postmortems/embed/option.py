"""The keys of a block: a table of options for each thing that it can show."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from mkdocs_postmortems.embed.label import Labels
from mkdocs_postmortems.errors import did_you_mean
from mkdocs_postmortems.option import Names, Options
from mkdocs_postmortems.pages.listing import LISTED
from mkdocs_postmortems.saved_view import FACETS, Choice

MOST = 10
"""How many rows a list shows where a block does not say it."""

Limit = Annotated[int, Field(ge=1, le=LISTED, strict=True)]

SORTS = ("started", "title", "severity", "impact", "open")

ChartName = Literal[
    "incidents-per-quarter",
    "severity",
    "time-to-detect",
    "time-to-acknowledge",
    "time-to-mitigate",
    "time-to-resolve",
    "time-to-publish",
    "detection",
    "causes",
    "causes-and-services",
    "repeats",
    "actions-over-time",
    "closing-curve",
]

OF_ALL_ACTIONS = ("actions-over-time", "closing-curve")
"""The charts of actions: they are of all of them, and take no choice of incidents."""


class Show(Options):
    """What every block has."""

    show: str
    """What the block shows."""
    title: str = ""
    """A line above it."""

    @model_validator(mode="before")
    @classmethod
    def _numbers_are_labels(cls, value: object) -> object:
        """Read `tier: 1` as the label that it is; the only number is how many rows there are."""
        if not isinstance(value, dict):
            return value
        return {k: str(v) if type(v) is int and k != "limit" else v for k, v in value.items()}


class _Labelled(Options):
    """Options that are labels: each must be one that there is, in today's spelling."""

    labelled: ClassVar[tuple[str, ...]] = ()

    @field_validator("*", mode="after")
    @classmethod
    def _labels_exist(cls, value: object, info: ValidationInfo) -> object:
        labels, key = info.context, str(info.field_name)
        if not isinstance(labels, Labels) or key not in cls.labelled:
            return value
        return labels.checked(key, value)


class Chosen(Choice, _Labelled):
    """What every block of some of the incidents has."""

    labelled: ClassVar[tuple[str, ...]] = FACETS

    @field_validator("year")
    @classmethod
    def _is_a_year(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for year in value:
            if not re.fullmatch(r"\d{4}|this|last", year):
                raise ValueError(f'found "{year[:60]}"; write a year such as 2026, this or last')
        return value


class Incidents(Show, Chosen):
    """A table of incidents, the newest first."""

    sort: str = ""
    """The column to sort by, one of started, title, severity, impact, open; `-` turns it round."""
    limit: Limit = MOST
    """How many rows at most."""

    @field_validator("sort")
    @classmethod
    def _is_a_column(cls, value: str) -> str:
        column = value.removeprefix("-")
        if value and column not in SORTS:
            near = did_you_mean(column, SORTS)
            wanted = f"{', '.join(SORTS)}, with a `-` before it to turn it round"
            raise ValueError(f'found "{value[:60]}"; {near or f"write {wanted}"}')
        return value


class Count(Show, Chosen):
    """How many incidents there are, in a line that leads to them."""


class Actions(Show, _Labelled):
    """A table of actions, the most urgent first."""

    labelled: ClassVar[tuple[str, ...]] = ("owner", "team", "service", "priority", "type")

    state: Literal["open", "overdue", "closed"] = "open"
    """Which ones: the open ones, of these the overdue ones, or the closed ones."""
    owner: Names = ()
    """Owners; `""` for those without one."""
    team: Names = ()
    """Teams of the incident that the action comes from."""
    service: Names = ()
    """Services of that incident."""
    priority: Names = ()
    """Priorities."""
    type: Names = ()
    """Types of action."""
    limit: Limit = MOST
    """How many rows at most."""


class Chart(Show, Chosen):
    """One of the charts, with its n and its words."""

    chart: ChartName
    """Which chart."""

    @model_validator(mode="after")
    def _all_actions(self) -> Chart:
        given = [name for name in (*FACETS, "q") if name in self.model_fields_set]
        if self.chart in OF_ALL_ACTIONS and given:
            raise ValueError(f"{self.chart} is of all actions; leave out {', '.join(given)}")
        return self


class Severities(Show):
    """The severities of the settings: what each means and asks, and how often it was given."""


class Priorities(Show):
    """The priorities of the settings: the days of each, and what is open."""


class Services(Show, _Labelled):
    """The catalogue: who owns a service, its objectives against what happened, its runbook."""

    labelled: ClassVar[tuple[str, ...]] = ("service",)

    service: Names = ()
    """Services."""
    owner: Names = ()
    """Teams that own a service."""
    tier: Names = ()
    """Tiers."""
    without: Literal["runbook", "dashboard", "owner", "tier", "rto", "rpo"] | None = None
    """Only those that lack it."""
    limit: Limit = LISTED
    """How many rows at most."""


class Contacts(Show):
    """Whom to reach for what, how and where, and when somebody last tried it."""


class Links(Show):
    """The links of the settings that are clicked through when something breaks."""


class Causes(Show):
    """The contributing factors: what each means, how often it was named, the latest incident."""

    kind: Names = ()
    """Kinds of factor, the bones of the fishbone."""
    limit: Limit = LISTED
    """How many rows at most."""


class Detection(Show, Chosen):
    """The ways in which incidents are found: what each means, how often it was the one."""


class Debt(Show):
    """Overdue actions and overdue postmortems, in a line."""


class Retries(Show):
    """The changes that are to be tried again, and what each waits for."""


SHOWS: dict[str, type[Show]] = {
    kind.__name__.lower(): kind
    for kind in (
        *(Incidents, Count, Actions, Chart),
        *(Debt, Retries, Services, Contacts, Links, Detection, Causes, Severities, Priorities),
    )
}
"""What a block can show, each with the table of its keys."""
