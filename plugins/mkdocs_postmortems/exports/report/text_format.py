"""The report for people: by file, each problem with its line, a mark, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wcwidth import wrap

from mkdocs_postmortems.errors import Level, Problem, abridged
from mkdocs_postmortems.exports.report.excerpt import excerpt, read_lines
from mkdocs_postmortems.exports.report.report import Report, count_levels, least_severe
from mkdocs_postmortems.render.text import plural

Paint = Callable[[str, str], str]
"""Gives a text its colour. The second word is a level, `file` or `gutter`."""

_LEAST_COLUMNS = 20


def write(
    report: Report,
    columns: int = 100,
    paint: Paint = lambda text, _: text,
    encoding: str = "utf-8",
) -> str:
    """Return the problems for a terminal of so many columns; an empty line follows each.

    A character that the encoding lacks is a question mark.
    """

    def encodable(text: str) -> str:
        return text.encode(encoding, "replace").decode(encoding)

    parts = []
    for path, problems in report.by_file().items():
        told = tuple(abridged(problems))
        lines = read_lines(report.folder / path, report.folder)
        # Replaced before they are measured: the question mark for a wide sign is narrow.
        file = _file(told, tuple(map(encodable, lines)), max(columns, _LEAST_COLUMNS), paint)
        parts += [paint(report.address(path), "file"), *file]
    return encodable("".join(f"{part}\n" for part in parts))


def _file(
    problems: tuple[Problem, ...], lines: tuple[str, ...], columns: int, paint: Paint
) -> Iterator[str]:
    gutter = max(len(str(problem.line)) for problem in problems) + 2
    for problem in problems:
        yield from _told(problem, columns, paint)
        yield from _shown(problem, lines, gutter, columns, paint)
        mark = " " * gutter + paint(" = ", "gutter")
        yield from _wrapped(problem.hint, columns, mark, " " * (gutter + 3))
        yield ""


def _told(problem: Problem, columns: int, paint: Paint) -> Iterable[str]:
    level = paint(f"{problem.level} {problem.rule}", problem.level)
    message = f"{problem.field}: {problem.message}" if problem.field else problem.message
    text = f"{problem.line}:{problem.column} {level} {message}"
    return _wrapped(text, columns, "  ", "    ")


def _shown(
    problem: Problem, lines: tuple[str, ...], gutter: int, columns: int, paint: Paint
) -> Iterator[str]:
    found = excerpt(lines, problem, columns - gutter - 3)
    if found:
        yield paint(f"{problem.line:>{gutter}} | ", "gutter") + found.text
        yield paint(f"{'':{gutter}} | ", "gutter") + paint(found.mark, problem.level)


def _wrapped(text: str, columns: int, first: str, others: str) -> Iterable[str]:
    """Return lines that are broken between words only, so that a value can be copied."""
    return wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def sum_up(report: Report) -> str:
    """Return in a sentence or two what was read, what was found and what is not shown."""
    found, hidden = count_levels(report.problems), count_levels(report.hidden)
    if len(report.files) == report.read:
        read = f"{plural(report.read, 'postmortem')} read"
    else:
        read = f"{len(report.files):,} of {plural(report.read, 'postmortem')} checked"
    if report.problems:
        told = f"{read}: {_listed(found)}."
    else:
        told = f"{read}, no {' or '.join(_absent(hidden))} found."
    if not report.hidden:
        return told
    least = least_severe(*(problem.level for problem in report.hidden))
    return f"{told} Not shown: {_listed(hidden)}; add --level {least}."


def _listed(counts: dict[Level, int]) -> str:
    return ", ".join(plural(count, level) for level, count in counts.items() if count)


def _absent(hidden: dict[Level, int]) -> Iterable[str]:
    """Return the levels that are more severe than all that is hidden; `problem` for all."""
    most = next((level for level, count in hidden.items() if count), None)
    return list(Level)[: list(Level).index(most)] if most else ["problem"]
