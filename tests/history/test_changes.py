"""Which files a branch changed: a repository in, names out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from git_repository import Repository

from mkdocs_postmortems.history.changes import changed_files, find_changes, read_objects
from mkdocs_postmortems.history.git import GitError


def names(repository: Repository, base: str | None = None, below: str = ".") -> list[str]:
    found = changed_files(repository.folder / below, base)
    return sorted(path.relative_to(repository.folder.resolve()).as_posix() for path in found)


def test_nothing_changed_on_a_new_branch(repository: Repository) -> None:
    assert names(repository) == []


def test_committed_staged_unstaged_and_unknown_files_count(repository: Repository) -> None:
    repository.commit({"postmortems/committed.md": "x"})
    repository.write({"postmortems/staged.md": "x", "postmortems/old.md": "edited\n"})
    repository.git("add", "postmortems/staged.md")
    repository.write({"postmortems/unknown.md": "x", "postmortems/ignored.md": "x"})
    repository.write({".git/info/exclude": "ignored.md\n"})
    assert names(repository) == [
        "postmortems/committed.md",
        "postmortems/old.md",
        "postmortems/staged.md",
        "postmortems/unknown.md",
    ]


def test_what_the_base_changed_since_does_not_count(repository: Repository) -> None:
    repository.commit({"postmortems/ours.md": "x"})
    repository.git("switch", "-q", "main")
    repository.commit({"postmortems/theirs.md": "x", "postmortems/old.md": "theirs\n"})
    repository.git("switch", "-q", "topic")
    assert names(repository) == ["postmortems/ours.md"]


def test_deleted_files_do_not_count(repository: Repository) -> None:
    repository.commit({"postmortems/brief.md": "x"})
    repository.git("rm", "-q", "postmortems/old.md")
    (repository.folder / "postmortems/brief.md").unlink()
    assert names(repository) == []


def test_a_renamed_file_counts_under_its_new_name(repository: Repository) -> None:
    repository.git("mv", "postmortems/old.md", "postmortems/new.md")
    repository.commit()
    (file,) = find_changes(repository.folder, None)
    assert file.path.name == "new.md"
    assert file.before is not None
    assert file.before.path.name == "old.md"


def test_the_text_before_is_that_of_the_base(repository: Repository) -> None:
    repository.write({"postmortems/old.md": "edited\n", "mkdocs.yml": "", "new.md": "x"})
    changes = {file.path.name: file.before for file in find_changes(repository.folder, None)}
    assert changes["new.md"] is None
    old, settings = changes["old.md"], changes["mkdocs.yml"]
    assert old is not None
    assert settings is not None
    texts = read_objects(repository.folder, [old.id, settings.id, old.id])
    assert texts[settings.id] == b"site_name: x\n"
    assert texts[old.id].startswith(b"line 0\nline 1\n")


def test_no_text_is_asked_for_no_file(repository: Repository) -> None:
    assert read_objects(repository.folder, []) == {}


def test_an_object_that_the_clone_lacks_is_an_error(repository: Repository) -> None:
    with pytest.raises(GitError, match=r"lacks the object 1{40}\. Clone it without"):
        read_objects(repository.folder, ["1" * 40])


@pytest.mark.parametrize(
    "name",
    [
        "with space.md",
        "two\nlines.md",
        'quote".md',
        "tab\t.md",
        "\u00e9t\u00e9.md",
        "-o.md",
        ":x.md",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_odd_names_stay_what_they_are(repository: Repository, name: str) -> None:
    repository.write({f"postmortems/{name}": "x"})
    assert names(repository) == [f"postmortems/{name}"]
    repository.commit()
    assert names(repository) == [f"postmortems/{name}"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_that_is_not_utf_8_stays_what_it_is(repository: Repository) -> None:
    path = repository.folder / os.fsdecode(b"\xff.md")
    path.write_text("x")
    assert changed_files(repository.folder, None) == {path.resolve()}


def test_the_folder_may_lie_anywhere_in_the_work_tree(repository: Repository) -> None:
    repository.write({"postmortems/new.md": "x", "elsewhere.txt": "x"})
    assert names(repository, below="postmortems") == ["elsewhere.txt", "postmortems/new.md"]


def test_a_further_work_tree_has_changes_of_its_own(repository: Repository, tmp_path: Path) -> None:
    repository.write({"postmortems/here.md": "x"})
    repository.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other"), "main")
    other = Repository(tmp_path / "other", begun=True)
    other.commit({"postmortems/there.md": "x"})
    assert names(other) == ["postmortems/there.md"]


def test_what_a_hook_is_told_about_its_repository_is_passed_over(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write({"postmortems/new.md": "x"})
    hooked = Repository(tmp_path / "hooked")
    monkeypatch.setenv("GIT_DIR", str(hooked.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(hooked.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(hooked.folder / ".git" / "index"))
    assert names(repository) == ["postmortems/new.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script as a program")
def test_no_program_of_the_configuration_runs(repository: Repository, tmp_path: Path) -> None:
    program, seen = tmp_path / "program", tmp_path / "seen"
    program.write_text(f"#!/bin/sh\ntouch '{seen}'\n")
    program.chmod(0o755)
    for key in ("diff.external", "core.fsmonitor", "diff.x.command", "diff.x.textconv"):
        repository.git("config", key, str(program))
    repository.write({".gitattributes": "*.md diff=x\n", "postmortems/old.md": "edited\n"})
    assert names(repository) == [".gitattributes", "postmortems/old.md"]
    assert not seen.exists()


def test_the_configuration_does_not_change_the_answer(repository: Repository) -> None:
    for key, value in {
        "diff.relative": "true",
        "diff.renames": "copies",
        "core.quotePath": "true",
        "status.showUntrackedFiles": "no",
        "color.ui": "always",
    }.items():
        repository.git("config", key, value)
    repository.write({"postmortems/new.md": "x", "mkdocs.yml": "site_name: y\n"})
    assert names(repository, below="postmortems") == ["mkdocs.yml", "postmortems/new.md"]


def test_a_repository_inside_of_the_repository_is_left_alone(repository: Repository) -> None:
    inner = Repository(repository.folder / "inner")
    inner.commit({"a.md": "x"})
    assert names(repository) == []
    repository.git("add", "inner")
    repository.commit()
    inner.commit({"b.md": "x"})
    inner.write({"c.md": "x"})
    assert names(repository) == []
    assert names(inner) == ["c.md"]


def test_a_file_in_conflict_counts_once(repository: Repository) -> None:
    repository.commit({"postmortems/old.md": "ours\n"})
    repository.git("switch", "-q", "main")
    repository.commit({"postmortems/old.md": "theirs\n"})
    repository.git("switch", "-q", "topic")
    with pytest.raises(Exception, match="returned non-zero"):
        repository.git("merge", "-q", "main")
    assert names(repository) == ["postmortems/old.md"]
