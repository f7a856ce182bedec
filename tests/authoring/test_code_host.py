"""Whose CI a folder gets: what stands there decides, then the git remote, then both."""

from pathlib import Path

import pytest

from mkdocs_postmortems.authoring.code_host import CodeHost, choose_hosts

GITHUB, GITLAB = CodeHost.GITHUB, CodeHost.GITLAB


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def remote(url: str) -> dict[str, str]:
    return {".git/config": f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n'}


@pytest.mark.parametrize(
    ("files", "hosts", "reason"),
    [
        ({}, (GITHUB, GITLAB), "CI for GitHub and GitLab, since nothing here says which"),
        ({".github/CODEOWNERS": ""}, (GITHUB,), "CI for GitHub (.github is there)."),
        ({".github/workflows/a.yml": ""}, (GITHUB,), "CI for GitHub (.github is there)."),
        ({".gitlab-ci.yml": ""}, (GITLAB,), "CI for GitLab (.gitlab-ci.yml is there)."),
        (
            {".gitlab-ci.yml": "", ".github/CODEOWNERS": ""},
            (GITHUB, GITLAB),
            "CI for GitHub (.github is there) and GitLab (.gitlab-ci.yml is there).",
        ),
        # A file says more than a remote.
        ({".gitlab-ci.yml": "", **remote("https://github.com/a/b")}, (GITLAB,), "CI for GitLab"),
        ({".git/config": "\x00\xff"}, (GITHUB, GITLAB), "nothing here says which"),
        ({".git": "gitdir: ../elsewhere\n"}, (GITHUB, GITLAB), "nothing here says which"),
    ],
)
def test_what_stands_there_decides(
    tmp_path: Path, files: dict[str, str], hosts: tuple[CodeHost, ...], reason: str
) -> None:
    write(tmp_path, files)
    choice = choose_hosts(tmp_path, finished=False)
    assert choice.hosts == hosts
    assert reason in choice.reason
    assert choice.at_root


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("https://github.com/acme/gitlab-tools.git", (GITHUB,)),
        ("git@github.example.com:acme/ops.git", (GITHUB,)),
        ("ssh://git@gitlab.example.com:2222/github/ops.git", (GITLAB,)),
        ("https://git.example.com/ops.git", (GITHUB, GITLAB)),
        ("/srv/github/ops.git", (GITHUB, GITLAB)),
    ],
)
def test_else_the_host_of_the_git_remote(
    tmp_path: Path, url: str, hosts: tuple[CodeHost, ...]
) -> None:
    write(tmp_path, remote(url))
    assert choose_hosts(tmp_path, finished=False).hosts == hosts


def test_the_workflow_of_an_interrupted_run_is_no_sign(tmp_path: Path) -> None:
    write(tmp_path, {".github/workflows/postmortems.yml": ""})
    assert choose_hosts(tmp_path, finished=False).hosts == (GITHUB, GITLAB)
    assert choose_hosts(tmp_path, finished=True).hosts == (GITHUB,)


def test_below_the_root_of_a_repository_there_is_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "docs" / "incidents"
    choice = choose_hosts(folder, finished=False)
    assert (choice.hosts, choice.at_root) == ((), False)
    assert choice.reason.endswith(f"at the root of the repository, {tmp_path}.")
    asked = choose_hosts(folder, finished=False, asked=(GITLAB,))
    assert (asked.hosts, asked.at_root, asked.reason) == ((GITLAB,), False, "")
