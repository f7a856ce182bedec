"""Services: who owns each, what it promises against what its incidents took, its runbook."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.embed.option import Services
from mkdocs_postmortems.embed.shown import Shown, cut
from mkdocs_postmortems.pages import services
from mkdocs_postmortems.pages.group import incidents_by_service
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.objective import Objective, objectives_of
from mkdocs_postmortems.pages.services import ServiceRow
from mkdocs_postmortems.pages.view import Link

_ALL = Link("All services", addresses.SERVICES)


@dataclass(frozen=True)
class ServiceEntry:
    """One service; `objectives` are those that its incidents can be held against, by name."""

    row: ServiceRow
    objectives: dict[str, Objective]


def show_services(library: Library, show: Services) -> Shown:
    """Return the chosen services by tier, then by name; those outside the catalogue last."""
    if not library.services:
        said = (
            "No service stands in `services.yml` beside the postmortems yet. Each entry says who "
            "owns it, how fast it must recover and where its runbook is; that is listed here."
        )
        return Shown("services", empty=said, links=(_ALL,))
    every = [row for row in services.view(library).rows if _is_chosen(row, show)]
    rows = [row for row in every if _lacks(row, show.without)]
    if not rows:
        return Shown("services", empty=_none(len(every), show), links=(_ALL,))
    incidents = incidents_by_service(library)
    entries = tuple(
        ServiceEntry(
            row,
            {
                one.name: one
                for one in objectives_of(library, row.entry, incidents[row.service.text])
            },
        )
        for row in rows[: show.limit]
    )
    return Shown("services", entries, said=_said(len(entries), len(rows), show), links=(_ALL,))


def _said(shown: int, of: int, show: Services) -> str:
    lacking = f" without {_named(show.without)}" if show.without else ""
    return f"{cut(shown, of, 'service')}{lacking}"


def _none(chosen: int, show: Services) -> str:
    if not show.without or not chosen:
        return "No such service."
    verb = "Its one service has" if chosen == 1 else f"All {chosen:,} services have"
    return f"{verb} {_named(show.without)}."


def _named(field: str) -> str:
    """Return what a service lacks, as one says it."""
    short = field in {"rto", "rpo"}
    word = field.upper() if short else field
    return f"an {word}" if word[0] in "aeiouR" else f"a {word}"


def _lacks(row: ServiceRow, field: str | None) -> bool:
    return field is None or row.entry is None or getattr(row.entry, field) in (None, "")


def _is_chosen(row: ServiceRow, show: Services) -> bool:
    tier = (row.entry.tier if row.entry else None) or ""
    owner = row.owner.text if row.owner else ""
    own = {"service": row.service.text, "owner": owner, "tier": tier}
    return all(label in getattr(show, key) for key, label in own.items() if getattr(show, key))
