"""The report as Code Quality of GitLab.

The conditions are those of GitLab's documentation of the format and of the schema in its source,
`app/validators/json_schemas/codeclimate.json`, which no package has.
"""

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from report_tree import Tree, Whole, made_report, problem, report_of

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.exports.report import gitlab_format
from mkdocs_postmortems.exports.report.report import Report


def issues(report: Report) -> list[dict[str, Any]]:
    found = json.loads(gitlab_format.write(report))
    assert isinstance(found, list)
    return found


def test_every_issue_is_what_gitlab_accepts(tree: Tree, whole: Whole) -> None:
    root = tree({"2026/x.md": whole("severity: SEV9\ncolour: red"), "y.md": b"\xff"})
    found = issues(report_of(root))
    assert len(found) == 3
    for issue in found:
        for key in ("description", "check_name", "fingerprint", "severity"):
            assert isinstance(issue[key], str)
            assert issue[key]
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        path = issue["location"]["path"]
        assert not PurePosixPath(path).is_absolute()
        assert not path.startswith("./")
        begin = issue["location"]["lines"]["begin"]
        assert isinstance(begin, int)
        assert begin > 0
    assert len({issue["fingerprint"] for issue in found}) == 3


def test_an_issue_says_what_to_write(tree: Tree, whole: Whole) -> None:
    (issue,) = issues(report_of(tree({"2026/x.md": whole("severity: SEV9")})))
    del issue["fingerprint"]
    assert issue == {
        "description": 'severity: found "SEV9". Did you mean "SEV-1"?',
        "check_name": "PM115",
        "severity": "major",
        "location": {"path": "postmortems/2026/x.md", "lines": {"begin": 5}},
    }


@pytest.mark.parametrize(
    ("level", "severity"),
    [(Level.ERROR, "major"), (Level.WARNING, "minor"), (Level.INFO, "info")],
)
def test_severities_follow_the_levels(level: Level, severity: str) -> None:
    (issue,) = issues(made_report(Path("kb"), replace(problem(), level=level)))
    assert issue["severity"] == severity


def fingerprints(tree: Tree, text: str, name: str = "x.md") -> list[str]:
    return [issue["fingerprint"] for issue in issues(report_of(tree({name: text})))]


def test_a_fingerprint_stays_when_lines_move_and_differs_by_file(tree: Tree, whole: Whole) -> None:
    before = fingerprints(tree, whole("severity: SEV9"))
    assert fingerprints(tree, whole("tags: [a]\nseverity: SEV9")) == before
    root = tree({"x.md": whole(), "y.md": whole("severity: SEV9")})
    assert [issue["fingerprint"] for issue in issues(report_of(root))] != before


def test_the_same_problem_twice_in_a_file_has_two_fingerprints() -> None:
    report = made_report(Path("kb"), problem(line=3), problem(line=5))
    first, second = issues(report)
    assert first["fingerprint"] != second["fingerprint"]


def test_a_clean_run_is_an_empty_list(tree: Tree, whole: Whole) -> None:
    assert gitlab_format.write(report_of(tree({"x.md": whole()}))) == "[]\n"
