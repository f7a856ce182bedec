"""The canonical order of the keys, and the short forms: both as the model has them."""

from __future__ import annotations

from typing import Any, get_args

from mkdocs_postmortems.fields import ShortForm
from mkdocs_postmortems.model import FrontMatter
from mkdocs_postmortems.record import Record, fields_of
from mkdocs_postmortems.source.strict_yaml import Loc


def order_at(loc: Loc) -> tuple[str, ...]:
    """Return the keys that the mapping at `loc` may have, in order; none where they are free."""
    record = _record_in(_annotation(loc))
    return tuple(fields_of(record)) if record else ()


def short_key_at(loc: Loc) -> str | None:
    """Return the key whose value a plain text at `loc` is: `title` for an action."""
    return _short_key_in(_annotation(loc))


def _annotation(loc: Loc) -> Any:
    """Return the type of what stands at `loc`, with what it is annotated with."""
    found: Any = FrontMatter
    for part in loc:
        record = _record_in(found)
        if isinstance(part, str) and record is not None:
            field = record.model_fields.get(part)
            found = (field.annotation, *field.metadata) if field else None
        elif isinstance(part, str):
            found = None
    return found


def _record_in(found: Any) -> type[Record] | None:
    if isinstance(found, type) and issubclass(found, Record):
        return found
    inner = (_record_in(part) for part in _parts(found))
    return next((record for record in inner if record), None)


def _short_key_in(found: Any) -> str | None:
    if isinstance(found, ShortForm):
        return found.key
    inner = (_short_key_in(part) for part in _parts(found))
    return next((key for key in inner if key), None)


def _parts(found: Any) -> tuple[Any, ...]:
    return found if isinstance(found, tuple) else get_args(found)
