"""Where labels lead: services, factors and owners to their pages, the others to what has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mkdocs_postmortems import addresses
from mkdocs_postmortems.model import KnowledgeBase, Service
from mkdocs_postmortems.pages.view import Badge, External, Link
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.ticket_address import read_ticket


@lru_cache(maxsize=4096)
def incidents_with(facet: str, label: str, text: str = "") -> Link:
    """Return the link to the incidents that have a label; it is shown as `text`, if that is given.

    `facet` is one of those of the list (saved_view.FACETS); an empty label stands for none.
    """
    return Link(text or label, addresses.POSTMORTEMS, query=addresses.choice(**{facet: label}))


def incidents_with_each(facet: str, labels: Iterable[str]) -> tuple[Link, ...]:
    """Return the link to the incidents with each label, each once."""
    return tuple(incidents_with(facet, label) for label in dict.fromkeys(labels) if label)


def in_words(facet: str, label: str) -> Link:
    """Return the link to the incidents with a label, which is shown as words."""
    return incidents_with(facet, label, label.replace("-", " "))


def actions_with(facet: str, label: str, text: str, page: str = addresses.ACTIONS) -> Link:
    """Return the link to the open actions that have a label, or to those of another list."""
    return Link(text, page, query=addresses.choice(**{facet: label}))


Chosen = Mapping[str, str | tuple[str, ...]]
"""The labels chosen in the list of incidents, by facet; of several one is enough."""


def incidents_among(chosen: Chosen, text: str, **labels: str) -> Link:
    """Return the link to the incidents with these labels, and with those of the other facets."""
    return Link(text, addresses.POSTMORTEMS, query=addresses.choice(**{**chosen, **labels}))


@dataclass(frozen=True)
class Labels:
    """The labels of one knowledge base. Each leads to one place, whoever links it."""

    knowledge_base: KnowledgeBase
    settings: Settings

    @cached_property
    def services(self) -> dict[str, Service]:
        """The catalogue, by name."""
        return {service.name: service for service in self.knowledge_base.services}

    @cached_property
    def service_pages(self) -> dict[str, str]:
        """Service -> page, for the catalogue and every service a postmortem names."""
        named = {name for p in self.knowledge_base.postmortems for name in p.services}
        return addresses.label_pages("services", named | set(self.services))

    @cached_property
    def cause_pages(self) -> dict[str, str]:
        """Contributing factor -> page, for every factor a postmortem or an action names."""
        postmortems = self.knowledge_base.postmortems
        named = {cause.factor for p in postmortems for cause in p.causes}
        named |= {f for p in postmortems for a in p.actions for f in a.addresses}
        return addresses.label_pages("causes", named - {""})

    @cached_property
    def owner_pages(self) -> dict[str, str]:
        """Owner -> page, for every owner of an action."""
        return addresses.label_pages("owners", self.knowledge_base.owners)

    def service_links(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Return a link for each service, each once."""
        return tuple(self._service_links[name] for name in dict.fromkeys(names))

    def cause_links(self, factors: Iterable[str]) -> tuple[Link, ...]:
        """Return a link for each factor, each once."""
        return tuple(self._cause_links[name] for name in dict.fromkeys(factors) if name)

    def owner_link(self, owner: str | None) -> Link | None:
        """Return the link to an owner of an action, None for nobody and for other names."""
        return self._owner_links.get(owner or "")

    def service_owner(self, name: str) -> Link | External | None:
        """Return who owns a service, as a link where the owner has a page: it owns an action."""
        owner = self.services[name].owner if name in self.services else None
        return (self.owner_link(owner) or External(owner, None)) if owner else None

    def badge(self, severity: str | None) -> Badge | None:
        """Return a severity with its rank among the configured ones."""
        return None if severity is None else self._badges.get(severity) or _unknown(severity)

    def ticket(self, text: str | None) -> External | None:
        """Return a ticket with its address, where the text or a configured pattern gives one."""
        return External(*read_ticket(text, self.settings.tickets)) if text else None

    @cached_property
    def _service_links(self) -> dict[str, Link]:
        return _linked(self.service_pages)

    @cached_property
    def _cause_links(self) -> dict[str, Link]:
        return _linked(self.cause_pages)

    @cached_property
    def _owner_links(self) -> dict[str, Link]:
        return _linked(self.owner_pages)

    @cached_property
    def _badges(self) -> dict[str, Badge]:
        known = self.settings.severities.items()
        return {name: Badge(name, rank, one.meaning) for rank, (name, one) in enumerate(known, 1)}


def _linked(pages: dict[str, str]) -> dict[str, Link]:
    return {label: Link(label, page) for label, page in pages.items()}


def _unknown(severity: str) -> Badge:
    return Badge(severity, 0, "not a configured severity")
