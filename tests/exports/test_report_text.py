"""The report for people: files in, what the terminal shows out."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_tree import Tree, Whole, made_report, problem, report_of
from wcwidth import width as cells

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.exports.report import text_format
from mkdocs_postmortems.exports.report.excerpt import excerpt


def shown(root: Path, columns: int = 100, encoding: str = "utf-8") -> list[str]:
    return text_format.write(report_of(root), columns, encoding=encoding).splitlines()


def marked(tree: Tree, line: str, column: int, width: int, columns: int = 60) -> list[str]:
    """Return the line and the mark below it, without the gutter of four cells and the bar."""
    root = tree({"x.md": line})
    text = text_format.write(made_report(root, problem("x.md", 1, column, width)), columns)
    return [row[6:] for row in text.splitlines()[2:-2]]


def test_problems_stand_by_file_each_with_its_line_a_mark_and_what_to_write(
    tree: Tree, whole: Whole
) -> None:
    files = {
        "2026/b.md": whole("colour: red\nmitigated: 2026-03-15T14:07:00Z"),
        "2026/a.md": whole("severity: SEV9"),
        "2026/good.md": whole(),
    }
    assert shown(tree(files)) == [
        "postmortems/2026/a.md",
        '  5:11 error PM115 severity: found "SEV9"',
        "  5 | severity: SEV9",
        "    |           ^^^^",
        '    = Did you mean "SEV-1"?',
        "",
        "postmortems/2026/b.md",
        "  6:1 warning PM111 colour: found an unknown key",
        "  6 | colour: red",
        "    | ^^^^^^",
        "    = Known are title, severity, status, services, teams, tags, visibility, started, "
        "detected,",
        "      acknowledged, mitigated, resolved, published, detection, trigger, causes, stats, "
        "actions,",
        "      change, retry, roles, links, related; keys of your own begin with x-",
        "",
        "  7:12 error PM301 mitigated: found 2026-03-15T14:07:00Z, before `started`, "
        "2026-03-15T14:44:00Z",
        "  7 | mitigated: 2026-03-15T14:07:00Z",
        "    |            ^^^^^^^^^^^^^^^^^^^^",
        "    = Check date, time and offset of both",
        "",
    ]


def test_numbers_of_lines_are_aligned(tree: Tree, whole: Whole) -> None:
    body = "\n\n\n\n## Timeline\n\n- soon it broke\n"
    lines = shown(tree({"x.md": whole("severity: SEV9", body)}))
    assert "   5 | severity: SEV9" in lines
    assert "  13 | - soon it broke" in lines


@pytest.mark.parametrize(
    ("line", "column", "width", "text", "mark"),
    [
        ("a: b", 4, 1, "a: b", "   ^"),
        ("\ta:\tb", 5, 1, "    a:  b", "        ^"),
        ("\tb", 1, 2, "    b", "^^^^^"),
        ("注文: x", 1, 2, "注文: x", "^^^^"),
        ("注文: x", 5, 1, "注文: x", "      ^"),
        ("e\u0301te\u0301: x", 3, 2, "e\u0301te\u0301: x", " ^^"),
        ("e\u0301: x", 2, 1, "e\u0301: x", "^"),
        ("👩\u200d🔧: x", 6, 1, "👩\u200d🔧: x", "    ^"),
        ("a\u202eb\x1b[31m", 3, 1, "a\ufffdb\ufffd[31m", "  ^"),
        ("a\u200bb", 2, 1, "a\ufffdb", " ^"),
        ("ab", 3, 1, "ab", "  ^"),
        ("ab", 9, 4, "ab", "  ^"),
        ("abc   ", 4, 1, "abc", "   ^"),
    ],
)
def test_the_mark_stands_under_the_place_however_wide_the_signs_are(
    tree: Tree, line: str, column: int, width: int, text: str, mark: str
) -> None:
    assert marked(tree, line, column, width) == [text, mark]


SIGNS = st.text(st.sampled_from("ab \t注e\u0301👩\u200d🔧\u202e\x1b\ufffd🇩🇪"), max_size=300)


@given(
    line=SIGNS, column=st.integers(1, 320), width=st.integers(1, 320), columns=st.integers(14, 90)
)
def test_any_line_fits_and_has_its_mark(line: str, column: int, width: int, columns: int) -> None:
    found = excerpt((line,), problem("x.md", 1, column, width), columns)
    if found is None:
        assert not line.strip()
        return
    assert cells(found.text) <= columns
    assert len(found.mark) <= columns + 1
    assert set(found.mark.lstrip(" ")) == {"^"}


LONG = "".join(f"{n:03} " for n in range(1000))


@pytest.mark.parametrize(
    ("line", "column", "width", "text", "mark"),
    [
        (LONG, 1, 3, "000 001 002 003 004 005 006 0...", "^^^"),
        (LONG, 2001, 3, "...97 498 499 500 501 502 503...", "              ^^^"),
        (LONG, 3997, 3, "... 993 994 995 996 997 998 999", "                            ^^^"),
        (LONG, 2001, 99, "...500 501 502 503 504 505 50...", "   ^^^^^^^^^^^^^^^^^^^^^^^^^^"),
        ("注" * 50, 25, 1, "...注注注注注注注注注注注注注...", "               ^^"),
    ],
)
def test_a_long_line_is_cut_around_the_mark(
    tree: Tree, line: str, column: int, width: int, text: str, mark: str
) -> None:
    assert marked(tree, line, column, width, columns=38) == [text, mark]


def test_a_line_of_a_mebibyte_does_not_take_long(tree: Tree) -> None:
    text, mark = marked(tree, "ab" * 500_000, 500_001, 2, columns=40)
    assert (text, mark) == ("..." + "ba" * 14 + "...", " " * 16 + "^^")


def test_nothing_is_wider_than_forty_columns_but_words_that_are(tree: Tree, whole: Whole) -> None:
    root = tree({"x.md": whole("severity: SEV9\ncolour: red", "## Timeline\n\n- soon " + "x" * 90)})
    lines = shown(root, columns=40)
    assert max(map(len, lines)) <= 40
    assert [line for line in lines if "soon" in line] == [
        "  10 | - soon xxxxxxxxxxxxxxxxxxxxxxx..."
    ]


def test_a_terminal_of_no_width_is_survived(tree: Tree, whole: Whole) -> None:
    assert "  5:11 error PM115" in "\n".join(shown(tree({"x.md": whole("severity: SEV9")}), 0))


def test_the_encoding_of_the_terminal_is_kept_and_the_mark_stays_in_its_place(
    tree: Tree, whole: Whole
) -> None:
    root = tree({"störung.md": whole("actions:\n  - {title: 注文, due: soon}")})
    lines = shown(root, encoding="cp437")
    assert lines[0] == "postmortems/störung.md"
    row = next(number for number, line in enumerate(lines) if "due: soon" in line)
    assert lines[row : row + 2] == [
        "  7 |   - {title: ??, due: soon}",
        "    |                      ^^^^",
    ]
    "\n".join(lines).encode("cp437")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"---\ntitle: caf\xe9\n---\n", "  2 | title: caf\ufffd"),
        (b"---\r\ntitle: a\0b\r\n---\r\n", "  2 | title: a\ufffdb"),
        (b"---\rtitle: \xff\r---\r", "  2 | title: \ufffd"),
    ],
)
def test_a_line_with_bytes_that_are_not_text_is_shown(
    tree: Tree, content: bytes, line: str
) -> None:
    lines = shown(tree({"x.md": content}))
    assert lines[2] == line
    assert lines[3].index("^") == line.index("\ufffd")


def test_a_problem_is_told_without_its_line_where_the_file_has_gone(tree: Tree) -> None:
    report = made_report(tree({}), problem("gone.md", 3))
    assert text_format.write(report).splitlines() == [
        "postmortems/gone.md",
        "  3:1 error PM112 f: found it",
        "    = Write that",
        "",
    ]


@pytest.mark.parametrize("line", [4, 9])
def test_an_empty_line_or_one_behind_the_end_is_not_shown(tree: Tree, line: int) -> None:
    report = made_report(tree({"x.md": "a\nb\nc\n\nd\n"}), problem("x.md", line))
    assert "|" not in text_format.write(report)


def test_a_link_out_of_the_folder_is_told_but_not_read(tree: Tree, tmp_path: Path) -> None:
    root = tree({})
    (tmp_path / "secret").write_text("the secret")
    try:
        (root / "x.md").symlink_to(tmp_path / "secret")
    except OSError:
        pytest.skip("links need rights here")
    text = "\n".join(shown(root))
    assert "PM108" in text
    assert "secret" not in text


def test_names_and_values_cannot_command_the_terminal(tree: Tree, whole: Whole) -> None:
    root = tree({"a\u202eb.md": whole('severity: "\\e[31m\\u202e"')})
    text = "\n".join(shown(root))
    assert "postmortems/a\ufffdb.md" in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_colours_are_given_by_the_level(tree: Tree, whole: Whole) -> None:
    def paint(text: str, role: str) -> str:
        return f"<{role}>{text}</>"

    text = text_format.write(report_of(tree({"x.md": whole("colour: red")})), paint=paint)
    assert text.splitlines()[:4] == [
        "<file>postmortems/x.md</>",
        "  6:1 <warning>warning PM111</> colour: found an unknown key",
        "<gutter>  6 | </>colour: red",
        "<gutter>    | </><warning>^^^^^^</>",
    ]


def levels(*found: Level, files: int = 2, read: int = 2, least: Level = Level.INFO) -> str:
    """Return the last line of a check that found problems of these levels."""
    problems = [replace(problem(), level=level) for level in found]
    names = tuple(f"{number}.md" for number in range(files))
    report = made_report(Path("postmortems"), *problems, files=names, least=least)
    return text_format.sum_up(replace(report, read=read))


ERROR, WARNING, INFO = Level.ERROR, Level.WARNING, Level.INFO


def test_the_end_says_what_was_read_and_found() -> None:
    assert levels() == "2 postmortems read, no problem found."
    assert levels(files=1, read=1) == "1 postmortem read, no problem found."
    assert levels(files=1) == "1 of 2 postmortems checked, no problem found."
    assert levels(INFO, ERROR, INFO) == "2 postmortems read: 1 error, 2 infos."
    assert levels(WARNING, files=1) == "1 of 2 postmortems checked: 1 warning."


def test_what_is_not_shown_is_counted() -> None:
    assert levels(WARNING, INFO, INFO, least=WARNING) == (
        "2 postmortems read: 1 warning. Not shown: 2 infos; add --level info."
    )
    assert levels(INFO, least=WARNING) == (
        "2 postmortems read, no error or warning found. Not shown: 1 info; add --level info."
    )
    assert levels(WARNING, INFO, least=ERROR) == (
        "2 postmortems read, no error found. Not shown: 1 warning, 1 info; add --level info."
    )
    assert levels(WARNING, least=ERROR) == (
        "2 postmortems read, no error found. Not shown: 1 warning; add --level warning."
    )
