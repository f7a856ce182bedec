"""Atom feeds (RFC 4287) of the published postmortems: one of all, and one for each service.

Nothing but the links depends on where the site stands, so that a site that moves does not show
its postmortems as new. An entry counts as updated on the day it was published: no later date is
written down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from urllib.parse import quote
from uuid import UUID, uuid5

from feedgenerator import Atom1Feed, SimplerXMLGenerator

from mkdocs_postmortems import __version__
from mkdocs_postmortems.addresses import (
    FEED,
    OVERVIEW,
    Linker,
    feed_of,
    label_pages,
    postmortem_page,
)
from mkdocs_postmortems.exports.published import Files, Published
from mkdocs_postmortems.model import Postmortem, Status
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.plain_text import summarise

_MOST_ENTRIES = 50

_LONGEST_SUMMARY = 600
_NAMESPACE = UUID("bc25a273-1e4f-4419-96b2-eaad88bfad0f")
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def feeds(published: Published) -> Files:
    """Return `feed.xml` and a feed beside the page of every service.

    Each has the newest 50 of the postmortems whose status is `published`, and that have a date.
    """
    write = _Feeds(published).write
    knowledge_base = published.knowledge_base
    services = {service.name for service in knowledge_base.services}
    services |= {name for p in knowledge_base.postmortems for name in p.services}
    files: Files = {FEED: partial(write, FEED, OVERVIEW, None)}
    for service, page in label_pages("services", services).items():
        address = feed_of(page)
        files[address] = partial(write, address, page, service)
    return files


@dataclass(frozen=True)
class _Entry:
    """One published postmortem; `at` is when its day began in the site's zone, in UTC."""

    postmortem: Postmortem
    at: dt.datetime
    ident: str

    @cached_property
    def summary(self) -> str:
        """The executive summary as HTML, else what the text begins with."""
        return escape(summarise(self.postmortem.body, _LONGEST_SUMMARY), quote=False)

    @property
    def categories(self) -> list[str]:
        """The severity, the services and the contributing factors, each once."""
        one = self.postmortem
        factors = (cause.factor for cause in one.causes)
        labels = map(clean, (one.severity or "", *one.services, *factors))
        return [label for label in dict.fromkeys(labels) if label]


class _Feeds:
    """What the feeds of one knowledge base have in common."""

    def __init__(self, published: Published) -> None:
        self._published = published

    def write(self, address: str, page: str, service: str | None) -> str:
        """Return the feed about a page as XML; without a service, that of all postmortems."""
        site = self._published.site_url
        title = f"Postmortems: {clean(service)}" if service else "Postmortems"
        feed = _Atom(
            title=title,
            link=self._link(address, page),
            description=None,
            author_name="Postmortems",
            feed_url=f"{site.rstrip('/')}/{quote(address)}" if site else None,
            feed_guid=_urn(f"{self._first} {address}"),
        )
        entries = [e for e in self._entries if service is None or service in e.postmortem.services]
        for entry in entries[:_MOST_ENTRIES]:
            feed.add_item(
                title=clean(entry.postmortem.title) or clean(entry.postmortem.id),
                link=self._link(address, postmortem_page(entry.postmortem.path)),
                description=entry.summary or None,
                pubdate=entry.at,
                updateddate=entry.at,
                unique_id=entry.ident,
                categories=entry.categories,
            )
        return str(feed.writeString("utf-8"))

    def _link(self, address: str, page: str) -> str:
        """Return the address of a page, relative to the feed where the site's is not known."""
        here = f"{address.rpartition('/')[0]}/index.md".lstrip("/")
        return self._published.url(page) or Linker(here, self._published.directory_urls)(page)

    @cached_property
    def _entries(self) -> list[_Entry]:
        """What was published by `as_of`, the newest first."""
        zone, as_of = self._published.settings.zone, self._published.results.as_of
        found = [
            _Entry(one, dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC), _urn(name))
            for name, one in _named(self._published.knowledge_base.postmortems)
            if one.status is Status.PUBLISHED and (day := one.published) and day <= as_of
        ]
        return sorted(found, key=lambda entry: (entry.at, entry.postmortem.path), reverse=True)

    @cached_property
    def _first(self) -> str:
        """The id of the first incident: what tells the feeds of two knowledge bases apart."""
        postmortems = self._published.knowledge_base.postmortems
        return min(((p.day or dt.date.max, p.id) for p in postmortems), default=(None, ""))[1]


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """A feed that names its generator and has no clock: where it is empty, it is very old."""

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "mkdocs-postmortems", {"version": __version__})


def _named(postmortems: Iterable[Postmortem]) -> Iterator[tuple[str, Postmortem]]:
    """Yield each postmortem with a name of its own: of two with one id, the second has its path."""
    taken: set[str] = set()
    for one in postmortems:
        yield one.path if one.id in taken else one.id, one
        taken.add(one.id)


def _urn(name: str) -> str:
    return uuid5(_NAMESPACE, name).urn
