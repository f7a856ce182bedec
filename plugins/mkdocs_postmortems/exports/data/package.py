"""A description of the CSV files that programs read: a data package (datapackage.org)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_postmortems.exports.data.csv_file import SEPARATOR
from mkdocs_postmortems.exports.data.field import VERSION, Field, Kind, Table

_TYPES = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.INSTANT: {"type": "datetime"},
    Kind.DATE: {"type": "date"},
    Kind.TEXTS: {"type": "list", "itemType": "string", "delimiter": SEPARATOR},
}


def describe(tables: Iterable[Table[Any]]) -> dict[str, Any]:
    """Return the description of the CSV files of all tables."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "postmortems",
        "title": "Postmortems",
        "version": f"{VERSION}",
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table[Any]) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": f"Every {table.one}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(field: Field[Any]) -> dict[str, Any]:
    unit = f", in {field.unit}" if field.unit else ""
    return {
        "name": field.name,
        **_TYPES[field.kind],
        "description": f"{field.meaning}{unit}",
        **({"constraints": {"required": True}} if field.always else {}),
    }
