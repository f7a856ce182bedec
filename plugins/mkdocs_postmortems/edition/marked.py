"""Records without what their authors marked as internal with `x-internal`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from mkdocs_postmortems.record import Record, fields_of, is_required
from mkdocs_postmortems.source.marks import names_field

RecordT = TypeVar("RecordT", bound=Record)


def without_marked(record: RecordT, names: Iterable[str] | None = None) -> RecordT | None:
    """Return a record without its internal parts; None where all of it is internal.

    `names` are those under `x-internal` that mean a field, by default all. Where one means none,
    nobody knows what was to be hidden: the whole record is.
    """
    if record.internal is True:
        return None
    if names is None:
        names = record.internal
    changes: dict[str, Any] = {"internal": ()} if record.internal else {}
    for name in fields_of(type(record)):
        value = getattr(record, name)
        kept = _without_marked_in(value)
        if kept is not value:
            changes[name] = kept
    for name in names:
        if not names_field(type(record), name):
            return None
        record = hide(_changed(record, changes), name.split("."))
        changes = {}
    return _changed(record, changes)


def _without_marked_in(value: Any) -> Any:
    """Return the value of a field without the internal records in it; itself where it has none."""
    if isinstance(value, Record):
        return without_marked(value) or _nothing_of(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Record):
        kept = tuple(one for entry in value if (one := without_marked(entry)) is not None)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept
    return value


def _nothing_of(record: Record) -> Record | None:
    """Return what stands for a record that is left out: an empty one, where that is possible."""
    required = any(is_required(field) for field in fields_of(type(record)).values())
    return None if required else type(record)()


def hide(record: RecordT, path: list[str]) -> RecordT:
    """Return a record in which the field at `path` has no value, in every entry of a list."""
    name, rest = path[0], path[1:]
    value = getattr(record, name)
    if not rest:
        field = fields_of(type(record))[name]
        return _changed(record, {name: field.get_default(call_default_factory=True)})
    if isinstance(value, Record):
        return _changed(record, {name: hide(value, rest)})
    if isinstance(value, tuple):
        return _changed(record, {name: tuple(hide(entry, rest) for entry in value)})
    if isinstance(value, dict):
        key = ".".join(rest)
        return _changed(record, {name: {k: v for k, v in value.items() if k != key}})
    return record


def _changed(record: RecordT, changes: dict[str, Any]) -> RecordT:
    return record.model_copy(update=changes) if changes else record
