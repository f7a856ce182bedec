"""The report as Code Quality of GitLab, which merge requests show beside their changes.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import Any

from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.exports.report.report import Report, tell

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def write(report: Report) -> str:
    """Return one list of issues."""
    issues = [
        _issue(problem, fingerprint, report)
        for problem, fingerprint in zip(report.problems, report.fingerprints(), strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"


def _issue(problem: Problem, fingerprint: str, report: Report) -> dict[str, Any]:
    return {
        "description": tell(problem),
        "check_name": problem.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[problem.level],
        "location": {"path": report.address(problem.path), "lines": {"begin": problem.line}},
    }
