"""The report as annotations of GitHub: one command a line, at the right line."""

import re
from pathlib import Path

from report_tree import Tree, Whole, made_report, problem, report_of

from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.exports.report import github_format

COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def annotations(text: str) -> list[dict[str, str]]:
    """Read commands as the runner does: properties and message, each unescaped."""

    def plain(value: str) -> str:
        for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            value = value.replace(code, sign)
        return value

    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = (pair.partition("=") for pair in match["properties"].split(","))
        properties = {name: plain(value) for name, _, value in pairs}
        found.append({"kind": match["kind"], **properties, "message": plain(match["message"])})
    return found


def test_every_problem_is_an_annotation_at_its_line(tree: Tree, whole: Whole) -> None:
    root = tree({"2026/x.md": whole("severity: SEV9\ncolour: red")})
    first, second = annotations(github_format.write(report_of(root)))
    assert first == {
        "kind": "error",
        "file": "postmortems/2026/x.md",
        "line": "5",
        "endLine": "5",
        "col": "11",
        "endColumn": "15",
        "title": "PM115 unknown-label",
        "message": 'postmortems/2026/x.md:5:11: severity: found "SEV9". Did you mean "SEV-1"?',
    }
    assert (second["kind"], second["line"], second["title"]) == (
        "warning",
        "6",
        "PM111 unknown-key",
    )
    lines = (root / "2026/x.md").read_text("utf-8").splitlines()
    assert [lines[int(one["line"]) - 1] for one in (first, second)] == [
        "severity: SEV9",
        "colour: red",
    ]


def test_line_ends_of_windows_and_a_byte_order_mark_do_not_move_the_line(
    tree: Tree, whole: Whole
) -> None:
    text = "\ufeff" + whole("severity: SEV9").replace("\n", "\r\n")
    (found,) = annotations(github_format.write(report_of(tree({"x.md": text}))))
    assert (found["line"], found["col"]) == ("5", "11")


def test_an_info_is_a_notice() -> None:
    info = Problem("x.md", 1, 1, "PM112", Level.INFO, "", "m", "h")
    assert github_format.write(made_report(Path("kb"), info)).startswith("::notice file=kb/x.md,")


def test_no_name_or_message_can_end_a_command_or_begin_another() -> None:
    name = "100%,a:b=c\n::set-output name=x::y.md"
    message = "50% of\r\n::error::it"
    hostile = Problem(name, 1, 1, "PM112", Level.ERROR, "a,b", message, "::stop-commands::x")
    text = github_format.write(made_report(Path("kb"), hostile))
    (found,) = annotations(text)
    assert found["file"] == "kb/100%,a:b=c\ufffd::set-output name=x::y.md"
    assert found["message"].endswith("a,b: 50% of\ufffd\ufffd::error::it. ::stop-commands::x")


def test_a_clean_run_prints_nothing(tree: Tree, whole: Whole) -> None:
    assert github_format.write(report_of(tree({"x.md": whole()}))) == ""


def test_one_problem_is_one_line() -> None:
    report = made_report(Path("kb"), problem(line=1), problem(line=2))
    assert github_format.write(report).count("\n") == 2
