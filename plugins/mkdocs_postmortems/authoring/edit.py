"""One field of a front matter changed in its place, and proof that nothing else has changed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import yaml

from mkdocs_postmortems.authoring.comment import count_comments, find_comments
from mkdocs_postmortems.authoring.field_order import short_key_at
from mkdocs_postmortems.authoring.place import Place, find_places
from mkdocs_postmortems.authoring.proof import same_data
from mkdocs_postmortems.authoring.scalar import Value, write_value
from mkdocs_postmortems.authoring.splice import put, take_out
from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.source.postmortem import field_name
from mkdocs_postmortems.source.strict_yaml import Loc, YamlError, build, parse

_UNUSUAL = "cannot be changed as it is written here"
_BY_HAND = "Change it by hand in an editor"


class EditError(PostmortemsError):
    """A field that cannot be changed without touching something else. `hint` says what to do."""

    def __init__(self, message: str, hint: str = _BY_HAND) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def set_field(block: str, loc: Loc, value: Value) -> str:
    """Return the YAML text `block` with another value at `loc`, which ends with a key.

    Only the lines of that field change. A key that is missing is put where the order of the model
    has it; a text that stands for keys (`actions: [Do this]`) becomes keys. Raises `EditError`
    where that is not possible without changing anything else.
    """
    block = _whole_lines(block)
    data = _data(block)
    wanted = _with(data, loc, (), _read_back(value))
    if same_data(data, wanted):
        return block
    root = find_places(block)
    _refuse_shared(root, loc)
    try:
        edited = put(block, root, loc, value)
    except yaml.YAMLError:
        raise EditError(f"{field_name(loc)}: {_UNUSUAL}") from None
    _check(block, edited, loc, wanted, count_comments(block))
    return edited


def remove_field(block: str, loc: Loc) -> str:
    """Return the YAML text `block` without the key that ends `loc`, and the comment in its lines.

    A key that is not there is no error. Raises `EditError` as `set_field` does.
    """
    block = _whole_lines(block)
    data, root = _data(block), find_places(block)
    if root is None or not _holds(data, loc):
        return block
    _refuse_shared(root, loc)
    edited, start, end = take_out(block, root, loc)
    kept = (c.text for c in find_comments(block) if not start <= c.start < end)
    _check(block, edited, loc, _without(data, loc), Counter(kept))
    return edited


def _whole_lines(block: str) -> str:
    return block if not block or block.endswith("\n") else f"{block}\n"


def _data(block: str) -> Any:
    try:
        return build(parse(block)) or {}
    except YamlError as error:
        # Line 1 of the file is that of the opening `---`.
        message = f"line {error.line + 2} cannot be read: {error.message}"
        raise EditError(message, error.hint) from None


def _read_back(value: Value) -> Any:
    """Return a value as the strict reader gives it back: dates are text to it."""
    if isinstance(value, str | int | list):
        return value
    return write_value(value)


def _with(data: Any, loc: Loc, above: Loc, value: Any) -> Any:
    """Return a copy of `data`, which stands at `above`, with the value at `loc` below it."""
    if not loc:
        return value
    part, rest = loc[0], loc[1:]
    if isinstance(part, int):
        return _with_item(data, part, rest, above, value)
    if data is None:
        data = {}
    if isinstance(data, str | int):
        data = {_short_key(above): data}
    if not isinstance(data, dict):
        raise EditError(f"{field_name(above)}: found a list where keys are expected")
    return {**data, part: _with(data.get(part), rest, (*above, part), value)}


def _with_item(data: Any, index: int, rest: Loc, above: Loc, value: Any) -> Any:
    here = (*above, index)
    items = data if isinstance(data, list) else [data]
    if not 0 <= index < len(items) or items[index] is None:
        raise EditError(f"there is no {field_name(here)}", "Write it into the file first")
    changed = _with(items[index], rest, here, value)
    if isinstance(data, list):
        return [*items[:index], changed, *items[index + 1 :]]
    # A text alone becomes a list of keys; keys that stand alone for a list stay alone.
    return [changed] if isinstance(changed, dict) and not isinstance(data, dict) else changed


def _short_key(loc: Loc) -> str:
    key = short_key_at(loc)
    if key is None:
        raise EditError(f"{field_name(loc)}: found a text where keys are expected")
    return key


def _holds(data: Any, loc: Loc) -> bool:
    for part in loc:
        if isinstance(part, int) and not isinstance(data, list):
            data = [data]
        inside = isinstance(data, dict) if isinstance(part, str) else 0 <= part < len(data)
        if not inside or (isinstance(part, str) and part not in data):
            return False
        data = data[part]
    return True


def _without(data: Any, loc: Loc) -> Any:
    part, rest = loc[0], loc[1:]
    if isinstance(data, list):
        return [_without(v, rest) if i == part else v for i, v in enumerate(data)]
    if isinstance(part, int):
        return _without(data, rest)
    if rest:
        return {**data, part: _without(data[part], rest)}
    return {key: value for key, value in data.items() if key != part}


def _refuse_shared(root: Place | None, loc: Loc) -> None:
    """Refuse what is written once and read in several places."""
    if root is None:
        return
    aliased = {place.anchor for place in root.walk() if place.kind == "alias"}
    place: Place | None = root
    touched = [root]
    for part in loc:
        place = place.child(part) if place else None
        touched += [place] if place else []
    # An alias inside the value can go with it; what others refer to cannot.
    touched += [inner for inner in (place.walk() if place else ()) if inner.kind != "alias"]
    name = next((one.anchor for one in touched if one.anchor in aliased), None)
    if name is not None:
        raise EditError(
            f'{field_name(loc)}: written once and used in several places ("&{name}", "*{name}")',
            "Write the values out instead of the alias, then try again",
        )


def _check(block: str, edited: str, loc: Loc, wanted: Any, comments: Counter[str]) -> None:
    """Raise `EditError` unless the edited text holds just what is wanted, and every comment."""
    name = field_name(loc)
    try:
        found = build(parse(edited)) or {}
    except YamlError:
        found = None
    if not same_data(found, wanted):
        raise EditError(f"{name}: {_UNUSUAL}")
    if count_comments(edited) != comments:
        raise EditError(f"{name}: cannot be changed without losing a comment")
