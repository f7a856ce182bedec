"""A file with thousands of problems of one rule: every format tells the first, and counts all."""

import logging

import pytest
from report_tree import Tree, Whole, report_of

from mkdocs_postmortems.exports.report import (
    github_format,
    gitlab_format,
    json_format,
    junit_format,
    sarif_format,
    text_format,
)
from mkdocs_postmortems.exports.report.report import Report
from mkdocs_postmortems.plugin import reporting

MORE = "and 290 more like it, from here on"
FORMATS = (github_format, gitlab_format, json_format, junit_format, sarif_format, text_format)


@pytest.fixture
def report(tree: Tree, whole: Whole) -> Report:
    return report_of(tree({"x.md": whole("", "a <name> of a pod\n" * 300)}))


@pytest.mark.parametrize("shown", FORMATS)
def test_no_format_is_flooded(report: Report, shown: object) -> None:
    text = shown.write(report)  # type: ignore[attr-defined]
    assert text.count("which is left out of the page") == 10
    assert text.count(MORE) == 1


def test_all_of_them_count(report: Report) -> None:
    assert text_format.sum_up(report) == "1 postmortem read: 300 warnings."
    assert '"warning": 300' in json_format.write(report)


def test_the_log_of_a_build_is_not_flooded(
    report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "mkdocs"):
        reporting.report(report.found, "postmortems")
    assert len(caplog.records) == 11
    assert "postmortems/x.md:17:3: warning PM125: and" in caplog.messages[-1]
    assert MORE in caplog.messages[-1]
