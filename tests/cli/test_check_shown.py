"""What `postmortems check` prints, on terminals of many kinds and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_base import BAD, GOOD, WARNED, addresses, make_base, run, write


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


def make_info(base: Path, rule: str = "PM111") -> None:
    (base / "mkdocs.yml").write_text(f"plugins:\n  - postmortems:\n      rules: {{{rule}: info}}\n")


def test_infos_are_counted_and_shown_for_what_is_named(base: Path) -> None:
    make_info(base)
    write(base, "x.md", WARNED)
    result = run()
    assert result.stdout == ""
    assert result.stderr == (
        "2 postmortems read, no error or warning found. Not shown: 1 info; add --level info.\n"
    )
    assert "info PM111" in run("postmortems/x.md").stdout
    assert "info PM111" in run("--level", "info").stdout


def test_only_errors_are_shown_where_that_is_asked_for(base: Path) -> None:
    write(base, "bad.md", BAD)
    result = run("--level", "error")
    assert "PM115" in result.stdout
    assert "PM111" not in result.stdout
    assert result.stderr.startswith("2 postmortems read: 1 error. Not shown: 1 warning;")


def test_what_fails_the_run_is_shown_whatever_the_level(base: Path) -> None:
    make_info(base)
    write(base, "x.md", WARNED)
    assert "info PM111" in run("--fail-on", "info", "--level", "error").stdout


def test_colours_are_for_a_terminal_that_wants_them(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(base, "bad.md", BAD)
    assert "\x1b[31m\x1b[1merror PM115\x1b[0m" in run(colour=True).stdout
    assert "\x1b" not in run().stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(colour=True).stdout


def test_it_fits_a_terminal_of_forty_columns(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    write(base, "bad.md", BAD.replace("Orders down", "Orders down " * 9).replace("title", "titel"))
    lines = run().stdout.splitlines()
    assert "  2 | titel: Orders down Orders down ..." in lines
    assert max(map(len, lines)) == 40


@pytest.mark.parametrize("charset", ["ascii", "cp1252", "cp437"])
def test_a_terminal_that_lacks_the_signs_shows_question_marks(base: Path, charset: str) -> None:
    write(base, "störung.md", BAD.replace("SEVERE-1", "注文"))
    result = run(charset=charset)
    assert result.exit_code == 1
    assert '3:11 error PM115 severity: found "??"' in result.stdout
    assert "  3 | severity: ??\n    |           ^^\n" in result.stdout


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
@pytest.mark.parametrize("shown", ["json", "github", "gitlab", "sarif", "junit"])
def test_what_is_for_programs_is_utf_8_and_the_sentence_stands_beside(
    base: Path, shown: str, charset: str
) -> None:
    write(base, "注文.md", BAD)
    result = run("--format", shown, charset=charset)
    assert result.exit_code == 1
    assert result.stderr == "2 postmortems read: 1 error, 1 warning.\n"
    assert "PM115" in result.stdout_bytes.decode()
    assert b"\x1b" not in result.stdout_bytes


def test_paths_for_programs_begin_at_the_top_of_the_repository(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(base, "bad.md", WARNED)
    monkeypatch.chdir(base / "postmortems")
    assert addresses(run("--format", "json")) == ["postmortems/bad.md"]
    monkeypatch.setenv("GITHUB_WORKSPACE", str(base.parent))
    assert addresses(run("--format", "json")) == [f"{base.name}/postmortems/bad.md"]
    (base / ".git").mkdir()
    assert addresses(run("--format", "json")) == ["postmortems/bad.md"]


GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "check.md"


def test_the_guide_shows_what_is_printed(base: Path) -> None:
    write(base, "2026/2026-03-15-disk-full.md", GOOD.replace("SEV-3", "SEV3"))
    guide = GUIDE.read_text("utf-8")
    assert f"```text\n{run().stdout.rstrip()}\n```" in guide
    example = json.loads(guide.partition("```json\n")[2].partition("```")[0])
    found = json.loads(run("--format", "json").stdout)
    assert list(found) == list(example)
    assert found["problems"] == example["problems"]
