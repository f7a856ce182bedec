"""What is said where git cannot answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from git_repository import Repository

from mkdocs_postmortems.history import git
from mkdocs_postmortems.history.changes import changed_files
from mkdocs_postmortems.history.git import GitError, ask, output_of, work_tree

needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="needs a script as a program")


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def message(folder: Path) -> str:
    with pytest.raises(GitError) as error:
        changed_files(folder, None)
    return str(error.value)


def test_the_work_tree_is_found_from_a_folder_in_it(repository: Repository) -> None:
    assert work_tree(repository.folder / "postmortems") == repository.folder.resolve()


def test_the_folder_may_be_reached_by_a_link(repository: Repository, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(repository.folder / "postmortems", target_is_directory=True)
    assert work_tree(link) == repository.folder.resolve()


def test_a_folder_outside_of_a_repository(tmp_path: Path, alone: None) -> None:
    assert message(tmp_path) == (
        f"{tmp_path} is not in the work tree of a git repository. "
        "Run this in a clone, or `git init` first"
    )


def test_the_folder_of_git_itself_holds_no_work_tree(repository: Repository) -> None:
    assert "is not in the work tree" in message(repository.folder / ".git")


def test_a_folder_that_is_not_there(tmp_path: Path, alone: None) -> None:
    assert message(tmp_path / "none").startswith(f"git cannot read {tmp_path / 'none'}: ")


def test_git_is_not_there(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert message(repository.folder) == "git is not installed, or not on the PATH. Install git"


@needs_scripts
def test_a_program_of_that_name_in_the_current_folder_is_not_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "git", f"touch '{tmp_path}/seen'")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    assert "git is not installed" in message(repository.folder)
    assert not (tmp_path / "seen").exists()


@needs_scripts
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exec sleep 5", "git rev-parse took longer than 0.2 seconds. Run `git status` in "),
        ("exit 3", ": exit code 3. Check the folder"),
        (
            "echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128",
            "it has another owner. Run `git config --global --add safe.directory <its folder>`",
        ),
    ],
)
def test_git_fails(
    tmp_path: Path, alone: None, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    script(tmp_path / "git", text)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(git, "TIMEOUT_SECONDS", 0.2 if "sleep" in text else 30)
    assert said in message(tmp_path)


@needs_scripts
def test_a_program_that_cannot_be_started(
    tmp_path: Path, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_bytes(b"\x7fELF")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert message(tmp_path).startswith("git cannot be run: ")


def test_a_failure_says_what_git_said(repository: Repository) -> None:
    with pytest.raises(GitError, match=r"^git cat-file failed: Not a valid object name x\. Run"):
        output_of(repository.folder, "cat-file", "-p", "x")


def test_an_answer_may_hold_any_bytes(repository: Repository) -> None:
    assert ask(repository.folder, "hash-object", "--stdin", given=b"\0\xff").code == 0
