"""What must not be in the public edition, phrase by phrase, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from pydantic import BaseModel

from mkdocs_postmortems.edition.phrase import Phrase, phrases_of
from mkdocs_postmortems.model import KnowledgeBase
from mkdocs_postmortems.settings import Settings

_SPECIFIC = re.compile(rb"(?=[\w-]*[a-z\x80-\xff])(?=(?:[\w-]*\d){2})[\w\x80-\xff-]{6,}")
_NUMBER = re.compile(r"\d\S*\d")
_LETTER = re.compile(rb"[a-z\x80-\xff]")
_LEAST_WORDS, _LEAST_SIGNS = 5, 20
"""From where on a part of a sentence is one of a kind: `as it was then` may stand anywhere."""

_NAMES = frozenset(
    {"title", "id", "owner", "teams", "services", "tags", "ticket", "roles", "name", "reach"}
)
"""Fields that name something: their value is a secret however short it is."""
_READ_TWICE = frozenset({"timeline", "timeline_notes", "whys", "problems", "path"})


@dataclass(frozen=True)
class Said:
    """A text of the source, and where it stands. A name is a secret as a whole."""

    text: str
    origin: str
    is_name: bool


def said_in(base: KnowledgeBase, source: str) -> Iterator[Said]:
    """Yield every text of a knowledge base; `source` is the folder in which its files are."""
    for postmortem in base.postmortems:
        place = f"{source}/{postmortem.path}"
        folders = postmortem.path.split("/")[:-1]
        yield from (Said(name, f"{place}: its folder", True) for name in folders)
        yield from _said_in(postmortem, place, "")
    for service in base.services:
        yield from _said_in(service, f"{source}/services.yml", service.name)
    for contact in base.contacts:
        yield from _said_in(contact, f"{source}/contacts.yml", contact.name)


def said_in_settings(settings: Settings) -> Iterator[Said]:
    """Yield every text of the settings."""
    for name, value in settings:
        if name != "public":
            yield from _said(value, f"mkdocs.yml: postmortems.{name}", name in {"must_read"})


def phrases(said: Said) -> Iterator[Phrase]:
    """Yield the phrases of a text that are specific enough to be a secret."""
    has_numbers = _NUMBER.search(said.text) is not None
    for phrase in phrases_of(said.text):
        if (said.is_name or is_sentence(phrase)) and _LETTER.search(b"".join(phrase)):
            yield phrase
            if len(phrase) == 1:
                continue
        if has_numbers:
            yield from ((word,) for word in phrase if _SPECIFIC.fullmatch(word))


def is_sentence(phrase: Phrase) -> bool:
    """Say whether a phrase is one of a kind, though it names nothing."""
    return len(phrase) >= _LEAST_WORDS and sum(map(len, phrase)) >= _LEAST_SIGNS


def _said_in(record: BaseModel, place: str, name: str) -> Iterator[Said]:
    inside = f" {name}:" if name else ""
    for field, value in record:
        if field not in _READ_TWICE:
            yield from _said(value, f"{place}:{inside} {field}", field in _NAMES)


def _said(value: object, origin: str, is_name: bool) -> Iterator[Said]:
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield Said(value, origin, is_name)
    elif isinstance(value, BaseModel):
        for field, inner in value:
            if field not in _READ_TWICE:
                yield from _said(inner, f"{origin}.{field}", field in _NAMES)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _said(key, origin, is_name)
            yield from _said(inner, f"{origin}.{key}", is_name)
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(_said(inner, origin, is_name) for inner in value)
