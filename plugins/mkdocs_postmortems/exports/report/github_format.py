"""The report as workflow commands of GitHub, which become annotations at the lines of a change.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from mkdocs_postmortems.errors import Level, Problem, abridged
from mkdocs_postmortems.exports.report.report import Report, tell
from mkdocs_postmortems.rules import RULES

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def write(report: Report) -> str:
    """Return one command a line."""
    return "".join(f"{_command(problem, report)}\n" for problem in abridged(report.problems))


def _command(problem: Problem, report: Report) -> str:
    address = report.address(problem.path)
    properties = {
        "file": address,
        "line": problem.line,
        "endLine": problem.line,
        "col": problem.column,
        "endColumn": problem.column + problem.width,
        "title": f"{problem.rule} {RULES[problem.rule].name}",
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    # The log shows the message only, so it names the place as well.
    message = f"{address}:{problem.line}:{problem.column}: {tell(problem)}"
    return f"::{_COMMANDS[problem.level]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
