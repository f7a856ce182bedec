"""Services: the catalogue with what happened to each, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.model import Service
from mkdocs_postmortems.pages.group import incidents_by_service
from mkdocs_postmortems.pages.label import actions_with, incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import LISTED, Column, Kind, Listing, Shortened, Value
from mkdocs_postmortems.pages.view import External, IncidentRow, Link, Page
from mkdocs_postmortems.render.text import span


@dataclass(frozen=True)
class ServiceRow:
    """One service in the list. `entry` is None where it is not in the catalogue.

    `found` and `owed` are how many incidents and open actions it has, and lead to them; None for
    none.
    """

    service: Link
    entry: Service | None
    owner: External | Link | None
    found: Link | None
    last: dt.date | None
    owed: Link | None
    incidents: int
    open_actions: int
    overdue_actions: int

    @property
    def overdue(self) -> str:
        """How many of its open actions are overdue, in words; empty for none."""
        return f"({self.overdue_actions:,} overdue)" if self.overdue_actions else ""


@dataclass(frozen=True)
class ServicesView(Shortened[ServiceRow]):
    """All services, by tier, then by name; those outside the catalogue last.

    `incidents` is how many there are of all of them.
    """

    has_catalogue: bool
    incidents: int


def pages(library: Library) -> Iterator[Page]:
    """Yield the list of services."""
    yield Page(
        path=addresses.SERVICES,
        title="Services",
        template="services",
        view=lambda: view(library),
        section=True,
        wide=True,
    )


def view(library: Library) -> ServicesView:
    """Return every service with its counts."""
    rows = _rows(library)
    return ServicesView(
        rows=rows[:LISTED],
        all=len(rows),
        has_catalogue=bool(library.services),
        incidents=sum(bool(row.services) for row in library.counted_rows),
        listing=_listing_of(library, rows).if_many(),
    )


def listing(library: Library) -> Listing:
    """Return the services as columns, in the order of the list."""
    return _listing_of(library, _rows(library))


def _rows(library: Library) -> tuple[ServiceRow, ...]:
    found = incidents_by_service(library)
    return tuple(sorted((_row(library, name, found[name]) for name in found), key=_order))


def _row(library: Library, name: str, found: list[IncidentRow]) -> ServiceRow:
    owed = sum(row.open_actions for row in found)
    return ServiceRow(
        service=library.service_links([name])[0],
        entry=library.services.get(name),
        owner=library.service_owner(name),
        found=incidents_with("service", name, f"{len(found):,}") if found else None,
        last=max((row.day for row in found if row.day), default=None),
        owed=actions_with("service", name, f"{owed:,}") if owed else None,
        incidents=len(found),
        open_actions=owed,
        overdue_actions=sum(row.overdue_actions for row in found),
    )


def _order(row: ServiceRow) -> tuple[bool, str, str]:
    return row.entry is None, (row.entry.tier if row.entry else None) or "~", row.service.text


def _listing_of(library: Library, rows: Sequence[ServiceRow]) -> Listing:
    def column(name: str, title: str, kind: Kind, value: Callable[[ServiceRow], Value]) -> Column:
        return Column(name, title, kind, tuple(map(value, rows)))

    def entry(name: str, title: str, kind: Kind, value: Callable[[Service], Value]) -> Column:
        return column(name, title, kind, lambda row: value(row.entry) if row.entry else None)

    label, text, number = Kind.LABEL, Kind.TEXT, Kind.NUMBER
    outside = "not in services.yml" if library.services else ""
    columns = (
        column("service", "Service", label, lambda row: row.service),
        entry("description", "Description", text, lambda one: one.description),
        column("outside", "Catalogue", label, lambda row: None if row.entry else outside),
        column("owner", "Owner", label, _owner),
        entry("tier", "Tier", label, lambda one: one.tier),
        entry("rto_said", "RTO", text, lambda one: _said(one.rto)),
        entry("rto", "RTO", number, lambda one: _seconds(one.rto)),
        entry("rpo_said", "RPO", text, lambda one: _said(one.rpo)),
        entry("rpo", "RPO", number, lambda one: _seconds(one.rpo)),
        entry("runbook", "Runbook", label, lambda one: "runbook" if one.runbook else None),
        entry("runbook_url", "Runbook", text, lambda one: one.runbook),
        column("found", "Incidents", label, lambda row: row.found),
        column("incidents", "Incidents", number, lambda row: row.incidents),
        column("last", "Last", Kind.DATE, lambda row: row.last),
        column("owed", "Open actions", label, lambda row: row.owed),
        column("open", "Open actions", number, lambda row: row.open_actions),
        column("overdue", "Overdue", label, lambda row: row.overdue),
    )
    return Listing(
        name="services",
        noun=("service", "services"),
        columns=columns,
        facets=("tier", "owner") if library.services else (),
        searched=("service", "description", "owner"),
        exported=(
            "service",
            "description",
            "owner",
            "tier",
            "rto_said",
            "rpo_said",
            "runbook_url",
            "incidents",
            "last",
            "open",
        ),
        leads="service",
    )


def _owner(row: ServiceRow) -> Value:
    """Return who owns it, as a text where there is no page to lead to."""
    return row.owner.text if isinstance(row.owner, External) else row.owner


def _said(value: dt.timedelta | None) -> str | None:
    return None if value is None else span(value)


def _seconds(value: dt.timedelta | None) -> int | None:
    return None if value is None else round(value.total_seconds())
