"""What the fields of the data are: the one place from which files, schemas and documents follow.

A field knows its name, kind and meaning, and how its value is read; a table knows its fields and
its rows. The same names are used in JSON, CSV and Parquet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from mkdocs_postmortems.exports.data.content import Content

VERSION = 1
"""Raised when a field changes its meaning or goes away; new fields and files do not raise it."""

Row = TypeVar("Row")
Other = TypeVar("Other")
Record = dict[str, Any]


class Kind(StrEnum):
    """What a field holds; instants are in UTC. Records stand in JSON only."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    INSTANT = "instant"
    DATE = "date"
    TEXTS = "list of texts"
    RECORD = "record"
    RECORDS = "list of records"


_MANY = {Kind.TEXTS, Kind.RECORDS}
NESTED = {Kind.RECORD, Kind.RECORDS}


@dataclass(frozen=True)
class Field(Generic[Row]):
    """One field: how its `value` is read from a row, and what it is.

    A field that is `always` there is never null; a list is empty rather than null. `choices` are
    all the texts it can hold. A record has `fields` of its own, read from what `value` gives.
    """

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Row], Any]
    unit: str = ""
    always: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Field[Any], ...] = ()

    def of(self, step: Callable[[Other], Row]) -> Field[Other]:
        """Return the field of what a step from another row leads to."""
        return Field(
            self.name,
            self.kind,
            self.meaning,
            lambda row: self.value(step(row)),
            self.unit,
            self.always,
            self.choices,
            self.fields,
        )

    @cached_property
    def shaped(self) -> bool:
        """Whether its value has parts."""
        return self.kind in _MANY or self.kind in NESTED

    @property
    def nullable(self) -> bool:
        """Whether it can be null."""
        return not self.always and self.kind not in _MANY


def record_of(fields: Sequence[Field[Row]], row: Row) -> Record:
    """Return the values of one row by the names of the fields; an empty text is None."""
    record: Record = {}
    for field in fields:
        value = field.value(row)
        if field.shaped:
            value = _shaped(field, value)
        record[field.name] = None if value == "" else value
    return record


def _shaped(field: Field[Any], value: Any) -> Any:
    if field.kind is Kind.RECORDS:
        return [record_of(field.fields, one) for one in value]
    if field.kind is Kind.RECORD:
        return None if value is None else record_of(field.fields, value)
    return list(value)


@dataclass(frozen=True)
class Table(Generic[Row]):
    """One table: a row for each `one`, and where the rows are taken from."""

    name: str
    one: str
    order: str
    fields: tuple[Field[Row], ...]
    rows: Callable[[Content], Iterable[Row]]

    @property
    def columns(self) -> tuple[Field[Row], ...]:
        """The fields that a cell can hold: all but records."""
        return tuple(field for field in self.fields if field.kind not in NESTED)

    def records(self, content: Content) -> list[Record]:
        """Return the rows by the names of the fields."""
        return [record_of(self.fields, row) for row in self.rows(content)]
