"""`postmortems check --changed`: what a branch changed, and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from check_base import BAD, CONFIG, WARNED, addresses, make_base, run, write


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


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
