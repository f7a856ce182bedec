"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.errors import Level


@dataclass(frozen=True)
class Rule:
    """One rule: `id` such as PM101, a short `name`, the default `level`, what it asks, and why."""

    id: str
    name: str
    level: Level
    asks: str
    why: str
