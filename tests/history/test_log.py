"""What commits did to the files of a folder: a repository in, commits out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from git_repository import Repository

from mkdocs_postmortems.history.changes import read_objects
from mkdocs_postmortems.history.git import GitError
from mkdocs_postmortems.history.log import LATEST, find_tip, leads_to, read_log


@pytest.fixture
def branch(repository: Repository) -> Repository:
    """The branch `main` alone, with `postmortems/old.md` in its first commit."""
    repository.git("switch", "-q", "main")
    return repository


def told(repository: Repository, since: str | None = None, below: str = "postmortems") -> list[str]:
    """Return a line for each change: `path`, `before > path`, with `gone` where there is no text.

    A line `--` stands between two commits.
    """
    folder = repository.folder / below
    lines: list[str] = []
    for commit in read_log(folder, find_tip(folder).commit, since):
        for change in commit.changes:
            before = "" if change.before is None else f"{change.before} > "
            lines.append(f"{before}{change.path}{'' if change.id else ' gone'}")
        lines.append("--")
    return lines[:-1]


def test_commits_come_the_oldest_first_and_only_those_of_the_folder(branch: Repository) -> None:
    branch.commit({"postmortems/2026/new.md": "x", "docs/index.md": "x"})
    branch.commit({"docs/index.md": "y"})
    branch.commit({"postmortems/old.md": "edited\n"})
    branch.git("rm", "-q", "postmortems/2026/new.md")
    branch.commit()
    assert told(branch) == [
        "old.md",
        "--",
        "2026/new.md",
        "--",
        "old.md > old.md",
        "--",
        "2026/new.md > 2026/new.md gone",
    ]


def test_a_version_is_read_by_its_id_and_has_the_time_of_its_committer(
    branch: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-03-01T10:00:00Z")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-15T23:30:00-02:00")
    branch.commit({"postmortems/new.md": "text\r\n"})
    *_, last = read_log(branch.folder / "postmortems", find_tip(branch.folder).commit)
    assert last.at == 1773624600
    (change,) = last.changes
    assert change.id is not None
    assert read_objects(branch.folder, [change.id]) == {change.id: b"text\r\n"}


def test_a_renamed_file_is_followed_within_the_folder_only(branch: Repository) -> None:
    branch.git("mv", "postmortems/old.md", "postmortems/new.md")
    branch.commit()
    branch.git("mv", "postmortems/new.md", "elsewhere.md")
    branch.commit()
    branch.git("mv", "elsewhere.md", "postmortems/back.md")
    branch.commit()
    assert told(branch)[2:] == [
        "old.md > new.md",
        "--",
        "new.md > new.md gone",
        "--",
        "back.md",
    ]


def test_a_branch_counts_when_it_is_merged(branch: Repository) -> None:
    branch.git("switch", "-q", "topic")
    branch.commit({"postmortems/topic.md": "draft"})
    branch.commit({"postmortems/topic.md": "final"})
    branch.git("switch", "-q", "main")
    branch.commit({"postmortems/main.md": "x"})
    branch.git("merge", "-q", "--no-edit", "topic")
    assert told(branch) == ["old.md", "--", "main.md", "--", "topic.md"]


def test_what_was_read_up_to_a_commit_is_not_read_again(branch: Repository) -> None:
    since = branch.commit({"postmortems/a.md": "x"})
    branch.commit({"postmortems/b.md": "x"})
    assert told(branch, since) == ["b.md"]
    assert told(branch, branch.git("rev-parse", "HEAD")) == []


def test_only_a_commit_on_the_line_of_first_parents_leads_to_the_tip(branch: Repository) -> None:
    first = branch.git("rev-parse", "HEAD")
    branch.git("switch", "-q", "topic")
    side = branch.commit({"postmortems/topic.md": "x"})
    branch.git("switch", "-q", "main")
    second = branch.commit({"docs/index.md": "x"})
    branch.git("merge", "-q", "--no-edit", "topic")
    tip = branch.git("rev-parse", "HEAD")
    known = {"first": first, "second": second, "tip": tip, "side": side, "unknown": "1" * 40}
    found = {name for name, commit in known.items() if leads_to(branch.folder, commit, tip)}
    assert found == {"first", "second", "tip"}
    assert not leads_to(branch.folder, tip, second)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_has_no_text(branch: Repository) -> None:
    (branch.folder / "postmortems/link.md").symlink_to("old.md")
    branch.commit()
    assert told(branch)[-1] == "link.md gone"


def test_the_folder_may_be_the_whole_repository(branch: Repository) -> None:
    assert told(branch, below=".") == ["mkdocs.yml", "postmortems/old.md"]
    assert find_tip(branch.folder).folder == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_the_tip_names_the_folder(branch: Repository) -> None:
    branch.commit({"two\nlines/a.md": "x"})
    tip = find_tip(branch.folder / "two\nlines")
    assert (tip.commit, tip.folder) == (branch.git("rev-parse", "HEAD"), "two\nlines/")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"commit x.md", "commit x.md"),
        (b":x y.md", ":x y.md"),
        (b"two\nlines.md", "two\nlines.md"),
        ("\u00e9t\u00e9.md".encode(), "\u00e9t\u00e9.md"),
        (b"\xff.md", "\ufffd.md"),
    ],
)
def test_odd_names_stay_apart(branch: Repository, name: bytes, shown: str) -> None:
    (branch.folder / "postmortems" / os.fsdecode(name)).write_text("x")
    branch.commit()
    branch.commit({"postmortems/last.md": "x"})
    assert told(branch)[2:] == [shown, "--", "last.md"]


def test_the_configuration_does_not_change_the_answer(branch: Repository) -> None:
    for key, value in {
        "log.showRoot": "false",
        "log.showSignature": "true",
        "log.follow": "true",
        "log.diffMerges": "combined",
        "log.date": "iso",
        "diff.renames": "false",
        "diff.relative": "false",
        "core.quotePath": "true",
        "color.ui": "always",
    }.items():
        branch.git("config", key, value)
    branch.git("switch", "-q", "topic")
    branch.git("mv", "postmortems/old.md", "postmortems/\u00e9t\u00e9.md")
    branch.commit()
    branch.git("switch", "-q", "main")
    branch.git("merge", "-q", "--no-ff", "--no-edit", "topic")
    assert told(branch) == ["old.md", "--", "old.md > \u00e9t\u00e9.md"]


@pytest.mark.parametrize("time", ["99999999999999", "4133980801"])
def test_a_clock_that_was_far_off_stops_nobody(branch: Repository, time: str) -> None:
    tree = branch.git("rev-parse", "HEAD^{tree}")
    who = f"a <a@example.com> {time} +0000"
    branch.write({"commit": f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n"})
    commit = branch.git("hash-object", "-t", "commit", "-w", "--literally", "commit")
    (only,) = read_log(branch.folder / "postmortems", commit)
    assert only.at == LATEST


def test_a_shallow_clone_is_refused(branch: Repository, tmp_path: Path) -> None:
    branch.commit({"postmortems/old.md": "edited\n"})
    clone = branch.clone(tmp_path / "clone", "--depth=1")
    with pytest.raises(GitError, match=r"the clone is shallow.* `fetch-depth: 0`"):
        find_tip(clone.folder)


def test_a_repository_without_commits_is_refused(tmp_path: Path, alone: None) -> None:
    with pytest.raises(GitError, match="no commit yet"):
        find_tip(Repository(tmp_path / "empty").folder)


def test_a_folder_outside_of_any_repository_is_refused(tmp_path: Path, alone: None) -> None:
    with pytest.raises(GitError, match="not in the work tree of a git repository"):
        find_tip(tmp_path)


def test_without_git_there_is_no_history(
    branch: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="git is not installed"):
        find_tip(branch.folder)
