"""The report as JUnit XML, validated against what Jenkins accepts."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import xmlschema
from report_tree import Tree, Whole, made_report, problem, report_of

from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.exports.report import junit_format
from mkdocs_postmortems.exports.report.report import Report

SCHEMA = Path(__file__).parents[1] / "fixtures" / "schemas" / "junit-10.xsd"


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMA)


def suite_of(report: Report) -> ET.Element:
    """Return the one suite of the report, which is valid."""
    text = junit_format.write(report)
    schema().validate(text)
    (suite,) = ET.fromstring(text)
    return suite


def test_the_schema_refuses_what_is_not_junit() -> None:
    text = junit_format.write(made_report(Path("kb"), files=("x.md",)))
    assert not schema().is_valid(text.replace(' name="x.md"', ""))


def test_every_file_is_a_case_and_fails_by_what_fails_the_run(tree: Tree, whole: Whole) -> None:
    files = {
        "2026/a.md": whole("severity: SEV9\nstatus: over\ncolour: red"),
        "2026/b.md": whole("colour: red"),
        "c.md": whole(),
    }
    suite = suite_of(report_of(tree(files)))
    assert {name: suite.get(name) for name in ("name", "tests", "failures", "errors")} == {
        "name": "postmortems",
        "tests": "3",
        "failures": "1",
        "errors": "0",
    }
    bad, odd, good = suite
    assert [(case.get("classname"), case.get("name")) for case in suite] == [
        ("postmortems/2026", "a.md"),
        ("postmortems/2026", "b.md"),
        ("postmortems", "c.md"),
    ]
    (failure,) = bad.findall("failure")
    assert failure.attrib == {"type": "error", "message": "2 errors"}
    assert (failure.text or "").splitlines() == [
        'postmortems/2026/a.md:5:11: error PM115: severity: found "SEV9". Did you mean "SEV-1"?',
        'postmortems/2026/a.md:6:9: error PM112: status: found "over". '
        "Write draft, in-review or published",
    ]
    assert "warning PM111: colour" in (bad.findtext("system-out") or "")
    assert odd.find("failure") is None
    assert "postmortems/2026/b.md:6:1: warning PM111" in (odd.findtext("system-out") or "")
    assert list(good) == []


def test_with_another_level_to_fail_on_another_case_fails(tree: Tree, whole: Whole) -> None:
    root = tree({"a.md": whole("colour: red"), "b.md": whole("severity: SEV9")})
    assert suite_of(report_of(root, fail_on=Level.WARNING)).get("failures") == "2"
    assert suite_of(report_of(root, fail_on=None)).get("failures") == "0"


def test_a_problem_outside_the_postmortems_is_a_case_too(tree: Tree, whole: Whole) -> None:
    suite = suite_of(report_of(tree({"x.md": whole(), "services.yml": "- nme: orders\n"})))
    assert [case.get("name") for case in suite] == ["services.yml", "x.md"]
    assert suite.get("failures") == "1"


def test_no_text_breaks_the_xml() -> None:
    found = 'a<b>&"c" \x00\x1b\ud800\ufffe ]]> 注文'
    hostile = Problem('<"&\n.md', 1, 1, "PM112", Level.ERROR, "f", found, "h")
    (case,) = suite_of(made_report(Path("kb"), hostile))
    assert case.get("name") == '<"&\ufffd.md'
    assert 'a<b>&"c" \ufffd\ufffd\ufffd\ufffd ]]> 注文' in (case.findtext("failure") or "")


def test_no_postmortems_are_an_empty_suite() -> None:
    assert suite_of(made_report(Path("kb"))).get("tests") == "0"


def test_a_case_is_named_once(tree: Tree, whole: Whole) -> None:
    report = made_report(Path("kb"), problem(line=1), problem(line=2), files=("x.md",))
    assert [case.get("name") for case in suite_of(report)] == ["x.md"]
