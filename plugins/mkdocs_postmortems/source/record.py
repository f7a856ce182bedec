"""Front matter to record: validate, report each problem with its place, keep what is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.record import INTERNAL, Record, fields_of, is_required
from mkdocs_postmortems.refusal import shown, wanted
from mkdocs_postmortems.source.strict_yaml import Loc

RecordT = TypeVar("RecordT", bound=Record)

MAX_ROUNDS = 10


@dataclass(frozen=True)
class Finding:
    """A problem that knows its place as a path of keys, not yet as line and column.

    `at` is the place of what stands in the body: line and column of the file, from 1, and width.
    """

    loc: Loc
    rule: str
    message: str
    hint: str
    at_key: bool = False
    at: tuple[int, int, int] | None = None


def read_record(
    model: type[RecordT], data: dict[str, Any], zone: ZoneInfo
) -> tuple[RecordT, list[Finding]]:
    """Return the record and what was wrong with it.

    What cannot be read is reported, left out, and the rest is read again, so that one bad value
    never costs the others. `data` is not changed.
    """
    data = _swept(data)
    findings: list[Finding] = []
    for _ in range(MAX_ROUNDS):
        try:
            record: RecordT = model.model_validate(data, context={"zone": zone})
        except ValidationError as error:
            items = error.errors(include_url=False)
            findings += (_finding(model, item) for item in items if not _is_empty(item))
            data = _swept(_pruned(data, [item["loc"] for item in items]))
        else:
            blank = list(_blank_entries(record, ()))
            if not blank:
                reported = frozenset(
                    finding.loc[:end] for finding in findings for end in range(len(finding.loc) + 1)
                )
                return record, [*findings, *_missing(record, (), reported)]
            hint = "Write a text, or remove it"
            findings += (Finding(loc, "PM112", 'found ""', hint) for loc in blank)
            data = _swept(_pruned(data, blank))
    return model.model_validate({}), findings


_REMOVED = object()
"""Stands for a removed value while errors are walked, so that list indexes hold."""


_FREE = "roles"
"""The field whose keys are names that a team chooses: no mark is read there."""


def _swept(value: Any, is_free: bool = False) -> Any:
    """Leave out what was removed, and the author's own `x-` keys; a blank text is an empty one."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if v is not _REMOVED and not _is_own(k, is_free)}
        return {k: _swept(v, k == _FREE) for k, v in kept.items()}
    if isinstance(value, list):
        return [_swept(entry) for entry in value if entry is not _REMOVED]
    return "" if isinstance(value, str) and not value.strip() else value


def _is_own(key: str, is_free: bool) -> bool:
    return key.startswith("x-") and (is_free or key != INTERNAL)


def _is_empty(item: ErrorDetails) -> bool:
    """Say whether a known key has no value: `due:` is the same as no `due`."""
    known = item["type"] != "extra_forbidden" and isinstance(item["loc"][-1], str)
    return known and item["input"] is None


def _pruned(data: Any, locs: Iterable[Loc]) -> Any:
    """Return a copy of `data` with the values at all these places marked as removed."""
    below: dict[int | str, list[Loc]] = {}
    for loc in locs:
        if not loc:
            return _REMOVED
        below.setdefault(loc[0], []).append(loc[1:])
    if not below:
        return data
    if isinstance(data, dict) and below.keys() <= data.keys():
        return {k: _pruned(v, below.get(k, ())) for k, v in data.items()}
    if isinstance(data, list):
        return [_pruned(v, below.get(i, ())) for i, v in enumerate(data)]
    if isinstance(data, dict) and below.keys() == {0}:
        # One entry stands where a list is asked for.
        return _pruned(data, below[0])
    # The model expanded a short form here: the whole value goes.
    return _REMOVED


def _finding(model: type[Record], item: ErrorDetails) -> Finding:
    loc, kind, context = item["loc"], item["type"], item.get("ctx") or {}
    if kind == "postmortem":
        return Finding(loc, context["rule"], context["text"], context["hint"])
    if kind == "extra_forbidden":
        known = tuple(fields_of(_model_at(model, loc[:-1])))
        own = "; keys of your own begin with x-" if len(loc) == 1 else ""
        hint = suggest(str(loc[-1]), (*known, INTERNAL), f"Known are {', '.join(known)}{own}")
        return Finding(loc, "PM111", "found an unknown key", hint, at_key=True)
    value = item["input"]
    return Finding(loc, "PM112", f"found {shown(value)}", f"Write {wanted(kind, value, context)}")


def _model_at(model: type[Record], loc: Loc) -> type[Record]:
    """Return the model that describes what stands at `loc`."""
    for part in loc:
        if isinstance(part, str):
            inner = _record_in(model.model_fields[part].annotation)
            model = inner or model
    return model


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = (_record_in(part) for part in get_args(annotation))
    return next((model for model in inner if model), None)


def _blank_entries(record: Record, loc: Loc) -> Iterator[Loc]:
    """Yield the place of every empty text in a list; an empty mark is a name that nothing has."""
    for name in fields_of(type(record)):
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from _blank_entries(value, (*loc, name))
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(entry, Record):
                yield from _blank_entries(entry, (*loc, name, index))
            elif entry == "":
                yield (*loc, name, index)


def _missing(record: BaseModel, loc: Loc, reported: Set[Loc]) -> Iterator[Finding]:
    """Yield every required field that is absent and was not already reported as wrong."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if is_required(field) and not value:
            if (*loc, name) not in reported:
                hint = f"Write `{name}:` ({field.description})"
                yield Finding((*loc, name), "PM110", "missing", hint)
        elif isinstance(value, Record):
            yield from _missing(value, (*loc, name), reported)
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Record):
                    yield from _missing(entry, (*loc, name, index), reported)
