"""A value put into a YAML text, or taken out, by cutting the text at the places of its values."""

from __future__ import annotations

import re

from mkdocs_postmortems.authoring.field_order import order_at, short_key_at
from mkdocs_postmortems.authoring.place import Place, find_places
from mkdocs_postmortems.authoring.scalar import Value, write_text, write_value
from mkdocs_postmortems.source.strict_yaml import Loc

Pair = tuple[Place, Place]


def put(block: str, root: Place | None, loc: Loc, value: Value) -> str:
    """Return the text with `value` at `loc`; everything but its last parts is there."""
    if root is None:
        return f"{block}{_written(loc, value, False, 0)}\n"
    place, above = root, root
    for depth, part in enumerate(loc):
        if isinstance(part, str) and place.kind != "mapping":
            return _put_into_text(block, place, above, loc, depth, value)
        child = place.child(part)
        if child is None:
            return _insert(block, place, loc[:depth], loc[depth:], value)
        if child is not place:
            place, above = child, place
    return _replace(block, place, value)


def take_out(block: str, root: Place, loc: Loc) -> tuple[str, int, int]:
    """Return the text without the key that ends `loc`, and from where to where it stood."""
    mapping = root
    for part in loc[:-1]:
        mapping = mapping.child(part) or mapping
    keys = [key.value for key, _ in mapping.pairs]
    index = keys.index(str(loc[-1]))
    key, value = mapping.pairs[index]
    following = mapping.pairs[index + 1][0].start if index + 1 < len(keys) else None
    if mapping.flow:
        start, end = key.start, value.end
        if following is not None:
            return block[:start] + block[following:], start, following
        before = mapping.pairs[index - 1][1].end if index else start
        return block[:before] + block[end:], before, end
    end = _line_end(block, value.end) + 1
    start = _line_start(block, key.start)
    if not block[start : key.start].strip():
        return block[:start] + block[end:], start, end
    # The key stands behind the dash of its item: the next one takes its place.
    cut = end if following is None else following
    return block[: key.start] + block[cut:], key.start, end


def _put_into_text(
    block: str, place: Place, above: Place, loc: Loc, depth: int, value: Value
) -> str:
    """Put a value into what is not keys yet: nothing, or the short form of a record."""
    rest = loc[depth:]
    if place.start == place.end:
        if place.flow:
            return _fill(block, place, f"{{{_written(rest, value, True, 0)}}}")
        at = _line_end(block, place.end)
        column = _indent(block, place.start) + 2
        return f"{block[:at]}\n{' ' * column}{_written(rest, value, False, column)}{block[at:]}"
    key = short_key_at(loc[:depth]) or ""
    listed = isinstance(loc[depth - 1], int) and above.kind != "sequence"
    block = _expand(block, place, above, key, listed)
    return put(block, find_places(block), loc, value)


def _expand(block: str, place: Place, above: Place, key: str, listed: bool) -> str:
    """Write the short form of a record as keys; `listed` where it stood for a whole list."""
    text = block[place.start : place.end]
    if "\n" in text:
        text = write_text(place.value, place.flow)
    head, tail = block[: place.start], block[place.end :]
    if place.flow:
        written = f"{{{key}: {text}}}"
        return f"{head}[{written}]{tail}" if listed else f"{head}{written}{tail}"
    if above.kind == "sequence":
        return f"{head}{key}: {text}{tail}"
    pad = " " * (_indent(block, place.start) + 2)
    return f"{head.rstrip()}\n{pad}{'- ' if listed else ''}{key}: {text}{tail}"


def _insert(block: str, mapping: Place, above: Loc, rest: Loc, value: Value) -> str:
    """Put a key that is missing behind the one it follows in the model's order."""
    before = _predecessor(mapping, order_at(above), str(rest[0]))
    if mapping.flow:
        written = _written(rest, value, True, 0)
        if before:
            return f"{block[: before[1].end]}, {written}{block[before[1].end :]}"
        at = mapping.pairs[0][0].start if mapping.pairs else mapping.end - 1
        return f"{block[:at]}{written}{', ' if mapping.pairs else ''}{block[at:]}"
    column = mapping.column
    written = _written(rest, value, False, column)
    if before:
        at = _lines_after(block, before[1].end, column)
        return f"{block[:at]}{' ' * column}{written}\n{block[at:]}"
    at = mapping.pairs[0][0].start
    return f"{block[:at]}{written}\n{' ' * column}{block[at:]}"


def _predecessor(mapping: Place, order: tuple[str, ...], name: str) -> Pair | None:
    """Return the pair after which a key belongs, None where it is the first."""
    pairs = {key.value: (key, value) for key, value in mapping.pairs}
    if name not in order:
        return mapping.pairs[-1] if mapping.pairs else None
    earlier = (pairs.get(known) for known in reversed(order[: order.index(name)]))
    return next((pair for pair in earlier if pair), None)


def _replace(block: str, place: Place, value: Value) -> str:
    if place.start == place.end:
        return _fill(block, place, write_value(value, place.flow))
    if isinstance(value, list) and value and place.kind == "sequence" and not place.flow:
        dash = f"\n{' ' * place.column}- "
        written = dash.join(write_text(item) for item in value)
        return f"{block[: place.start]}- {written}{block[place.end :]}"
    head = block[: place.start]
    if place.kind in {"sequence", "mapping"} and not place.flow:
        head = f"{head.rstrip()} "
    return f"{head}{write_value(value, place.flow)}{block[place.end :]}"


def _fill(block: str, place: Place, written: str) -> str:
    """Write a value where there is none, as in `due:`."""
    head = block[: place.start].rstrip(" ")
    return f"{head}{' ' if head.endswith((':', '-')) else ': '}{written}{block[place.end :]}"


def _written(keys: Loc, value: Value, flow: bool, column: int) -> str:
    """Return `key: value`, with keys in keys where there are several; the first is at `column`."""
    name, rest = keys[0], keys[1:]
    if not rest:
        return f"{name}: {write_value(value, flow)}"
    if flow:
        return f"{name}: {{{_written(rest, value, flow, 0)}}}"
    pad = " " * (column + 2)
    return f"{name}:\n{pad}{_written(rest, value, flow, column + 2)}"


def _line_start(block: str, at: int) -> int:
    return block.rfind("\n", 0, at) + 1


def _line_end(block: str, at: int) -> int:
    return block.index("\n", at)


def _indent(block: str, at: int) -> int:
    """Return the column of the key in the line at `at`; a dash before it counts as indentation."""
    match = re.compile(r"[ \t-]*").match(block, _line_start(block, at))
    return len(match[0]) if match else 0


def _lines_after(block: str, at: int, column: int) -> int:
    """Return where the line of `at` ends, and the comments after it that are further in."""
    deeper = re.compile(rf"(?:(?:[ \t]*\n)* {{{column + 1},}}#[^\n]*\n)*")
    end = _line_end(block, at) + 1
    match = deeper.match(block, end)
    return match.end() if match else end
