"""PM302 to PM304, PM308: whether names, references and durations agree with the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.moment import instant_of
from mkdocs_postmortems.duration import format_duration
from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.source.record import Finding

_TYPED = {
    "time_to_detect": ("started", "detected"),
    "time_to_acknowledge": ("detected", "acknowledged"),
    "time_to_mitigate": ("started", "mitigated"),
    "time_to_resolve": ("started", "resolved"),
}


def known_services(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM302: where there is a catalogue, every service is in it."""
    for index, name in enumerate(postmortem.services):
        if context.services and name not in context.services:
            hint = suggest(name, sorted(context.services), "Add it to services.yml")
            yield Finding(("services", index), "PM302", f'found "{name[:60]}"', hint)


def known_references(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM303: related postmortems and the actions a retry requires exist."""
    for index, ident in enumerate(postmortem.related):
        loc = ("related", index)
        if ident == postmortem.id:
            yield Finding(loc, "PM303", "found the postmortem itself", "Take it out")
        elif ident not in context.ids:
            hint = _id_to_write(ident, postmortem.id, context)
            yield Finding(loc, "PM303", f'found "{ident[:80]}"', hint)
    known = [action.id for action in postmortem.actions]
    for index, ident in enumerate(postmortem.retry.requires if postmortem.retry else ()):
        if ident not in known:
            hint = f"Actions of this postmortem are {', '.join(known) or 'none'}"
            yield Finding(("retry", "requires", index), "PM303", f'found "{ident[:80]}"', hint)


def _id_to_write(found: str, own: str, context: Context) -> str:
    """Return the hint for what is no id; it may be the path of a file."""
    name = found.rpartition("/")[2].removesuffix(".md")
    if name in context.ids:
        return f'Write "{name[:80]}"'
    others = sorted(context.ids - {own})
    return suggest(name, others, "Write the name of a file, without folder and .md")


def typed_durations_agree(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM304: a typed duration differs from its moments by at most max(5 min, 10 %).

    The moments win where both are given (METRICS.md, Time).
    """
    for name, (first, last) in _TYPED.items():
        typed = getattr(postmortem.stats, name)
        if typed is None:
            continue
        begin, end = instant_of(postmortem, first), instant_of(postmortem, last)
        if begin is None or end is None:
            continue
        computed = end - begin
        if abs(typed - computed) > max(dt.timedelta(minutes=5), abs(computed) / 10):
            shown = format_duration(computed) if computed >= dt.timedelta() else "negative"
            message = f"found {format_duration(typed)}, but `{last}` - `{first}` is {shown}"
            hint = "Leave it out; the moments count"
            yield Finding(("stats", name), "PM304", message, hint)


def repeated_entries(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM308: services, teams, tags, related postmortems and causes are listed once each."""
    for field in ("services", "teams", "tags", "related"):
        for index, name in _repeated(getattr(postmortem, field)):
            message = f'found "{name[:60]}" a second time'
            yield Finding((field, index), "PM308", message, "Keep one of the two")
    for index, factor in _repeated([cause.factor for cause in postmortem.causes]):
        message = f'found "{factor[:60]}" a second time'
        hint = "Keep one of the two, with the notes of both"
        yield Finding(("causes", index, "factor"), "PM308", message, hint)


def _repeated(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield what has stood before, with its place."""
    if len(names) < 2 or len(set(names)) == len(names):
        return
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name and name in seen:
            yield index, name
        seen.add(name)
