"""The report as JSON, for programs. Its keys are told in `docs/guide/check.md`."""

from __future__ import annotations

import json
from typing import Any

from mkdocs_postmortems import __version__
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.exports.report.report import Report, count_levels
from mkdocs_postmortems.rules import RULES

VERSION = 1
"""Raised when a key changes its meaning or goes away; new keys do not raise it."""


def write(report: Report) -> str:
    """Return one object; the same report gives the same bytes."""
    record = {
        "schema": VERSION,
        "tool": {"name": "mkdocs-postmortems", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "read": report.read,
        "checked": len(report.files),
        "counts": count_levels(report.problems),
        "hidden": count_levels(report.hidden),
        "failed": report.failed,
        "problems": [_problem(problem, report) for problem in report.problems],
    }
    return json.dumps(record, indent=2) + "\n"


def _problem(problem: Problem, report: Report) -> dict[str, Any]:
    return {
        "file": report.address(problem.path),
        "line": problem.line,
        "column": problem.column,
        "width": problem.width,
        "rule": problem.rule,
        "name": RULES[problem.rule].name,
        "level": problem.level,
        "field": problem.field,
        "message": problem.message,
        "hint": problem.hint,
        "fails": report.fails(problem),
    }
