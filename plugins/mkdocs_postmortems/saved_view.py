"""Saved views: what a team filters the list of postmortems by, written as options."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from pydantic import field_validator

from mkdocs_postmortems.errors import did_you_mean
from mkdocs_postmortems.option import Names, Options


class Choice(Options):
    """Some of the incidents: for each facet a label, or several of which one is enough."""

    severity: Names = ()
    """Severities."""
    service: Names = ()
    """Services that were affected."""
    team: Names = ()
    """Teams that took part."""
    cause: Names = ()
    """Contributing factors."""
    trigger: Names = ()
    """What set it off."""
    detection: Names = ()
    """How it was found."""
    year: Names = ()
    """Years; `this` is that of the date on which everything is read, `last` the one before."""
    status: Names = ()
    """How far the postmortem is."""
    owner: Names = ()
    """Owners of its actions."""
    tag: Names = ()
    """Tags."""
    q: str = ""
    """Words that the row holds."""

    @field_validator("year", mode="before")
    @classmethod
    def _years_are_numbers(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("year")
    @classmethod
    def _years_are_years(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for year in value:
            if not _YEAR.fullmatch(year):
                raise ValueError(f'found "{year}"; write a year such as 2026, this or last')
        return value

    @field_validator("status")
    @classmethod
    def _status_exists(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for status in value:
            if status not in STATUSES:
                near = did_you_mean(status, STATUSES) or f"known are {', '.join(STATUSES)}"
                raise ValueError(f'unknown label "{status}"; {near}')
        return value


_YEAR = re.compile(r"\d{4}|this|last|")

STATUSES = ("draft", "in-review", "published")
"""How far a postmortem can be."""


class View(Choice):
    """One saved view: what it filters by, and in which order."""

    sort: str = ""
    """The column to sort by; a hyphen before it for the largest first."""

    @field_validator("sort")
    @classmethod
    def _column_exists(cls, value: str) -> str:
        name = value.removeprefix("-")
        if name and name not in SORTS:
            near = did_you_mean(name, SORTS) or f"known are {', '.join(SORTS)}"
            raise ValueError(f'unknown column "{name}"; {near}')
        return value


FACETS = tuple(name for name in Choice.model_fields if name != "q")
"""What incidents are filtered by, in the list and in the search: the names in addresses."""

SORTS = (
    *("started", "title", "severity", "service", "cause", "impact", "open", "status", "team"),
    *("trigger", "detection", "users", "owner", "tag", "id"),
)
"""The columns that the list of incidents can be sorted by: the names in addresses."""


def unknown_labels(
    views: Mapping[str, View], known: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """Yield (option, message) for each label of a view that is none of those `known` of a facet.

    An empty one stands for incidents that have no label.
    """
    for name, view in views.items():
        for facet, labels in known.items():
            for label in getattr(view, facet):
                if label and label not in labels:
                    near = did_you_mean(label, labels) or f"known are {', '.join(labels)}"
                    yield f"views.{name}.{facet}", f'unknown label "{label}"; {near}'
