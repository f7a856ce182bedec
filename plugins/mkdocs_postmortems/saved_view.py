"""Saved views: what a team filters the list of postmortems by, written as options."""

from __future__ import annotations

from pydantic import field_validator

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


class View(Choice):
    """One saved view: what it filters by, and in which order."""

    sort: str = ""
    """The column to sort by; a hyphen before it for the largest first."""


FACETS = tuple(name for name in Choice.model_fields if name != "q")
"""What incidents are filtered by, in the list and in the search: the names in addresses."""
