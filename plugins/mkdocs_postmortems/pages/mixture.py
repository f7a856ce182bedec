"""What a period consists of: what found its incidents, their factors and services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.analysis.count import count_caught_early
from mkdocs_postmortems.analysis.part import Mix, Part
from mkdocs_postmortems.analysis.refusal import incomplete
from mkdocs_postmortems.analysis.share import share
from mkdocs_postmortems.pages.label import Chosen, incidents_among, incidents_with
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.taxonomy import UNKNOWN

FROM_GRID = 10
"""Fewest incidents for the grid of factors and services."""
_MOST_LABELS = 12


@dataclass(frozen=True)
class Ranked:
    """One bar: `n` of `of` incidents; `note` stands beside it, `behind` leads to the incidents."""

    target: Link
    meaning: str
    n: int
    note: str = ""
    behind: Link | None = None


@dataclass(frozen=True)
class Ranking:
    """Horizontal bars, the longest first. `refused` says why there are none."""

    rows: tuple[Ranked, ...]
    of: int
    sentence: str
    refused: str | None = None


@dataclass(frozen=True)
class Cell:
    """One count, and the incidents behind it, where a list of them can be chosen."""

    n: int
    behind: Link | None = None


@dataclass(frozen=True)
class Grid:
    """Counts in cells, rows and columns by their totals."""

    columns: tuple[Link | str, ...]
    rows: tuple[tuple[Link | str, tuple[Cell, ...]], ...]
    most: int
    left_out: str = ""


def _behind(chosen: Chosen | None, n: int, text: str, **labels: str) -> Link | None:
    return None if chosen is None or not n else incidents_among(chosen, text, **labels)


def detection_of(library: Library, part: Part, mix: Mix, chosen: Chosen | None = None) -> Ranking:
    """Return what found the incidents, and how many were caught before users felt them.

    `chosen` is what is to be chosen in the list to see these incidents, None if nothing does it.
    """
    of = len(part.incidents)
    told = sum(one.incidents for one in mix.detection if one.source != UNKNOWN)
    early, known = count_caught_early(part.incidents)
    caught = f"Caught before users were affected: {share(early, known)}."
    if not known:
        caught = "Whether users felt them first is not known."
    refused = incomplete(told, of)
    meanings = library.settings.detection_sources
    rows = (
        Ranked(
            incidents_with("detection", one.source),
            meanings.get(one.source, ""),
            one.incidents,
            behind=_behind(chosen, one.incidents, _of(one.incidents, of), detection=one.source),
        )
        for one in mix.detection
    )
    return Ranking(
        rows=() if refused else tuple(rows),
        of=of,
        sentence=f"{told:,} of {of:,} say what found them. {caught}",
        refused=refused,
    )


def _of(n: int, of: int) -> str:
    return f"{n:,} of {of:,}"


def causes_of(library: Library, part: Part, mix: Mix, chosen: Chosen | None = None) -> Ranking:
    """Return the contributing factors with the true coverage of the first ones."""
    of = len(part.incidents)
    refused = incomplete(sum(item.usable_cause for item in part.repeats), of)
    if refused:
        return Ranking((), of, "", refused)
    rows = tuple(
        Ranked(
            library.cause_links([one.cause])[0],
            known.meaning if (known := library.settings.causes.get(one.cause)) else "",
            one.incidents,
            _of(one.covered, one.of),
            _behind(chosen, one.incidents, _of(one.incidents, of), cause=one.cause),
        )
        for one in mix.causes
    )
    sentences = []
    if len(mix.causes) > 3:
        three = mix.causes[2]
        sentences.append(f"The first three together: {share(three.covered, three.of)}.")
    if sum(one.incidents for one in mix.causes) > of:
        sentences.append(
            f"An incident counts once under each of its factors, so the bars add to more than "
            f"{of:,}; the last column counts every incident once."
        )
    return Ranking(rows, of, " ".join(sentences))


def grid_of(library: Library, part: Part, mix: Mix, chosen: Chosen | None) -> Grid | None:
    """Return factors x services, None below ten incidents, where `pairs_of` lists them."""
    if len(part.incidents) < FROM_GRID or not mix.cause_services:
        return None
    cells = {(one.cause, one.service): one.incidents for one in mix.cause_services}

    def cell(cause: str, service: str) -> Cell:
        n = cells.get((cause, service), 0)
        return Cell(n, _behind(chosen, n, f"{n:,}", cause=cause, service=service))

    causes, more_causes = _first([one.cause for one in mix.causes], cells, 0)
    services, more_services = _first(sorted({s for _, s in cells}), cells, 1)
    left = [
        plural(more, noun)
        for more, noun in ((more_causes, "factor"), (more_services, "service"))
        if more
    ]
    return Grid(
        columns=library.service_links(services),
        rows=tuple(
            (link, tuple(cell(link.text, service) for service in services))
            for link in library.cause_links(causes)
        ),
        most=max(cells.values()),
        left_out=f"Not shown: {' and '.join(left)} more" if left else "",
    )


def pairs_of(library: Library, mix: Mix) -> tuple[tuple[Link, Link, int], ...]:
    """Return each factor with each of its services, and how many incidents have both."""
    return tuple(
        (
            library.cause_links([one.cause])[0],
            library.service_links([one.service])[0],
            one.incidents,
        )
        for one in mix.cause_services
    )


def _first(
    names: Sequence[str], cells: dict[tuple[str, str], int], part: int
) -> tuple[list[str], int]:
    """Return the names with the largest totals, and how many there are besides."""
    totals: Counter[str] = Counter()
    for pair, number in cells.items():
        totals[pair[part]] += number
    ordered = sorted((n for n in names if totals[n]), key=lambda name: (-totals[name], name))
    return ordered[:_MOST_LABELS], max(0, len(ordered) - _MOST_LABELS)
