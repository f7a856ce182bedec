"""Which code host a folder's continuous integration is for, read from what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mkdocs_postmortems.source.text_file import FileError, read_text

WORKFLOW = ".github/workflows/postmortems.yml"
GITLAB_CI = ".gitlab-ci.yml"

_REMOTE = re.compile(r"^\s*url\s*=\s*(?:\w+://)?(?:[^\s@/]*@)?(?P<host>[\w.-]+)[:/]", re.MULTILINE)


class CodeHost(StrEnum):
    """A code host whose continuous integration can be set up."""

    GITHUB = "GitHub"
    GITLAB = "GitLab"


@dataclass(frozen=True)
class Choice:
    """The code hosts to write for. `reason` is a sentence, empty where they were asked for.

    `at_root` says that the folder can be the root of a repository: only there are the files of
    continuous integration and of pre-commit read.
    """

    hosts: tuple[CodeHost, ...]
    reason: str = ""
    at_root: bool = True


def choose_hosts(folder: Path, finished: bool, asked: tuple[CodeHost, ...] | None = None) -> Choice:
    """Return the code hosts asked for; else those of files, else of a git remote; else both.

    `finished` says that the folder has a configuration: the workflow of an earlier run then is a
    sign as well. Before that it may be the first of two, with an interruption after it.
    """
    above = _repository_above(folder)
    if asked is not None:
        return Choice(asked, at_root=above is None)
    if above:
        reason = f"No CI and no pre-commit: they are read at the root of the repository, {above}."
        return Choice((), reason, at_root=False)
    signs = _files(folder, finished) or _remotes(folder)
    if signs:
        found = " and ".join(f"{host} ({sign})" for host, sign in signs.items())
        return Choice(tuple(signs), f"CI for {found}.")
    reason = "CI for GitHub and GitLab, since nothing here says which; `--ci` makes only one."
    return Choice(tuple(CodeHost), reason)


def _repository_above(folder: Path) -> Path | None:
    if (folder / ".git").exists():
        return None
    return next((above for above in folder.parents if (above / ".git").exists()), None)


def _files(folder: Path, finished: bool) -> dict[CodeHost, str]:
    signs = {}
    own = folder / WORKFLOW
    others = {*folder.glob(".github/*"), *folder.glob(".github/workflows/*")} - {own, own.parent}
    if others or (finished and own.exists()):
        signs[CodeHost.GITHUB] = ".github is there"
    if (folder / GITLAB_CI).exists():
        signs[CodeHost.GITLAB] = f"{GITLAB_CI} is there"
    return signs


def _remotes(folder: Path) -> dict[CodeHost, str]:
    try:
        config = read_text(folder / ".git" / "config", folder)
    except FileError:
        return {}
    remotes = [match["host"].lower() for match in _REMOTE.finditer(config)]
    return {
        host: f"the git remote is on {remote}"
        for host in CodeHost
        for remote in remotes
        if host.lower() in remote
    }
