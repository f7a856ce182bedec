"""`postmortems review new`: the page for the notes of a quarter's review."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.addresses import review_page
from mkdocs_postmortems.cli.review import review

CONFIG = "docs_dir: pages\nplugins:\n  - postmortems:\n      as_of: 2026-10-05\n"
INCIDENT = """---
title: Orders down
severity: SEV-1
services: [orders]
started: 2026-03-15T14:44:00Z
---
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "pages").mkdir()
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "i.md").write_text(INCIDENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(review, ["new", *arguments])


@pytest.mark.parametrize("written", ["2026-q1", "2026-Q1"])
def test_it_writes_the_page_and_prints_its_path(base: Path, written: str) -> None:
    result = run(written)
    assert (result.exit_code, result.stdout) == (0, "pages/reviews/2026-q1.md\n")
    assert "The generated review stands below it." in result.stderr
    text = (base / "pages/reviews/2026-q1.md").read_text("utf-8")
    assert "[Orders down](../postmortems/i.md)" in text


def test_the_notes_stand_where_the_review_is(base: Path) -> None:
    run("2026-q2")
    assert (base / "pages" / review_page("2026-Q2")).is_file()


def test_the_current_quarter_can_be_prepared(base: Path) -> None:
    assert run("2026-q4").exit_code == 0


def test_it_never_writes_over_notes(base: Path) -> None:
    (base / "pages/reviews").mkdir()
    (base / "pages/reviews/2026-q1.md").write_text("ours")
    result = run("2026-q1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "2026-q1.md exists already and was left as it is" in result.stderr
    assert (base / "pages/reviews/2026-q1.md").read_text() == "ours"


@pytest.mark.parametrize(
    ("quarter", "message"),
    [
        ("2026", 'found "2026", not a quarter. Write one such as 2026-q3'),
        ("2026-q5", 'found "2026-q5", not a quarter. Write one such as 2026-q3'),
        ("../../2026-q3", "not a quarter"),
        ("2027-q1", "2027-Q1 has not begun on 2026-10-05. Write 2026-q4 or an earlier one"),
        ("2025-q4", "the first incident is of 2026-Q1. Write 2026-q1 or a later one"),
    ],
)
def test_a_quarter_that_has_no_review_is_refused(base: Path, quarter: str, message: str) -> None:
    result = run(quarter)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"postmortems: {message}" in result.stderr or message in result.stderr
    assert not (base / "pages/reviews").exists()


@pytest.mark.parametrize("folder", ["pages", "postmortems"])
def test_a_folder_that_is_not_there_is_named(base: Path, folder: str) -> None:
    (base / folder).rename(base / "elsewhere")
    result = run("2026-q1")
    assert result.exit_code == 2
    assert "postmortems: there is no folder" in result.stderr
    assert folder in result.stderr


def test_the_configuration_can_be_elsewhere(
    base: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("other"))
    assert run("2026-q1").exit_code == 2
    assert run("2026-q1", "--config", str(base / "mkdocs.yml")).exit_code == 0
    assert (base / "pages/reviews/2026-q1.md").is_file()


@pytest.mark.parametrize("docs_dir", ["", "docs_dir: !ENV NO_SUCH_FOLDER\n"])
def test_without_a_readable_docs_dir_it_is_docs(base: Path, docs_dir: str) -> None:
    (base / "mkdocs.yml").write_text(CONFIG.replace("docs_dir: pages\n", docs_dir))
    (base / "docs").mkdir()
    assert run("2026-q1").stdout == "docs/reviews/2026-q1.md\n"
