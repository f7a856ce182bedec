"""`postmortems check`, as a person or CI runs it: a tree of files in, text and a code out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from check_base import BAD, CONFIG, GOOD, WARNED, make_base, run, write


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


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
