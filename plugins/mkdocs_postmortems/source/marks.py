"""What is marked as internal and cannot be: names under `x-internal`, markers of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mkdocs_postmortems.record import INTERNAL, Record, fields_of, is_required, records_in
from mkdocs_postmortems.source.internal import cut_internal, may_hold_marker
from mkdocs_postmortems.source.record import Finding
from mkdocs_postmortems.source.strict_yaml import Loc

IsSection = Callable[[str], bool]


def no_section(name: str) -> bool:
    """Say of every name that no section has it."""
    return False


def unknown_marks(
    record: Record, is_section: IsSection = no_section, loc: Loc = ()
) -> Iterator[Finding]:
    """Yield a finding for every name under `x-internal` that nothing in the record has."""
    names = () if record.internal is True else record.internal
    for number, name in enumerate(names):
        if not (names_field(type(record), name) or is_section(name)):
            yield Finding(
                (*loc, INTERNAL, number),
                "PM123",
                f'found "{name[:80]}"',
                _hint(type(record), name, is_section is not no_section),
            )
    for field in fields_of(type(record)):
        value = getattr(record, field)
        if isinstance(value, Record):
            yield from unknown_marks(value, loc=(*loc, field))
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Record):
                    yield from unknown_marks(entry, loc=(*loc, field, index))


def names_field(model: type[Record], name: str) -> bool:
    """Say whether a name, such as `stats.revenue_lost`, is that of a field that can be left out."""
    first, _, rest = name.partition(".")
    field = fields_of(model).get(first)
    if field is None:
        return False
    if not rest:
        return not is_required(field)
    inner = next(records_in(field.annotation), None)
    if inner is None:
        return isinstance(field.default, dict)
    return names_field(inner, rest)


def _hint(model: type[Record], name: str, has_sections: bool) -> str:
    if name in fields_of(model):
        return "Every entry has it: mark the whole entry with `x-internal: true`"
    what = "the name of a field, or the heading of a section" if has_sections else "a field of it"
    return f"Write {what}; until then nothing of this is in the public edition"


def unpaired_markers(body: str, first_line: int) -> Iterator[Finding]:
    """Yield the markers of the body that have no other half."""
    for marker in cut_internal([body]).unpaired if may_hold_marker(body) else ():
        line = body.count("\n", 0, marker.begin)
        column = marker.begin - (body.rfind("\n", 0, marker.begin) + 1)
        width = min(marker.end, body.find("\n", marker.begin) % (len(body) + 1)) - marker.begin
        yield Finding(
            (),
            "PM122",
            "found `<!-- /internal -->` that ends nothing"
            if marker.closes
            else "found `<!-- internal -->` that is never ended",
            "Write `<!-- internal -->` before it; until then the public edition leaves out all of "
            "the text above"
            if marker.closes
            else "Write `<!-- /internal -->` after it; until then the public edition leaves out "
            "all of the text below",
            at=(first_line + line, column + 1, max(1, width)),
        )
