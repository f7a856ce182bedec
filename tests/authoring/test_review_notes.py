"""What the notes of a review begin as, and what has none."""

import datetime as dt
from pathlib import Path

import pytest

from mkdocs_postmortems.analysis.quarter import read_quarter
from mkdocs_postmortems.authoring.review import (
    NotesExistError,
    ReviewError,
    check_quarter,
    create_notes,
    write_notes,
)
from mkdocs_postmortems.model import Postmortem

AS_OF = dt.date(2026, 10, 5)
SUMMER = read_quarter("2026-q3")


def incident(
    day: str | None, title: str = "Disk full", path: str = "2026/disk-full.md"
) -> Postmortem:
    return Postmortem(
        title=title, id="disk-full", path=path, day=dt.date.fromisoformat(day) if day else None
    )


def test_the_incidents_of_the_quarter_are_links_to_copy() -> None:
    known = [incident("2026-08-01", "B", "b.md"), incident("2026-07-01"), incident("2026-06-30")]
    text = write_notes(SUMMER, check_quarter(SUMMER, known, AS_OF))
    assert (
        "To copy:\n- [Disk full](../postmortems/2026/disk-full.md)\n- [B](../postmortems/b.md)\n-->"
        in text
    )
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == ["## Decisions", "## Actions agreed", "## What we change"]
    assert text.endswith("-->\n")


def test_a_title_or_path_ends_neither_its_link_nor_the_comment() -> None:
    hostile = incident("2026-07-01", "a]( --> <b> --!> \x1b[1m\u202e `c`", "2026/a-->(b) c.md")
    text = write_notes(SUMMER, [hostile])
    assert "- [a ( - - b - -! 1m c](../postmortems/2026/a--%3E%28b%29%20c.md)" in text
    assert text.count("-->") == text.count("<!--")


def test_of_a_busy_quarter_the_first_thirty_are_linked() -> None:
    text = write_notes(SUMMER, [incident("2026-07-01")] * 32)
    assert text.count("](../") == 30
    assert "and 2 more incidents of the quarter." in text


@pytest.mark.parametrize(
    ("quarter", "days", "message"),
    [
        ("2027-q1", ["2026-07-01"], "2027-Q1 has not begun on 2026-10-05. Write 2026-q4 or an"),
        ("2026-q1", ["2026-07-01"], "the first incident is of 2026-Q3. Write 2026-q3 or a later"),
        ("2026-q3", ["2026-12-01", None], "no incident is on record yet. Write the first with"),
        ("2026-q3", [], "no incident is on record yet. Write the first with"),
    ],
)
def test_a_quarter_without_a_review_is_refused(
    quarter: str, days: list[str | None], message: str
) -> None:
    with pytest.raises(ReviewError, match=message):
        check_quarter(read_quarter(quarter), [incident(day) for day in days], AS_OF)


def test_a_quarter_without_incidents_has_a_review() -> None:
    known = [incident("2026-01-01")]
    assert check_quarter(SUMMER, known, AS_OF) == ()
    assert "To copy:\n-->" in write_notes(SUMMER, ())


def test_notes_are_never_written_over(tmp_path: Path) -> None:
    path = create_notes(tmp_path, SUMMER, "one")
    assert path == tmp_path / "reviews" / "2026-q3.md"
    with pytest.raises(NotesExistError, match="exists already and was left as it is"):
        create_notes(tmp_path, SUMMER, "two")
    assert path.read_text() == "one"


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    docs, elsewhere = tmp_path / "docs", tmp_path / "elsewhere"
    docs.mkdir()
    elsewhere.mkdir()
    (docs / "reviews").symlink_to(elsewhere)
    with pytest.raises(ReviewError, match="leads out of"):
        create_notes(docs, SUMMER, "text")
    assert not list(elsewhere.iterdir())


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "reviews").write_text("a file")
    with pytest.raises(ReviewError, match=r"reviews is no folder\. Rename it"):
        create_notes(tmp_path, SUMMER, "text")
