"""A knowledge base with a word of its own in every field and section, made from the model."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from mkdocs_postmortems import fields, taxonomy
from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.model import FrontMatter, Service, Status, Visibility
from mkdocs_postmortems.record import Record, fields_of

_VALUES = (
    (fields.Instant, "2026-03-15T14:44:00Z"),
    (fields.Moment, "2026-03-15T14:44:00Z"),
    (fields.Date, "2026-03-16"),
    (fields.Duration, "5m"),
    (fields.Amount, "12 EUR"),
    (fields.Count, 12),
    (fields.TimeZone, "Europe/Berlin"),
)
_KEPT = {"visibility": Visibility.PUBLIC.value, "status": Status.PUBLISHED.value}


class Planter:
    """Fills records with words; `planted` has the field of each word, such as `actions.owner`."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.planted: dict[str, str] = {}

    def word(self, field: str) -> str:
        word = f"zq{self._prefix}{len(self.planted):03}qz"
        self.planted[word] = field
        return word

    def record(self, model: type[Record], inside: str = "") -> dict[str, Any]:
        """Return a record with a word in every field that takes one."""
        hints = get_type_hints(model, include_extras=True)
        return {
            name: self._value(hints[name], f"{inside}.{name}".lstrip("."))
            for name in fields_of(model)
        }

    def _value(self, annotation: Any, field: str) -> Any:
        for kind, value in _VALUES:
            if annotation == kind:
                return value
        if annotation == fields.Url:
            return f"https://docs.example.com/{self.word(field)}"
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(parts[0], field)
        if origin in {Union, types.UnionType}:
            return self._value(next(p for p in parts if p is not types.NoneType), field)
        if origin is tuple:
            return [self._value(parts[0], field)]
        if origin is dict:
            return {self.word(field): self.word(field)}
        if issubclass(annotation, Record):
            return self.record(annotation, field)
        if issubclass(annotation, StrEnum):
            return _KEPT.get(field, next(iter(annotation)).value)
        return self.word(field)

    def sections(self) -> Iterator[tuple[str, str]]:
        """Yield the heading of every section, and a word for its text."""
        for names in taxonomy.SECTIONS.values():
            yield names[0], self.word(f"## {names[0]}")


def whole_file(front: dict[str, Any], body: str) -> str:
    """Return a postmortem. JSON is YAML."""
    return f"---\n{json.dumps(front)}\n---\n\n{body}\n"


def internal(planter: Planter) -> tuple[str, str]:
    """Return the name and the text of a postmortem that is not public."""
    front = planter.record(FrontMatter) | {"visibility": "internal"}
    body = "\n".join(f"## {heading}\n\nText {word}\n" for heading, word in planter.sections())
    return planter.word("file"), whole_file(front, f"Before {planter.word('preamble')}\n\n{body}")


def public(planter: Planter, hidden: Planter) -> str:
    """Return a public postmortem: one half of each section is internal."""
    words = dict(hidden.sections())
    parts = [
        f"## {heading}\n\nText {word}\n\n<!-- internal -->\nHidden {words[heading]}\n"
        "<!-- /internal -->\n"
        for heading, word in planter.sections()
    ]
    parts.append(
        f"<!-- internal -->\n## Own {hidden.word('## Own')}\n\n{hidden.word('text of it')}\n"
        f"<!-- /internal -->\n<!-- a comment {hidden.word('comment')} -->\n"
        f"[talk](https://chat.example.com/{hidden.word('chat')})\n\n"
        f"## Said {planter.word('## Said')}\n\n{planter.word('text')}\n"
    )
    return whole_file(planter.record(FrontMatter), "\n".join(parts))


def marked(planter: Planter, shown: Planter) -> str:
    """Return a public postmortem whose fields and sections are marked: `shown` has the rest."""
    required = {
        name: value
        for name, value in shown.record(FrontMatter).items()
        if name in {"title", "severity", "services", "started", "visibility", "status"}
    }
    shown.planted = {w: f for w, f in shown.planted.items() if w in json.dumps(required)}
    optional = {k: v for k, v in planter.record(FrontMatter).items() if k not in required}
    planter.planted = {w: f for w, f in planter.planted.items() if w in json.dumps(optional)}
    entries = planter.record(FrontMatter)
    marked_entries = {
        name: [*optional[name], {**entries[name][0], "x-internal": True}]
        for name in ("causes", "actions", "links")
    }
    planter.planted = {
        word: field
        for word, field in planter.planted.items()
        if word in json.dumps([optional, marked_entries])
    }
    names = [name for name in optional if name not in marked_entries]
    heading, word = "Lessons learned", planter.word("## Lessons learned")
    front = {**required, **marked_entries, **{name: optional[name] for name in names}}
    front["x-internal"] = [*names, "causes", "links", "actions", heading]
    return whole_file(front, f"## {heading}\n\n{word}\n\n## Impact\n\n{shown.word('## Impact')}\n")


def catalogue(model: type[Record], planter: Planter, name: str | None) -> str:
    """Return a list of one entry, of the service `name` or of any."""
    entry = planter.record(model)
    if name:
        planter.planted.pop(entry["name"])
        entry["name"] = name
    return json.dumps([entry])


SERVICE, CONTACT = Service, Contact
