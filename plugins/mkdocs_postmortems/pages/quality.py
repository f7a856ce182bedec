"""The quality of the data: what is missing, what contradicts itself, every problem's place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.duration import METRICS
from mkdocs_postmortems.errors import Level, Problem, abridged
from mkdocs_postmortems.pages.completeness import (
    FieldRow,
    GapRow,
    LabelRow,
    RoundingRow,
    field_rows,
    gap_rows,
    label_rows,
    rounding_rows,
)
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import External, Link, Page
from mkdocs_postmortems.rules import RULES, Rule, is_hint

_DISORDER, _CONTRADICTION = "PM301", "PM304"
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class FileProblems:
    """The `count` problems of one file, as they are told, errors first.

    `postmortem` is None for a file that is none, `edit` where nobody said where it is edited.
    """

    path: str
    postmortem: Link | None
    edit: External | None
    count: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Contradicted:
    """One incident whose moments contradict something, and the durations it is left out of."""

    incident: Link
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Early:
    """An incident with `fields` that hold a date after `as_of`; `counted`: it had started."""

    incident: Link
    fields: tuple[str, ...]
    counted: bool


@dataclass(frozen=True)
class HintRow:
    """One rule whose problems are hints to authors: how many there are, and in which incidents."""

    rule: Rule
    found: int
    incidents: tuple[Link, ...]


@dataclass(frozen=True)
class QualityView:
    """All that is wrong with the data; `counted` of the `read` postmortems had started."""

    read: int
    counted: int
    fields: tuple[FieldRow, ...]
    disorder: tuple[Contradicted, ...]
    rounding: tuple[RoundingRow, ...]
    contradictions: tuple[Contradicted, ...]
    labels: tuple[LabelRow, ...]
    gaps: tuple[GapRow, ...]
    early: tuple[Early, ...]
    files: tuple[FileProblems, ...]
    hints: tuple[HintRow, ...]

    @property
    def problems(self) -> int:
        """How many problems the files have."""
        return sum(file.count for file in self.files)

    @property
    def complete(self) -> bool:
        """Whether every field is filled in where it applies."""
        return not any(row.missing for row in self.fields)

    @property
    def well(self) -> bool:
        """Whether there is nothing to say but that."""
        doubtful = any(row.rounded or row.zero for row in self.rounding)
        found = self.files or self.labels or self.gaps or self.early
        return self.complete and not (doubtful or found)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of the quality."""
    yield Page(
        path=addresses.QUALITY,
        title="Quality of the data",
        template="quality",
        view=lambda: view(library),
        section=True,
        wide=True,
        figures=True,
    )


def view(library: Library) -> QualityView:
    """Return what is missing, what contradicts itself, and every problem by file."""
    return QualityView(
        read=len(library.postmortems),
        counted=len(library.counted_rows),
        fields=field_rows(library),
        disorder=tuple(_contradicted(library, _DISORDER)),
        rounding=rounding_rows(library),
        contradictions=tuple(_contradicted(library, _CONTRADICTION)),
        labels=label_rows(library),
        gaps=gap_rows(library),
        early=tuple(_early(library)),
        files=tuple(_file(library, path) for path in sorted(library.problems_by_path)),
        hints=tuple(_hints(library)),
    )


def _contradicted(library: Library, rule: str) -> Iterator[Contradicted]:
    """Yield the incidents that break a rule, the newest first."""
    left_out = _left_out(library)
    for path, row in library.incident_rows.items():
        problems = tuple(p for p in library.problems_by_path.get(path, ()) if p.rule == rule)
        if problems:
            yield Contradicted(row.incident, problems, tuple(left_out[path]))


def _left_out(library: Library) -> dict[str, list[str]]:
    titles = {(metric.first, metric.last): metric.title for metric in METRICS}
    found: dict[str, list[str]] = defaultdict(list)
    for one in library.results.metrics.quality.disorder:
        found[one.path].append(titles[one.first, one.last])
    return found


def _early(library: Library) -> Iterator[Early]:
    """Yield the incidents with a date after `as_of`, the newest first."""
    held = library.results.metrics.quality.in_future
    for path, row in library.incident_rows.items():
        counted = row.day is None or row.day <= library.as_of
        fields = held.get(path, ()) if counted else ("started",)
        if counted and not all(action.counted for action in library.actions_by_path[path]):
            fields = (*fields, "actions.created")
        if fields:
            yield Early(row.incident, fields, counted)


def _file(library: Library, path: str) -> FileProblems:
    row, found = library.incident_rows.get(path), library.problems_by_path[path]
    return FileProblems(
        path=path,
        postmortem=row.incident if row else None,
        edit=_edit(library.edit_url(path)) if row else None,
        count=len(found),
        problems=tuple(sorted(abridged(found), key=_by_level)),
    )


def _hints(library: Library) -> Iterator[HintRow]:
    """Yield the rules that give hints, by id, each with its incidents, the newest first."""
    found = Counter(problem.rule for problem in library.problems if is_hint(problem))
    paths = {(problem.rule, problem.path) for problem in library.problems if is_hint(problem)}
    rows = library.incident_rows.items()
    for rule, count in sorted(found.items()):
        incidents = tuple(row.incident for path, row in rows if (rule, path) in paths)
        yield HintRow(RULES[rule], count, incidents)


def _edit(url: str | None) -> External | None:
    return External("Edit this file", url) if url and _WEB.match(url) else None


def _by_level(problem: Problem) -> tuple[int, int, int]:
    return list(Level).index(problem.level), problem.line, problem.column
