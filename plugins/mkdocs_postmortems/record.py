"""What everything that people write as keys and values has in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo

INTERNAL = "x-internal"
"""The key that says what of its mapping is left out of the public edition."""


def _read_marks(value: object) -> object:
    """Read what stands under `x-internal`; what cannot be read is a name that nothing has."""
    if value is True:
        return True
    if value is None or value is False:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


Marks = Annotated[Literal[True] | tuple[str, ...], BeforeValidator(_read_marks)]
"""All of a mapping, or the names of what is internal in it."""


class Record(BaseModel):
    """Base of all that stands in front matter: frozen, no unknown keys, numbers kept as text.

    `internal` says what of it is left out of the public edition: all, or the names of its parts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    internal: Marks = Field((), alias=INTERNAL)


REQUIRED: JsonDict = {"required": True}
"""Marks a field whose absence is a problem, though a record without it still loads."""


def is_required(field: FieldInfo) -> bool:
    """Say whether the absence of a field is a problem."""
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("required"))


def fields_of(model: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields that a record has of its own, in their order: all but `internal`."""
    return {name: field for name, field in model.model_fields.items() if name != "internal"}


def records_in(annotation: Any) -> Iterator[type[Record]]:
    """Yield the records that a value of this type holds, such as those of a list."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from records_in(part)
