"""Which commit a branch is compared with, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from git_repository import Repository

from mkdocs_postmortems.history.base import find_base
from mkdocs_postmortems.history.changes import changed_files
from mkdocs_postmortems.history.git import GitError


@pytest.fixture
def clone(repository: Repository, tmp_path: Path) -> Repository:
    """A clone with a detached `HEAD`, as pipelines make it: `main` is `origin/main` only."""
    repository.commit({"postmortems/topic.md": "x"})
    repository.git("branch", "release", "main")
    made = repository.clone(tmp_path / "clone")
    made.git("checkout", "-q", "--detach", "topic")
    made.git("branch", "-q", "-D", "topic")
    return made


def message(repository: Repository, base: str | None = None) -> str:
    with pytest.raises(GitError) as error:
        changed_files(repository.folder, base)
    return str(error.value)


def test_a_name_is_also_looked_for_on_the_remote(clone: Repository) -> None:
    tip = clone.git("rev-parse", "origin/release")
    assert find_base(clone.folder, "release", {}) == tip
    assert find_base(clone.folder, tip[:12], {}) == tip


def test_without_a_name_the_default_branch_of_the_remote_counts(clone: Repository) -> None:
    assert find_base(clone.folder, None, {}) == clone.git("rev-parse", "origin/topic")
    clone.git("remote", "set-head", "origin", "--delete")
    assert find_base(clone.folder, None, {}) == clone.git("rev-parse", "origin/main")


def test_without_a_remote_the_local_main_counts(repository: Repository) -> None:
    repository.commit({"a.md": "x"})
    assert find_base(repository.folder, None, {}) == repository.git("rev-parse", "main")
    repository.git("branch", "-q", "-m", "main", "master")
    assert find_base(repository.folder, None, {}) == repository.git("rev-parse", "master")


@pytest.mark.parametrize("variable", ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"])
def test_a_pipeline_names_the_branch(clone: Repository, variable: str) -> None:
    tip = clone.git("rev-parse", "origin/release")
    assert find_base(clone.folder, None, {variable: "release"}) == tip
    assert find_base(clone.folder, "topic", {variable: "release"}) != tip


def test_a_commit_that_a_pipeline_names_comes_before_the_branch(clone: Repository) -> None:
    tip, branch = clone.git("rev-parse", "origin/topic"), "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    told = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": tip, branch: "release"}
    assert find_base(clone.folder, None, told) == tip
    told["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = "1" * 40
    assert find_base(clone.folder, None, told) == clone.git("rev-parse", "origin/release")


def test_an_empty_variable_says_nothing(clone: Repository) -> None:
    found = find_base(clone.folder, None, {"GITHUB_BASE_REF": ""})
    assert found == clone.git("rev-parse", "origin/HEAD")


def test_a_branch_of_the_pipeline_that_is_missing_is_not_replaced(
    clone: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_BASE_REF", "relase")
    assert message(clone) == (
        'found no commit "relase", which GITHUB_BASE_REF names. Did you mean "origin/release"?'
    )


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("mian", 'found no commit "mian". Did you mean "main"?'),
        ("", 'found no commit "". Branches are main, topic'),
        ("--output=x", 'found no commit "--output=x". Branches are main, topic'),
        ("a\0b", 'found no commit "a\ufffdb". Branches are main, topic'),
        ("\x1b[2J", 'found no commit "\ufffd[2J". Branches are main, topic'),
        ("HEAD:mkdocs.yml", 'found no commit "HEAD:mkdocs.yml". Branches are main, topic'),
    ],
)
def test_a_base_that_is_none_is_named_with_the_nearest_one(
    repository: Repository, base: str, said: str
) -> None:
    assert message(repository, base) == said
    assert sorted(path.name for path in repository.folder.iterdir()) == [
        ".git",
        "mkdocs.yml",
        "postmortems",
    ]


def test_without_any_of_the_usual_branches_one_has_to_be_named(repository: Repository) -> None:
    repository.git("branch", "-q", "-m", "main", "trunk")
    assert message(repository) == (
        "found none of the branches origin/HEAD, origin/main, origin/master, main, master. "
        "Name the branch to compare with"
    )


def test_two_histories_have_nothing_in_common(repository: Repository) -> None:
    repository.git("switch", "-q", "--orphan", "other")
    repository.commit({"a.md": "x"})
    assert message(repository, "main").startswith('HEAD and "main" have no commit in common. ')
    assert message(repository).startswith("HEAD and its base have no commit in common. ")


def test_a_repository_without_a_commit(tmp_path: Path, alone: None) -> None:
    assert message(Repository(tmp_path / "empty")) == (
        "the repository has no commit yet. Make the first one with `git commit`"
    )


def test_a_shallow_clone_without_the_base(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.md": "x"})
    clone = repository.clone(tmp_path / "clone", "--depth=1")
    said = message(clone, "main")
    assert said.startswith('found no commit "main"; the clone is shallow. Fetch the whole history')
    assert "`fetch-depth: 0`" in said


def test_a_shallow_clone_without_the_commit_in_common(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit({"a.md": "x"})
    repository.git("switch", "-q", "main")
    repository.commit({"b.md": "x"})
    clone = repository.clone(tmp_path / "clone", "--depth=1", "--no-single-branch")
    said = message(clone, "origin/topic")
    assert said.startswith("the clone is shallow: the commit where the branch left its base is ")
    clone.git("fetch", "-q", "--unshallow")
    assert [path.name for path in changed_files(clone.folder, "origin/topic")] == ["b.md"]


@pytest.mark.parametrize("branch", ["topic", "main"])
def test_a_shallow_clone_that_has_only_itself_to_compare_with(
    repository: Repository, tmp_path: Path, branch: str
) -> None:
    repository.commit({"a.md": "x"})
    clone = repository.clone(tmp_path / "clone", "--depth=1", "--branch", branch)
    clone.git("checkout", "-q", "--detach")
    assert message(clone).startswith("the clone is shallow: the commit where the branch left its ")
    assert changed_files(clone.folder, "HEAD") == frozenset()
    clone.git("fetch", "-q", "--unshallow")
    assert changed_files(clone.folder, None) == frozenset()


def test_a_shallow_clone_that_has_the_commit_in_common_will_do(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit({"a.md": "x"})
    repository.commit({"b.md": "x"})
    repository.git("switch", "-q", "main")
    repository.commit({"c.md": "x"})
    repository.git("switch", "-q", "topic")
    clone = repository.clone(tmp_path / "clone", "--depth=3", "--no-single-branch")
    clone.git("remote", "set-head", "origin", "main")
    assert {path.name for path in changed_files(clone.folder, None)} == {"a.md", "b.md"}


def test_a_shallow_clone_of_another_branch_alone(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.md": "x"})
    repository.git("switch", "-q", "main")
    clone = repository.clone(tmp_path / "clone", "--depth=1", "--branch", "topic")
    said = message(clone)
    assert said.startswith("found none of the branches origin/HEAD, ")
    assert said.partition("; ")[2].startswith("the clone is shallow. Fetch the whole history")
