"""The words of the knowledge base: what each means, what it asks, how often it was used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mkdocs_postmortems import addresses, taxonomy
from mkdocs_postmortems.analysis.part import mix_of
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.embed.choice import ALL, chosen_rows, link_to, told
from mkdocs_postmortems.embed.option import Causes, Detection, Priorities, Severities
from mkdocs_postmortems.embed.shown import Shown, cut
from mkdocs_postmortems.label_options import Factor, Severity
from mkdocs_postmortems.pages.group import incidents_by_cause
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Badge, IncidentRow, Link
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.taxonomy import UNKNOWN

_COUNTED = "When there is one, it is counted here"


@dataclass(frozen=True)
class SeverityEntry:
    """One severity: what it asks of a postmortem, and the incidents that have it."""

    badge: Badge | None
    options: Severity
    sections: tuple[str, ...]
    incidents: Link | None


@dataclass(frozen=True)
class PriorityEntry:
    """One priority: the days that an action of it has, and the open ones."""

    name: str
    days: int | None
    actions: Link | None
    overdue: int


@dataclass(frozen=True)
class Word:
    """One label: its meaning and kind, how many incidents have it, the latest of them."""

    label: Link | str
    meaning: str
    kind: str
    incidents: int | None
    latest: IncidentRow | None = None


@dataclass(frozen=True)
class Words:
    """A table of labels; `head` stands above them."""

    head: str
    rows: tuple[Word, ...]


def show_severities(library: Library, show: Severities) -> Shown:
    """Return the severities of the settings, the most severe first."""
    counted = Counter(row.severity_label for row in library.counted_rows)
    rows = tuple(
        SeverityEntry(
            library.badge(name),
            options,
            tuple(_heading(either) for either in options.sections),
            _link(counted[name], "incident", addresses.POSTMORTEMS, severity=name),
        )
        for name, options in library.settings.severities.items()
    )
    n = len(library.counted_rows)
    return Shown(
        "severities", rows, said=_of(n), links=(Link("Postmortems", addresses.POSTMORTEMS),)
    )


def show_priorities(library: Library, show: Priorities) -> Shown:
    """Return the priorities of the settings, the most urgent first."""
    rows = [row for row in library.action_rows if row.open]
    counted = Counter(row.priority for row in rows)
    overdue = Counter(row.priority for row in rows if row.overdue)
    entries = tuple(
        PriorityEntry(
            name,
            days,
            _link(counted[name], "action", addresses.ACTIONS, priority=name),
            overdue[name],
        )
        for name, days in library.settings.priorities.items()
    )
    said = plural(len(rows), "open action")
    return Shown("priorities", entries, said=said, links=(Link("Actions", addresses.ACTIONS),))


def show_causes(library: Library, show: Causes) -> Shown:
    """Return the factors of the settings and those in use, the most frequent first."""
    found, settings = incidents_by_cause(library), library.settings.causes
    of = len(library.counted_rows)
    known = {name: settings.get(name, Factor()) for name in (*settings, *found)}
    rows = [
        Word(
            Link(name, library.cause_pages[name]) if name in found else name,
            factor.meaning,
            factor.kind,
            len(found.get(name, ())) if of else None,
            next(iter(found.get(name, ())), None),
        )
        for name, factor in known.items()
        if not show.kind or factor.kind in show.kind
    ]
    rows.sort(key=lambda row: (_name(row) == UNKNOWN, -(row.incidents or 0)))
    named = sum(bool(row.causes) for row in library.counted_rows)
    said = cut(min(show.limit, len(rows)), len(rows), "factor")
    if of:
        said += f"; {named:,} of {plural(of, 'incident')} name factors, one can name several"
    else:
        said += f". No incident yet. {_COUNTED}"
    return Shown(
        "words",
        Words("Factor", tuple(rows[: show.limit])),
        empty="" if rows else "No factor is of this kind.",
        said=said if rows else "",
        links=(Link("All causes", addresses.CAUSES),),
    )


def show_detection(library: Library, show: Detection) -> Shown:
    """Return the ways in which incidents are found, and how many of the chosen ones were."""
    rows, meanings = chosen_rows(library, show), library.settings.detection_sources
    paths = {library.path_of[row.incident.page] for row in rows}
    mix = mix_of(library.results.frames, paths)
    counted = {one.source: one.incidents for one in mix.detection}
    recorded = sum(n for source, n in counted.items() if source != UNKNOWN)
    refused = incomplete(recorded, len(rows))
    words = [
        Word(
            name, meanings.get(name, ""), "", counted.get(name, 0) if rows and not refused else None
        )
        for name in dict.fromkeys((*meanings, *counted))
    ]
    words.sort(key=lambda row: (_name(row) == UNKNOWN, -(row.incidents or 0)))
    said = told(show, library.as_of)
    return Shown(
        "words",
        Words("Found by", tuple(words)),
        said=_found(recorded, len(rows), said, refused),
        links=(link_to(show, library.as_of, "The incidents") if rows else ALL,),
    )


def _found(recorded: int, of: int, said: str, refused: str | None) -> str:
    if not of:
        return f"No incident yet{said}. {_COUNTED}"
    if refused:
        return f"What found the {plural(of, 'incident')}{said} is {refused}"
    return f"{recorded:,} of {plural(of, 'incident')}{said} say what found them"


def _heading(either: str) -> str:
    names = (name.strip() for name in either.split("|"))
    return " or ".join(taxonomy.SECTIONS[name][0] for name in names)


def _link(n: int, noun: str, page: str, **labels: str) -> Link | None:
    return Link(plural(n, noun), page, query=addresses.choice(**labels)) if n else None


def _of(n: int) -> str:
    return plural(n, "incident") if n else f"No incident yet. {_COUNTED}"


def _name(row: Word) -> str:
    return row.label if isinstance(row.label, str) else row.label.text
