"""What a field holds, in words, from its annotation."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from mkdocs_postmortems import fields

_KINDS: tuple[tuple[Any, str], ...] = (
    (fields.Instant, "instant"),
    (fields.Moment, "instant or date"),
    (fields.Date, "date"),
    (fields.Duration, "duration"),
    (fields.Url, "link"),
    (fields.Amount, "amount and currency"),
    (fields.Texts, "text, or a list of texts"),
    (fields.Count, "whole number"),
    (fields.TimeZone, "time zone"),
    (dt.date, "date"),
    (str, "text"),
    (int, "whole number"),
    (bool, "`true` or `false`"),
)


def kind(annotation: Any) -> str:
    """Return what a value of this type is, such as `date` or `list of texts`."""
    for known, words in _KINDS:
        if annotation == known:
            return words
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in parts)
    if origin is Annotated:
        return _annotated(parts)
    if origin in {Union, types.UnionType}:
        return " or ".join(dict.fromkeys(kind(p) for p in parts if p is not types.NoneType))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"mapping of names to {_plural(kind(parts[1]))}"
    if origin is tuple:
        return f"list of {_plural(kind(parts[0]))}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(f"`{member.value}`" for member in annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "keys and values"
    raise TypeError(f"no words for {annotation}")


def _annotated(parts: tuple[Any, ...]) -> str:
    words = kind(parts[0])
    for mark in parts[1:]:
        if isinstance(mark, fields.ShortForm):
            words = f"`{mark.key}` alone, or {words}"
        elif isinstance(mark, fields.OneOrMore):
            words = f"one entry or a {words}"
    return words


def _plural(words: str) -> str:
    if words.startswith("list of"):
        return words.replace("list", "lists", 1)
    if words.endswith("s") or words.startswith("`"):
        return words
    head, _, rest = words.partition(" or ")
    return f"{head}s or {rest}s" if rest and not rest.startswith("`") else f"{words}s"


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that stand in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
