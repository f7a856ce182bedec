"""The knowledge base for everybody: a pure function, directly after everything has been read.

Nothing behind it ever sees what is internal. What is public is said by the files: a postmortem by
`visibility: public` and `status: published`, and no mark in it takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from mkdocs_postmortems.edition.chat import is_chat
from mkdocs_postmortems.edition.hidden import Hidden
from mkdocs_postmortems.edition.marked import without_marked
from mkdocs_postmortems.edition.story import Scrub, public_body, scrub_of, texts_of
from mkdocs_postmortems.model import (
    Action,
    KnowledgeBase,
    Postmortem,
    Service,
    Status,
    Visibility,
)
from mkdocs_postmortems.record import Record, fields_of
from mkdocs_postmortems.saved_view import View
from mkdocs_postmortems.settings import PublicOptions, Settings
from mkdocs_postmortems.source.link import addresses_in, target_of
from mkdocs_postmortems.source.marks import names_field
from mkdocs_postmortems.source.section import known_headings, names_section

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Edition:
    """What one edition is made from."""

    knowledge_base: KnowledgeBase
    settings: Settings

    @property
    def is_public(self) -> bool:
        """Whether this is the edition for everybody."""
        return self.settings.edition == "public"

    def attachments(self, found: Iterable[str]) -> tuple[str, ...]:
        """Return the files beside the postmortems that this edition publishes.

        In the public one these are those to which a text in it leads.
        """
        if not self.is_public:
            return tuple(found)
        linked = {
            target_of(postmortem.path, address)
            for postmortem in self.knowledge_base.postmortems
            for text in texts_of(postmortem.body)
            for address in addresses_in(text)
        }
        return tuple(path for path in found if path in linked)


def make_edition(knowledge_base: KnowledgeBase, settings: Settings) -> Edition:
    """Return the edition that the settings ask for."""
    if settings.edition != "public":
        return Edition(knowledge_base, settings)
    public = _public_knowledge_base(knowledge_base, settings)
    return Edition(public, _public_settings(settings, public))


def _public_knowledge_base(base: KnowledgeBase, settings: Settings) -> KnowledgeBase:
    options, headings = settings.public, known_headings(tuple(settings.sections.items()))
    shown = ((p, _unmarked(p, headings)) for p in base.postmortems)
    kept = {p.path: (p, one) for p, one in shown if one is not None}
    ids = frozenset(one.id for _, one in kept.values())
    hidden = Hidden.of(base.postmortems, (one for _, one in kept.values()), settings.source)
    postmortems = tuple(
        _published(one, whole, ids, options, headings, scrub_of(hidden, one.path))
        for whole, one in kept.values()
    )
    named = {name for postmortem in postmortems for name in postmortem.services}
    services = (
        _public_service(entry, options)
        for service in base.services
        if service.name in named and (entry := without_marked(service)) is not None
    )
    return KnowledgeBase(postmortems=postmortems, services=tuple(services))


def _unmarked(postmortem: Postmortem, headings: Mapping[str, str]) -> Postmortem | None:
    """Return what its author lets everybody read of the front matter; None for nothing."""
    public = postmortem.visibility is Visibility.PUBLIC
    if not public or postmortem.status is not Status.PUBLISHED:
        return None
    names = () if postmortem.internal is True else postmortem.internal
    fields = [
        name
        for name in names
        if names_field(type(postmortem), name)
        or not names_section(name, postmortem.body.sections, headings)
    ]
    return without_marked(postmortem, fields)


def _published(
    one: Postmortem,
    whole: Postmortem,
    ids: frozenset[str],
    options: PublicOptions,
    headings: Mapping[str, str],
    scrub: Scrub,
) -> Postmortem:
    """Return a postmortem without what is left out by default."""
    shown = {action.id for action in one.actions}
    dropped = {cause.factor for cause in whole.causes} - {cause.factor for cause in one.causes}
    changes: dict[str, Any] = {
        "actions": tuple(_public_action(action, dropped, options) for action in one.actions),
        "related": tuple(ident for ident in one.related if ident in ids),
        "teams": one.teams if options.owners else (),
        "roles": one.roles if options.roles else {},
        "links": tuple(link for link in one.links if options.links and _leads_out(link.url)),
        "body": public_body(whole, headings, scrub),
    }
    if one.change and not (options.links and _leads_out(one.change.url)):
        changes["change"] = one.change.model_copy(update={"url": None})
    if one.retry:
        requires = tuple(ident for ident in one.retry.requires if ident in shown)
        changes["retry"] = one.retry.model_copy(update={"requires": requires})
    return _rewritten(one.model_copy(update=changes), scrub)


def _public_action(action: Action, dropped: set[str], options: PublicOptions) -> Action:
    changes = {
        "owner": action.owner if options.owners else None,
        "ticket": action.ticket if options.tickets and not is_chat(action.ticket or "") else None,
        "addresses": tuple(factor for factor in action.addresses if factor not in dropped),
    }
    return action.model_copy(update=changes)


def _public_service(service: Service, options: PublicOptions) -> Service:
    changes = {
        "owner": service.owner if options.owners else None,
        **{
            name: url if options.links and _leads_out(url := getattr(service, name)) else None
            for name in ("runbook", "dashboard")
        },
    }
    return service.model_copy(update=changes)


def _leads_out(address: str | None) -> bool:
    """Say whether there is an address that may be shown."""
    return bool(address) and not is_chat(address or "")


_KEPT_AS_WRITTEN = {"body", "path", "id", "links", "url", "ticket"}
"""Fields that are no sentences: what they hold has been chosen already."""


def _rewritten(record: RecordT, scrub: Scrub) -> RecordT:
    """Return a record whose sentences are scrubbed."""
    changes: dict[str, Any] = {}
    for name in fields_of(type(record)):
        value = getattr(record, name)
        new = value if name in _KEPT_AS_WRITTEN else _rewritten_value(value, scrub)
        if new is not value and new != value:
            changes[name] = new
    return record.model_copy(update=changes) if changes else record


def _rewritten_value(value: Any, scrub: Scrub) -> Any:
    if type(value) is str:
        return scrub(value)
    if isinstance(value, Record):
        return _rewritten(value, scrub)
    if isinstance(value, tuple):
        return tuple(_rewritten_value(entry, scrub) for entry in value)
    if isinstance(value, dict):
        return {key: _rewritten_value(entry, scrub) for key, entry in value.items()}
    return value


def _public_settings(settings: Settings, public: KnowledgeBase) -> Settings:
    """Return the settings without what they say of the organisation."""
    options, links = settings.public, settings.quick_links
    ids = {postmortem.id for postmortem in public.postmortems}
    return settings.model_copy(
        update={
            "quick_links": {
                name: url for name, url in links.items() if options.links and _leads_out(str(url))
            },
            "tickets": settings.tickets if options.tickets else {},
            "trackers": {},
            "must_read": tuple(ident for ident in settings.must_read if ident in ids),
            "views": dict(_public_views(settings.views, public)),
        }
    )


_LABELS: dict[str, Callable[[Postmortem], Iterable[str | None]]] = {
    "service": lambda one: one.services,
    "team": lambda one: one.teams,
    "owner": lambda one: (action.owner for action in one.actions),
    "tag": lambda one: one.tags,
}
"""What is not listed in the settings: only what public postmortems have may be named."""


def _public_views(views: dict[str, View], public: KnowledgeBase) -> Iterator[tuple[str, View]]:
    """Yield the saved views that name nothing but what the public edition has."""
    known = {
        facet: {label for one in public.postmortems for label in labels(one) if label}
        for facet, labels in _LABELS.items()
    }
    for name, view in views.items():
        if all(known[facet].issuperset(getattr(view, facet)) for facet in _LABELS):
            yield name, view
