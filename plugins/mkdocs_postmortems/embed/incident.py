"""Incidents: a table of them, or how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.embed.choice import ALL, chosen_rows, link_to, sorted_rows, told
from mkdocs_postmortems.embed.option import Count, Incidents
from mkdocs_postmortems.embed.shown import Shown, cut
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import IncidentRow, Link
from mkdocs_postmortems.render.text import plural


@dataclass(frozen=True)
class IncidentTable:
    """The rows that are shown, and what they have in common."""

    rows: tuple[IncidentRow, ...]
    caption: str


@dataclass(frozen=True)
class Number:
    """How many incidents there are, as a link to them, and what they have in common."""

    link: Link
    said: str


def show_incidents(library: Library, show: Incidents) -> Shown:
    """Return the chosen incidents as a table."""
    rows, said = chosen_rows(library, show), told(show, library.as_of)
    shown = sorted_rows(rows, show.sort)[: show.limit]
    return Shown(
        "incidents",
        IncidentTable(shown, f"Incidents{said}"),
        empty="" if rows else f"No incident yet{said}. When there is one, it is listed here.",
        said=f"{cut(len(shown), len(rows), 'incident')}{said}" if rows else "",
        links=(link_to(show, library.as_of, "In the list of all") if rows else ALL,),
    )


def show_count(library: Library, show: Count) -> Shown:
    """Return how many incidents are chosen."""
    n, said = len(chosen_rows(library, show)), told(show, library.as_of)
    return Shown(
        "count",
        Number(link_to(show, library.as_of, plural(n, "incident")), said),
        empty="" if n else f"No incident yet{said}.",
    )
