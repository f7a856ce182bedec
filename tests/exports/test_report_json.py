"""The report as JSON: all that is known of a problem, and counts."""

import json

from report_tree import Tree, Whole, report_of

from mkdocs_postmortems import __version__
from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.exports.report import json_format


def test_everything_about_a_run_is_there_in_a_stable_order(tree: Tree, whole: Whole) -> None:
    report = report_of(tree({"2026/störung.md": whole("severity: SEV9"), "b.md": whole()}))
    text = json_format.write(report)
    assert text == json_format.write(report)
    assert text.isascii()
    found = json.loads(text)
    assert found == {
        "schema": 1,
        "tool": {"name": "mkdocs-postmortems", "version": __version__},
        "as_of": "2026-10-05",
        "read": 2,
        "checked": 2,
        "counts": {"error": 1, "warning": 0, "info": 0},
        "hidden": {"error": 0, "warning": 0, "info": 0},
        "failed": True,
        "problems": [
            {
                "file": "postmortems/2026/störung.md",
                "line": 5,
                "column": 11,
                "width": 4,
                "rule": "PM115",
                "name": "unknown-label",
                "level": "error",
                "field": "severity",
                "message": 'found "SEV9"',
                "hint": 'Did you mean "SEV-1"?',
                "fails": True,
            }
        ],
    }


def test_what_is_hidden_is_counted_and_nothing_fails_with_never(tree: Tree, whole: Whole) -> None:
    root = tree({"x.md": whole("colour: red")})
    found = json.loads(json_format.write(report_of(root, least=Level.ERROR, fail_on=None)))
    assert (found["problems"], found["hidden"]["warning"]) == ([], 1)
    assert found["failed"] is False


def test_a_clean_run_has_no_problems(tree: Tree, whole: Whole) -> None:
    found = json.loads(json_format.write(report_of(tree({"x.md": whole()}))))
    assert (found["problems"], found["failed"]) == ([], False)
