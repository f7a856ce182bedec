"""One set of names for all records that have the same fields written.

A record remembers which of its fields were written. Such sets are a third of what a postmortem
takes in memory, and most of them are equal.
"""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)

_known: dict[frozenset[str], set[str]] = {}


def share_field_names(record: Model) -> Model:
    """Return the record, with its sets of names and those of all within it shared."""
    names = record.model_fields_set
    shared = _known.setdefault(frozenset(names), names)
    # Records are frozen: nobody adds to the set.
    object.__setattr__(record, "__pydantic_fields_set__", shared)
    for value in record.__dict__.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                share_field_names(one)
    return record
