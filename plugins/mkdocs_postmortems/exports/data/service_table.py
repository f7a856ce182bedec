"""The table of the services: one row for each of the catalogue, and for each that failed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.exports.data.content import Content
from mkdocs_postmortems.exports.data.field import Field, Kind, Table
from mkdocs_postmortems.exports.data.postmortem_table import seconds_of
from mkdocs_postmortems.model import Service


@dataclass(frozen=True)
class ServiceFacts:
    """One service and the days of its incidents; empty but for the name without the catalogue."""

    service: Service
    catalogued: bool
    url: str
    incidents: int
    days: tuple[dt.date, ...]


def _services(content: Content) -> Iterator[ServiceFacts]:
    catalogue = {service.name: service for service in content.knowledge_base.services}
    days: dict[str, list[dt.date | None]] = defaultdict(list)
    for incident in content.incidents:
        if incident.counted:
            for name in dict.fromkeys(incident.postmortem.services):
                days[name].append(incident.postmortem.day)
    for name, page in content.service_pages.items():
        yield ServiceFacts(
            service=catalogue.get(name) or Service(name=name),
            catalogued=name in catalogue,
            url=content.published.address(page),
            incidents=len(days[name]),
            days=tuple(day for day in days[name] if day),
        )


def _text(name: str, meaning: str, always: bool = False) -> Field[ServiceFacts]:
    return Field(name, Kind.TEXT, meaning, lambda it: getattr(it.service, name), always=always)


_FIELDS: tuple[Field[ServiceFacts], ...] = (
    _text("name", "As postmortems name it", always=True),
    Field(
        "url",
        Kind.TEXT,
        "The address of its page; without `site_url` that below the root of the site",
        lambda it: it.url,
        always=True,
    ),
    Field(
        "catalogued",
        Kind.FLAG,
        "Whether `services.yml` has it",
        lambda it: it.catalogued,
        always=True,
    ),
    _text("description", "What it does, in a sentence"),
    _text("owner", "The team that owns it"),
    _text("tier", "How much depends on it"),
    Field(
        "rto_s",
        Kind.WHOLE,
        "Recovery time objective",
        lambda it: seconds_of(it.service.rto),
        "seconds",
    ),
    Field(
        "rpo_s",
        Kind.WHOLE,
        "Recovery point objective",
        lambda it: seconds_of(it.service.rpo),
        "seconds",
    ),
    _text("runbook", "What to do when it breaks"),
    _text("dashboard", "Where to look"),
    Field(
        "incidents",
        Kind.WHOLE,
        "How many incidents that had started by `as_of` name it",
        lambda it: it.incidents,
        always=True,
    ),
    Field(
        "last_incident", Kind.DATE, "The day of the last one", lambda it: max(it.days, default=None)
    ),
)

SERVICES = Table("services", "service", "by name", _FIELDS, _services)
