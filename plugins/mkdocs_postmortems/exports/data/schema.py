"""The JSON schemas of the data, from its fields. They allow what a later version adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_postmortems.exports.data.document import DOCUMENT
from mkdocs_postmortems.exports.data.field import VERSION, Field, Kind, Table
from mkdocs_postmortems.exports.data.filled import HEAD

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.RECORD: {"type": "object"},
    Kind.RECORDS: {"type": "array"},
}


def table_schema(table: Table[Any]) -> Schema:
    """Return the schema of the JSON of a table."""
    rows = {
        "description": f"One {table.one} each, {table.order}",
        "type": "array",
        "items": _record(table.fields),
    }
    return _file(f"Every {table.one} of a knowledge base", _record(HEAD), {table.name: rows})


def document_schema() -> Schema:
    """Return the schema of the JSON of one postmortem."""
    return _file("One postmortem", _record((*HEAD, *DOCUMENT)), {})


def _file(title: str, record: Schema, more: Schema) -> Schema:
    named = {"$schema": {"description": "Where this schema stands", "type": "string"}}
    properties = {**named, **record["properties"], **more}
    properties["version"] = {**properties["version"], "const": VERSION}
    return {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "properties": properties,
        "required": [*properties],
    }


def _record(fields: Iterable[Field[Any]]) -> Schema:
    properties = {field.name: _field(field) for field in fields}
    return {"type": "object", "properties": properties, "required": [*properties]}


def _field(field: Field[Any]) -> Schema:
    unit = f", in {field.unit}" if field.unit else ""
    schema: Schema = {"description": f"{field.meaning}{unit}", **_TYPES[field.kind]}
    if field.kind is Kind.RECORD:
        schema |= _record(field.fields)
    if field.kind is Kind.RECORDS:
        schema["items"] = _record(field.fields)
    if field.nullable:
        schema["type"] = [schema["type"], "null"]
    if field.choices:
        schema["enum"] = [*field.choices, *([None] if field.nullable else [])]
    return schema
