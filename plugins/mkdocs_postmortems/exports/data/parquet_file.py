"""A table as Parquet, typed; written by PyArrow, which pandas uses for it too."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from mkdocs_postmortems.exports.data.field import Field, Kind, record_of
from mkdocs_postmortems.exports.data.filled import HEAD, Filled

_TYPES = {
    Kind.TEXT: pa.string(),
    # Not a duration: Parquet has none, and DuckDB would read a number without a unit.
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.DATE: pa.date32(),
    Kind.TEXTS: pa.list_(pa.string()),
}


def write_parquet(filled: Filled) -> bytes:
    """Return the table as a Parquet file: the same rows give the same bytes.

    The head stands in the metadata of the file, the meaning of a column in that of the column.
    """
    columns = filled.table.columns
    head = {
        f"postmortems.{name}": "" if value is None else str(value)
        for name, value in record_of(HEAD, filled.content).items()
    }
    schema = pa.schema([_column(column) for column in columns], head)
    arrays = [
        pa.array([record[field.name] for record in filled.records], field.type) for field in schema
    ]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), file)
    return file.getvalue()


def _column(field: Field[Any]) -> pa.Field:
    about = {"description": field.meaning, **({"unit": field.unit} if field.unit else {})}
    return pa.field(field.name, _TYPES[field.kind], nullable=field.nullable, metadata=about)
