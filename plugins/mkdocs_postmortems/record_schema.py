"""The JSON schema of a record: its fields, each with its description, an example and its values."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from mkdocs_postmortems import fields, pattern
from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.example import CONTACT, POSTMORTEM, SERVICE
from mkdocs_postmortems.model import (
    ActionStatus,
    ActionType,
    FrontMatter,
    Scope,
    Service,
    Status,
    Visibility,
)
from mkdocs_postmortems.pattern import Schema
from mkdocs_postmortems.record import INTERNAL, Record, fields_of, is_required, records_in
from mkdocs_postmortems.source.strict_yaml import StrictHandler, build, parse

_OWN_KEYS: Schema = {"^x-": {"description": "A key of your own; it is left alone."}}
_INTERNAL: Schema = {
    "description": "What the public edition leaves out: `true` for all of this, or names: of "
    "fields, and of sections at the top.",
    "examples": [True],
    "type": ["boolean", "string", "array", "null"],
    "items": {"type": "string"},
}
_NAMED = re.compile(r"such as (\S+)$")

_KINDS: tuple[tuple[Any, Schema], ...] = (
    (fields.Instant, pattern.INSTANT),
    (fields.Moment, pattern.MOMENT),
    (fields.Date, pattern.DATE),
    (fields.Duration, pattern.DURATION),
    (fields.Url, pattern.LINK),
    (fields.TimeZone, pattern.TIME_ZONE),
    (fields.Amount, pattern.AMOUNT),
    (fields.Count, pattern.COUNT),
    (str, pattern.TEXT),
)

_MEANINGS: dict[type[StrEnum], dict[str, str]] = {
    Status: {
        Status.DRAFT: "Being written; what is missing is not reported",
        Status.IN_REVIEW: "Written, and read by others",
        Status.PUBLISHED: "Done; what its severity asks for must be there",
    },
    Visibility: {
        Visibility.INTERNAL: "Written for the company",
        Visibility.PUBLIC: "Written for everybody",
    },
    Scope: {
        Scope.SPECIFIC: "Belongs to this change only",
        Scope.SYSTEMIC: "Would make the next change fail too",
    },
    ActionType: {
        ActionType.INVESTIGATE: "Find out what is not known yet",
        ActionType.MITIGATE: "Make it hurt less while it lasts",
        ActionType.REPAIR: "Put right what the incident left behind",
        ActionType.DETECT: "Notice it sooner",
        ActionType.PREVENT: "Keep it from happening again",
        ActionType.PROCESS: "Change how work is done",
    },
    ActionStatus: {
        ActionStatus.OPEN: "Not begun",
        ActionStatus.IN_PROGRESS: "Begun",
        ActionStatus.DONE: "Done; closed says when",
        ActionStatus.DECLINED: "Will not be done; reason says why",
    },
}


@dataclass(frozen=True)
class SchemaWriter:
    """Writes the schemas of records. `labels` holds those of the fields that take labels."""

    labels: Mapping[tuple[type[Record], str], Schema]

    def record(self, model: type[Record]) -> Schema:
        """Return the schema of the keys and values of a record."""
        required = [name for name, field in fields_of(model).items() if is_required(field)]
        return {
            "description": model.__doc__,
            "type": "object",
            "properties": {
                **{name: self.field(model, name) for name in fields_of(model)},
                INTERNAL: _INTERNAL,
            },
            **({"required": required} if required else {}),
            "patternProperties": _OWN_KEYS,
            "additionalProperties": False,
        }

    def field(self, model: type[Record], name: str) -> Schema:
        """Return the schema of one field. Only a required one has to hold something."""
        field = model.model_fields[name]
        labels = self.labels.get((model, name))
        described = {"description": _describe(field.description or "", labels)}
        written = labels or self.value(_hints(model)[name])
        written = _filled(written) if is_required(field) else _or_nothing(written)
        default = {"default": field.default.value} if isinstance(field.default, StrEnum) else {}
        return {**described, **default, "examples": [_examples()[model][name]], **written}

    def value(self, annotation: Any) -> Schema:
        """Return the schema of the values of one type."""
        for kind, schema in _KINDS:
            if annotation == kind:
                return schema
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self.value_in_forms(parts[0], parts[1:])
        if origin in {Union, types.UnionType}:
            return self.value(next(part for part in parts if part is not types.NoneType))
        if origin is tuple:
            return {"type": "array", "items": self.value(parts[0])}
        if origin is dict:
            values = _or_nothing(self.value(parts[1]))
            own = {"patternProperties": _OWN_KEYS}
            return {"type": "object", **own, "additionalProperties": values}
        if issubclass(annotation, StrEnum):
            return choice({member.value: _MEANINGS[annotation][member] for member in annotation})
        return {"$ref": f"#/$defs/{annotation.__name__}"}

    def value_in_forms(self, annotation: Any, marks: Iterable[object]) -> Schema:
        """Return the schema of a type that may be written in a shorter form as well."""
        written = self.value(annotation)
        for mark in marks:
            if isinstance(mark, fields.ShortForm):
                short = self.field(next(records_in(annotation)), mark.key)
                written = {"examples": short.pop("examples"), "anyOf": [short, written]}
            elif isinstance(mark, fields.OneOrMore):
                written = one_or_more(written["items"])
        return written


def one_or_more(entry: Schema) -> Schema:
    """Return the schema of a list that may be written as its only entry."""
    listed = {"type": "array", "items": entry}
    if entry == pattern.TEXT:
        filled = pattern.FILLED
        return {**filled, "type": [*filled["type"], "array"], "items": filled}
    examples = {"examples": [[example] for example in entry["examples"]]}
    return {**examples, "anyOf": [entry, listed]}


def choice(meanings: Mapping[str, str]) -> Schema:
    """Return the schema of a value that is one of the words, each with its meaning."""
    return {"enum": [*meanings], "enumDescriptions": [*meanings.values()]}


def _filled(schema: Schema) -> Schema:
    if "array" in schema.get("type", ()):
        return {**schema, "minItems": 1}
    return pattern.FILLED if schema == pattern.TEXT else schema


def _or_nothing(schema: Schema) -> Schema:
    """Let the value be left out after its key: `due:` is the same as no `due`.

    Nothing gets no branch of its own beside two others: editors would show three empty titles.
    """
    if kinds := schema.get("type"):
        return {**schema, "type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}
    if branches := schema.get("anyOf"):
        chosen = next((branch for branch in branches[::-1] if "type" in branch), branches[0])
        return {**schema, "anyOf": [_or_nothing(b) if b is chosen else b for b in branches]}
    return {"anyOf": [schema, {"type": "null"}]}


def _hints(model: type[Record]) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def parts_of(model: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """Yield each field of a record that holds records, with their type."""
    for name in fields_of(model):
        for part in records_in(_hints(model)[name]):
            yield name, part


@cache
def _examples() -> dict[type[Record], dict[str, Any]]:
    """Return what the examples hold, by record."""
    handler = StrictHandler()
    front = handler.load(handler.split(POSTMORTEM)[0])
    nested = {part: _together(front[name]) for name, part in parts_of(FrontMatter)}
    service, contact = (_together(build(parse(text))) for text in (SERVICE, CONTACT))
    return {FrontMatter: front, Service: service, Contact: contact, **nested}


def _together(value: Any) -> dict[str, Any]:
    """Return the keys and values of a record, or those of all entries of a list."""
    entries = value if isinstance(value, list) else [value]
    return {
        k: v for entry in reversed(entries) if isinstance(entry, dict) for k, v in entry.items()
    }


def _describe(text: str, labels: Schema | None) -> str:
    """Return the sentence about a field; a label in it as an example is one of the settings."""
    offered = next((part["enum"] for part in (labels or {}).get("anyOf", ()) if "enum" in part), ())
    named = _NAMED.search(text)
    if offered and named and named[1] not in map(str, offered):
        text = f"{text[: named.start(1)]}{offered[0]}"
    return _sentence(text)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
