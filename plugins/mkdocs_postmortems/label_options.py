"""The options of the families of labels: severities, factors, old spellings, what labels mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.option import Options

LONGEST_DAYS = 3_660
"""The longest policy: ten years."""


class Severity(Options):
    """One severity: what it means and what it asks of its postmortem."""

    meaning: str = ""
    """What the severity means, in a few words."""
    publish_days: int | None = Field(default=None, ge=1, le=LONGEST_DAYS)
    """Days after `resolved` by which the postmortem is to be published; none for no limit."""
    sections: tuple[str, ...] = ()
    """Sections that a published postmortem must have; a bar between two asks for either."""
    needs_actions: bool = False
    """Whether a published postmortem must have actions."""


class Factor(Options):
    """One contributing factor that causes may name."""

    kind: str = "Other"
    """The bone of the fishbone diagram it hangs on."""
    meaning: str = ""
    """What the factor means, in a few words."""


class Aliases(Options):
    """Old spellings, each with today's, per family of labels."""

    severities: dict[str, str] = Field(default_factory=dict)
    """Old spellings of severities."""
    priorities: dict[str, str] = Field(default_factory=lambda: {**taxonomy.ALIASES["priorities"]})
    """Old spellings of priorities."""
    triggers: dict[str, str] = Field(default_factory=dict)
    """Old spellings of triggers."""
    causes: dict[str, str] = Field(default_factory=dict)
    """Old spellings of contributing factors."""
    detection_sources: dict[str, str] = Field(default_factory=dict)
    """Old spellings of detection sources."""
    detection_gaps: dict[str, str] = Field(default_factory=dict)
    """Old spellings of detection gaps."""
    services: dict[str, str] = Field(default_factory=dict)
    """Old names of services."""


def names_with_meaning(value: object) -> object:
    """Accept a plain list of names where a mapping of name to meaning is asked for."""
    if isinstance(value, list | tuple):
        return {str(name): "" for name in value}
    if isinstance(value, Mapping):
        return {name: "" if meaning is None else meaning for name, meaning in value.items()}
    return value


def names_with_table(value: object) -> object:
    """Accept names, or names with their meaning alone, where each has a table of options."""
    if isinstance(value, list | tuple):
        return {str(name): {} for name in value}
    if isinstance(value, Mapping):
        return {
            name: {"meaning": entry} if isinstance(entry, str) else (entry or {})
            for name, entry in value.items()
        }
    return value


Meanings = Annotated[dict[str, str], BeforeValidator(names_with_meaning)]
"""Labels, each with its meaning."""
