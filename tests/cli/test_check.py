"""`postmortems check`, as a person or CI runs it: a tree of files in, text and a code out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.check import check
from mkdocs_postmortems.history.base import CI_BRANCHES, CI_COMMITS

CONFIG = "site_name: Example\nplugins:\n  - search\n  - postmortems\n"
GOOD = """---
title: Orders down
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
---
"""
BAD = GOOD.replace("SEV-3", "SEVERE-1").replace("14:44:00Z", "14:44:00Z\nserivces: [a]")
WARNED = GOOD.replace("title:", "colour: red\ntitle:")
ENVIRONMENT = ("NO_COLOR", "GITHUB_WORKSPACE", "SOURCE_DATE_EPOCH", *CI_COMMITS, *CI_BRANCHES)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems" / "2026").mkdir(parents=True)
    (tmp_path / "postmortems" / "2026" / "good.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, charset: str = "utf-8", colour: bool = False) -> Result:
    return CliRunner(charset=charset).invoke(check, list(arguments), color=colour)


def write(base: Path, name: str, text: str | bytes) -> None:
    path = base / "postmortems" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def test_a_clean_knowledge_base_ends_with_zero(base: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "1 postmortem read, no problem found.\n"


def test_every_problem_is_reported_with_its_place_and_what_to_write(base: Path) -> None:
    write(base, "bad.md", BAD)
    result = run()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "postmortems/bad.md",
        '  3:11 error PM115 severity: found "SEVERE-1"',
        "  3 | severity: SEVERE-1",
        "    |           ^^^^^^^^",
        '    = Did you mean "SEV-1"?',
        "",
        "  6:1 warning PM111 serivces: found an unknown key",
        "  6 | serivces: [a]",
        "    | ^^^^^^^^",
        '    = Did you mean "services"?',
        "",
    ]
    assert result.stderr == "2 postmortems read: 1 error, 1 warning.\n"


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (BAD, "error", 1),
        (BAD, "never", 0),
        (WARNED, "error", 0),
        (WARNED, "warning", 1),
        (WARNED, "info", 1),
        (GOOD, "info", 0),
    ],
)
def test_it_fails_from_the_level_that_is_asked_for(
    base: Path, text: str, fail_on: str, code: int
) -> None:
    write(base, "x.md", text)
    assert run("--fail-on", fail_on).exit_code == code


def test_warnings_do_not_fail_but_are_shown(base: Path) -> None:
    write(base, "x.md", WARNED)
    result = run()
    assert result.exit_code == 0
    assert "2:1 warning PM111 colour: found an unknown key" in result.stdout


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


def test_paths_narrow_what_is_reported_not_what_is_read(base: Path) -> None:
    write(base, "bad.md", BAD)
    result = run("postmortems/2026")
    assert result.exit_code == 0
    assert result.stderr == "1 of 2 postmortems checked, no problem found.\n"
    assert run("postmortems/bad.md").exit_code == 1
    assert run("postmortems/2026", "postmortems/bad.md").exit_code == 1


@pytest.mark.parametrize("path", [".", "postmortems", "postmortems/../postmortems/bad.md"])
def test_a_path_may_hold_the_folder_of_postmortems(base: Path, path: str) -> None:
    write(base, "bad.md", BAD)
    assert run(path).exit_code == 1


def test_a_path_that_is_no_postmortem_has_no_problem(base: Path) -> None:
    write(base, "README.md", "Not a postmortem.")
    result = run("postmortems/README.md")
    assert (result.exit_code, result.stderr) == (
        0,
        "postmortems/README.md is no postmortem; nothing in it is checked.\n"
        "0 of 1 postmortem checked, no problem found.\n",
    )


def test_it_finds_the_configuration_in_a_folder_above_and_names_paths_from_here(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(base, "bad.md", BAD)
    write(base, "2026/bad2.md", BAD)
    monkeypatch.chdir(base / "postmortems" / "2026")
    lines = run().stdout.splitlines()
    assert [line for line in lines if line.endswith(".md")] == ["bad2.md", "../bad.md"]


def test_another_configuration_can_be_named(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert run("--config", str(base / "mkdocs.yml")).exit_code == 0


def test_it_is_read_on_another_day(base: Path) -> None:
    found = json.loads(run("--format", "json", "--as-of", "2026-05-01").stdout)
    assert found["as_of"] == "2026-05-01"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["postmortems/nothing.md"], "'postmortems/nothing.md' does not exist"),
        (["elsewhere"], "elsewhere is not below"),
        (["--as-of", "yesterday"], '--as-of: found "yesterday", not a date. Write a date such as'),
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'github', 'gitlab', 'sarif',"),
        (["--fail-on", "fatal"], "'fatal' is not one of 'error', 'warning', 'info', 'never'"),
        (["--level", "all"], "'all' is not one of 'error', 'warning', 'info'"),
        (["--changed"], "--changed: "),
        (["--changed=" + "x" * 5_000], "--changed: "),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_says_why(
    base: Path, arguments: list[str], message: str
) -> None:
    (base / "elsewhere").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_without_a_configuration_it_says_so_and_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 2
    assert "found no mkdocs.yml in" in result.stderr


def test_wrong_settings_are_named_with_the_nearest_right_ones(base: Path) -> None:
    (base / "mkdocs.yml").write_text(
        "plugins:\n  - postmortems:\n      serverities: [SEV-1]\n      timezone: Mars/Olympus\n"
    )
    result = run()
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        'mkdocs.yml:4: plugins.postmortems.timezone: found "Mars/Olympus"; '
        "write an IANA name such as Europe/Berlin or UTC",
        'mkdocs.yml:3: plugins.postmortems.serverities: unknown option; did you mean "severities"?',
    ]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("site_name: x\n", "does not use the plugin"),
        ("plugins: [search]\n", "does not use the plugin"),
        ("plugins: [a: {b: [\n", "cannot be read"),
        ("plugins:\n  postmortems: {source: elsewhere}\n", "there is no folder"),
        ("plugins:\n  - postmortems: {as_of: 2026-13-40}\n", "line 2, column 26"),
    ],
)
def test_a_configuration_that_cannot_be_used_ends_with_two(
    base: Path, config: str, message: str
) -> None:
    (base / "mkdocs.yml").write_text(config)
    result = run()
    assert result.exit_code == 2
    assert message in result.stderr


def test_host_tags_in_the_configuration_are_passed_over(base: Path) -> None:
    (base / "mkdocs.yml").write_text(
        CONFIG + "site_url: !ENV [SITE_URL, 'https://example.com']\n"
        "markdown_extensions:\n"
        "  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
    )
    assert run().exit_code == 0


def test_a_folder_without_postmortems_is_clean(base: Path) -> None:
    (base / "postmortems" / "2026" / "good.md").unlink()
    assert run().stderr == "0 postmortems read, no problem found.\n"


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Run as a user who may not read everything."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no permissions of this kind here")
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65_534)
    yield
    if superuser:
        os.seteuid(0)


@pytest.mark.usefixtures("as_nobody")
def test_a_folder_that_cannot_be_read_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mkdocs.yml").write_text(CONFIG)
        (folder / "postmortems" / "closed").mkdir(parents=True)
        (folder / "postmortems" / "closed").chmod(0)
        monkeypatch.chdir(folder)
        result = run()
        (folder / "postmortems" / "closed").chmod(0o700)
        monkeypatch.undo()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "postmortems/closed",
        "  1:1 error PM101 the folder cannot be read: Permission denied",
        "    = Make it readable, or remove it",
        "",
    ]


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


def addresses(result: Result) -> list[str]:
    return [problem["file"] for problem in json.loads(result.stdout)["problems"]]


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


Git = Callable[..., str]


@pytest.fixture
def git(base: Path) -> Git:
    """Run git in the knowledge base, which has one commit on `main`."""

    def run_git(*arguments: str) -> str:
        author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        command = ["git", *author, "-c", "commit.gpgsign=false", *arguments]
        return subprocess.run(command, cwd=base, check=True, capture_output=True, text=True).stdout

    write(base, "old.md", BAD)
    run_git("init", "-q", "-b", "main")
    run_git("add", ".")
    run_git("commit", "-qm", "First")
    run_git("checkout", "-qb", "branch")
    return run_git


def test_only_what_the_branch_changed_is_checked(base: Path, git: Git) -> None:
    write(base, "committed.md", WARNED)
    git("add", ".")
    git("commit", "-qm", "Second")
    write(base, "new.md", WARNED)
    result = run("--changed", "--format", "json")
    assert result.exit_code == 0
    assert addresses(result) == ["postmortems/committed.md", "postmortems/new.md"]
    assert result.stderr == "2 of 4 postmortems checked: 2 warnings.\n"


@pytest.mark.parametrize("arguments", [["--changed=main"], ["--changed", "main"]])
def test_the_base_can_be_named(base: Path, git: Git, arguments: list[str]) -> None:
    git("checkout", "-q", "--orphan", "other")
    git("commit", "-qm", "Another beginning")
    git("branch", "-q", "-D", "branch")
    git("checkout", "-qb", "next", "main")
    write(base, "new.md", WARNED)
    assert addresses(run(*arguments, "--format", "json")) == ["postmortems/new.md"]
    assert run("--changed=other").exit_code == 2


def test_paths_narrow_what_has_changed_and_stand_before_it(base: Path, git: Git) -> None:
    write(base, "a.md", WARNED)
    write(base, "2026/b.md", WARNED)
    assert addresses(run("--format=json", "postmortems/2026", "--changed")) == [
        "postmortems/2026/b.md"
    ]
    result = run("--changed", "postmortems/2026")
    assert result.exit_code == 2
    assert result.stderr == (
        'postmortems: --changed: found the path "postmortems/2026", not a branch. '
        "Write it before --changed\n"
    )


def test_nothing_changed_is_said_and_ends_with_zero(git: Git) -> None:
    result = run("--changed")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == (
        "No postmortem has changed.\n0 of 2 postmortems checked, no problem found.\n"
    )


def test_a_change_that_can_matter_to_all_is_told(base: Path, git: Git) -> None:
    write(base, "services.yml", "- name: ordres\n")
    (base / "mkdocs.yml").write_text(CONFIG + "# changed\n")
    result = run("--changed")
    assert result.exit_code == 0
    for name in ("services.yml", "mkdocs.yml"):
        told = "has changed, which can matter to every postmortem: see all without --changed."
        assert f"{name} {told}" in result.stderr.splitlines()


def test_changed_contacts_are_checked_too(base: Path, git: Git) -> None:
    write(base, "contacts.yml", "- name: Rota\n  reach: b\n  checked: 2020-01-01\n")
    for arguments in (["--changed"], ["postmortems/contacts.yml"]):
        result = run(*arguments, "--format", "json")
        assert addresses(result) == ["postmortems/contacts.yml"]
        assert result.exit_code == 0
        assert "is no postmortem" not in result.stderr


def test_a_wrong_base_is_named_with_the_nearest_branch(git: Git) -> None:
    result = run("--changed=mian")
    assert result.exit_code == 2
    assert 'found no commit "mian". Did you mean "main"?' in result.stderr


GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "check.md"


def test_the_guide_shows_what_is_printed(base: Path) -> None:
    write(base, "2026/2026-03-15-disk-full.md", GOOD.replace("SEV-3", "SEV3"))
    guide = GUIDE.read_text("utf-8")
    assert f"```text\n{run().stdout.rstrip()}\n```" in guide
    example = json.loads(guide.partition("```json\n")[2].partition("```")[0])
    found = json.loads(run("--format", "json").stdout)
    assert list(found) == list(example)
    assert found["problems"] == example["problems"]


def test_it_starts_without_what_only_the_site_needs(base: Path) -> None:
    write(base, "bad.md", BAD)
    code = (
        "import sys; from mkdocs_postmortems.cli.check import check\n"
        "try: check([])\n"
        "finally: print(*sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "error PM115" in ended.stdout
    loaded = {name.partition(".")[0] for name in ended.stdout.splitlines()[-1].split()}
    assert "yaml" in loaded
    assert loaded.isdisjoint({"jinja2", "markdown", "mkdocs", "numpy", "pandas", "scipy"})


@pytest.mark.parametrize("arguments", [["postmortems/_template.md"], []])
@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("---\ntitle: [\n---\n", "error PM103"),
        ("## Ours\n", "1:1 error PM102 found no front matter"),
        ("---\ntitle: &a b\nx-c: *a\n---\n", "`postmortems new` cannot fill it in: title:"),
    ],
)
def test_a_template_that_new_refuses_is_a_problem(
    base: Path, arguments: list[str], template: str, said: str
) -> None:
    write(base, "_template.md", template)
    result = run(*arguments)
    assert result.exit_code == 1
    assert "postmortems/_template.md\n" in result.stdout
    assert said in result.stdout
    assert run("postmortems/2026").exit_code == 0


def test_files_that_are_no_postmortem_are_named(base: Path) -> None:
    write(base, "_template.md", "---\ntitle:\n---\n")
    write(base, "services.yml", "- name: orders\n")
    write(base, "README.md", "x")
    names = ("README.md", "_template.md", "services.yml")
    result = run(*(f"postmortems/{name}" for name in names))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "postmortems/README.md is no postmortem; nothing in it is checked.",
        "postmortems/_template.md is a template that `postmortems new` can use.",
        "0 of 1 postmortem checked, no problem found.",
    ]
