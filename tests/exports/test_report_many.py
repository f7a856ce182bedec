"""A file with thousands of problems of one rule: people are told the first, programs all."""

import logging
from collections.abc import Callable

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

MORE = "and 250 more like it, from here on"
Write = Callable[[Report], str]
LEFT_OUT = "which is left out of the page"


@pytest.fixture
def report(tree: Tree, whole: Whole) -> Report:
    return report_of(tree({"x.md": whole("", "a <name> of a pod\n" * 300)}))


@pytest.mark.parametrize("write", [text_format.write, github_format.write])
def test_what_people_read_is_not_flooded(report: Report, write: Write) -> None:
    text = write(report)
    assert text.count(LEFT_OUT) == 50
    assert text.count(MORE) == 1


@pytest.mark.parametrize(
    "write", [json_format.write, gitlab_format.write, junit_format.write, sarif_format.write]
)
def test_programs_are_told_of_every_problem(report: Report, write: Write) -> None:
    assert write(report).count(LEFT_OUT) == 300


def test_all_of_them_count(report: Report) -> None:
    assert text_format.sum_up(report) == "1 postmortem read: 300 warnings."
    assert '"warning": 300' in json_format.write(report)


def test_the_log_of_a_build_is_not_flooded(
    report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "mkdocs"):
        reporting.report(report.found, "postmortems")
    assert len(caplog.records) == 51
    assert "postmortems/x.md:57:3: warning PM125: and" in caplog.messages[-1]
    assert MORE in caplog.messages[-1]
