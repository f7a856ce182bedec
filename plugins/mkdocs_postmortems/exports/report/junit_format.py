"""The report as JUnit XML, for the test reports of CI servers: one test case for each file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.exports.report.report import Report, count_levels, tell
from mkdocs_postmortems.render.text import plural

_REFUSED_BY_XML = re.compile("[\ufffe\uffff]")


def write(report: Report) -> str:
    """Return one test suite. What is wrong elsewhere than in a postmortem is a case as well.

    A case fails once, with all problems of the file that fail the run: readers of this format
    keep one failure of each case. The other problems are its output.
    """
    found = report.by_file()
    paths = sorted({*report.files, *found})
    suite = ET.Element("testsuite", name="postmortems", tests=str(len(paths)))
    failures = sum(_add_case(suite, path, found.get(path, ()), report) for path in paths)
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    # ASCII with references, which is UTF-8 too.
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites).decode()}\n'


def _add_case(suite: ET.Element, path: str, problems: Iterable[Problem], report: Report) -> bool:
    """Add the case of one file, and say whether it fails."""
    folder, _, name = report.address(path).rpartition("/")
    case = ET.SubElement(suite, "testcase", classname=_text(folder), name=_text(name))
    failing = [problem for problem in problems if report.fails(problem)]
    others = [problem for problem in problems if not report.fails(problem)]
    if failing:
        counts = {level: n for level, n in count_levels(failing).items() if n}
        message = ", ".join(plural(count, level) for level, count in counts.items())
        failure = ET.SubElement(case, "failure", type=next(iter(counts)), message=message)
        failure.text = _lines(failing, report)
    if others:
        ET.SubElement(case, "system-out").text = _lines(others, report)
    return bool(failing)


def _lines(problems: Iterable[Problem], report: Report) -> str:
    return _text(
        "\n".join(
            f"{report.address(problem.path)}:{problem.line}:{problem.column}: "
            f"{problem.level} {problem.rule}: {tell(problem)}"
            for problem in problems
        )
    )


def _text(text: str) -> str:
    return _REFUSED_BY_XML.sub("\ufffd", text)
