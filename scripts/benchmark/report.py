"""Measurements as the tables of docs/reference/performance.md, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmark.limit import Limited
from benchmark.sample import Sample, Taken, preview_ratio, share_of_first

BEGIN, END = "<!-- scripts/bench -->\n", "<!-- end of scripts/bench -->\n"
"""Between them stand the tables in the page of the reference."""


@dataclass(frozen=True)
class Report:
    """All samples, ascending by size; what has a limit; what it was measured on, in a sentence."""

    samples: Sequence[Sample]
    limits: Sequence[Limited]
    measured_on: str

    def failures(self) -> list[Limited]:
        """Return what is over its limit."""
        return [one for one in self.limits if one.is_over]


def as_markdown(report: Report) -> str:
    """Return everything, for people."""
    sizes = [f"{sample.size:,}" for sample in report.samples]
    rows = [[label, *map(cell, report.samples)] for label, cell in _ROWS]
    limits = [
        [one.name, f"{one.value:.2f}", f"{one.limit:.2f}", "OVER" if one.is_over else "ok"]
        for one in report.limits
    ]
    tables = {
        "Postmortems": (sizes, [row for row in rows if set(row[1:]) != {_UNKNOWN}]),
        "Part of the CPU time": (sizes, _stages(report.samples)),
        "Limit": (["Measured", "At most", ""], limits),
    }
    written = [_table([first, *head], rows) for first, (head, rows) in tables.items() if rows]
    return "\n\n".join([report.measured_on, *written])


def written_into(page: str, report: Report) -> str:
    """Return the text of a page with the tables between `BEGIN` and `END`."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{as_markdown(report)}\n\n{end}{after}"


def as_json(report: Report) -> str:
    """Return everything, for programs."""
    limits = [{**asdict(one), "over": one.is_over} for one in report.limits]
    samples = [asdict(sample) for sample in report.samples]
    return json.dumps(
        {"measured_on": report.measured_on, "samples": samples, "limits": limits}, indent=2
    )


_UNKNOWN = ""


def _number(value: float | None, form: str) -> str:
    return _UNKNOWN if value is None else form.format(value)


def _seconds(value: float | None) -> str:
    return _number(value, "{:.1f} s")


def _ratio(value: float | None) -> str:
    return _number(value, "{:.2f}")


def _megabytes(value: float) -> str:
    return f"{value:,.0f} MB"


def _again(taken: Taken) -> float | None:
    return taken.again.wall if taken.again else None


def _site(taken: Taken) -> float:
    return taken.first.size / 1e6


_ROWS: list[tuple[str, Callable[[Sample], str]]] = [
    ("Whole build, plain Material", lambda s: _seconds(s.plain.first.wall)),
    ("Whole build, with the plugin", lambda s: _seconds(s.plugin.first.wall)),
    ("ratio", lambda s: _ratio(s.cost)),
    ("CPU time, plain Material", lambda s: _seconds(s.plain.first.cpu)),
    ("CPU time, with the plugin", lambda s: _seconds(s.plugin.first.cpu)),
    ("ratio", lambda s: _ratio(s.plugin.first.cpu / s.plain.first.cpu)),
    ("Time per page, plain Material", lambda s: f"{1000 * s.plain.first.wall / s.size:.1f} ms"),
    ("Time per page, with the plugin", lambda s: f"{1000 * s.per_page:.1f} ms"),
    ("One changed file, plain Material", lambda s: _seconds(_again(s.plain))),
    ("One changed file, with the plugin", lambda s: _seconds(_again(s.plugin))),
    ("of its first build, plain Material", lambda s: _ratio(share_of_first(s.plain))),
    ("of its first build, with the plugin", lambda s: _ratio(share_of_first(s.plugin))),
    ("Live preview, plain Material", lambda s: _seconds(s.plain.preview)),
    ("Live preview, with the plugin", lambda s: _seconds(s.plugin.preview)),
    ("ratio", lambda s: _ratio(preview_ratio(s))),
    ("Peak memory of Python, plain Material", lambda s: _megabytes(s.plain.first.memory)),
    ("Peak memory of Python, with the plugin", lambda s: _megabytes(s.plugin.first.memory)),
    ("ratio", lambda s: _ratio(s.memory)),
    ("with the processes it forks", lambda s: _megabytes(s.plugin.first.together)),
    ("Peak memory of Pagefind", lambda s: _megabytes(s.plugin.first.index.memory)),
    ("Pagefind in the build", lambda s: _seconds(s.plugin.first.index.seconds)),
    ("Site, plain Material", lambda s: _megabytes(_site(s.plain))),
    ("Site, with the plugin", lambda s: _megabytes(_site(s.plugin))),
    ("ratio", lambda s: _ratio(s.plugin.first.size / s.plain.first.size)),
    ("Files, plain Material", lambda s: f"{s.plain.first.files:,}"),
    ("Files, with the plugin", lambda s: f"{s.plugin.first.files:,}"),
    ("ratio", lambda s: _ratio(s.plugin.first.files / s.plain.first.files)),
    ("`postmortems check`", lambda s: _seconds(s.check.wall)),
    ("of the build", lambda s: _ratio(s.check_share)),
]


def _stages(samples: Sequence[Sample]) -> list[list[str]]:
    columns = [dict(sample.stages(sample.core)) for sample in samples if sample.core]
    if not columns:
        return []
    return [[name, *(f"{column[name]:.0%}" for column in columns)] for name in columns[0]]


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(_lines([head, *rows]))


def _lines(rows: list[list[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, in columns: it is read in a terminal as well."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for number, row in enumerate(rows):
        first, *others = (
            text.rjust(width) if at else text.ljust(width)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"| {' | '.join([first, *others])} |"
        if not number:
            first, *others = ("-" * width for width in widths)
            yield f"|{'|'.join([f' {first} ', *(f' {line[:-1]}: ' for line in others)])}|"
