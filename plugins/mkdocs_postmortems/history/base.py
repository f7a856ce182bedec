"""The base of a branch: named, told by the CI, or the default branch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.history.git import GitError, ask, output_of

CI_COMMITS = ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
"""Variables of GitLab that name the commit to compare with."""

CI_BRANCHES = ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "GITHUB_BASE_REF")
"""Variables of GitLab and GitHub that name the branch a pull request goes to."""

DEFAULTS = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""What is tried in turn where nothing is named."""

SHALLOW_HINT = (
    "Fetch the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab, "
    "`git fetch --unshallow` in a clone"
)
"""What to do where a clone lacks commits."""


def merge_base(top: Path, base: str | None) -> str:
    """Return the id of the commit where `HEAD` left `base`. Raises `GitError`."""
    if _commit(top, "HEAD") is None:
        raise GitError("the repository has no commit yet", "Make the first one with `git commit`")
    tip = find_base(top, base, os.environ)
    answer = ask(top, "merge-base", "HEAD", tip)
    is_shallow = _is_shallow(top)
    if answer.code == 0 and not (is_shallow and _is_guessed(top, base, tip)):
        return answer.line
    if is_shallow:
        message = "the clone is shallow: the commit where the branch left its base is missing"
        raise GitError(message, SHALLOW_HINT)
    message = f"HEAD and {_shown(base) if base else 'its base'} have no commit in common"
    raise GitError(message, "Name the branch that this one was made from")


def _is_guessed(top: Path, base: str | None, tip: str) -> bool:
    """Say whether nobody named the base and it is `HEAD` itself.

    A shallow clone often has one branch alone, which then stands for the default one: `origin/HEAD`
    or `main` is what was checked out, and nothing seems to have changed.
    """
    told = any(os.environ.get(name) for name in (*CI_COMMITS, *CI_BRANCHES))
    return base is None and not told and tip == _commit(top, "HEAD")


def find_base(top: Path, base: str | None, environ: Mapping[str, str]) -> str:
    """Return the id of the commit at the tip of the base.

    A base that is named counts, `main` also as `origin/main`. Else, in a pipeline for a pull
    request, what its variables name: a commit (`CI_COMMITS`), then a branch (`CI_BRANCHES`), the
    one of the remote first. Else the first of `DEFAULTS` that exists.

    Raises `GitError`, also for a name that is given and leads nowhere: another branch in its
    place would give a wrong answer.
    """
    if base is not None:
        return _first(top, (base, _remote(base))) or _refuse(top, _shown(base), base)
    told = {name: environ[name] for name in (*CI_COMMITS, *CI_BRANCHES) if environ.get(name)}
    if told:
        variable, value = list(told.items())[-1]
        found = _first(top, _names(told))
        return found or _refuse(top, f"{_shown(value)}, which {variable} names", value)
    defaults = (f"refs/remotes/{n}" if "/" in n else f"refs/heads/{n}" for n in DEFAULTS)
    found = _first(top, defaults)
    if found is None:
        message = f"found none of the branches {', '.join(DEFAULTS)}"
        if _is_shallow(top):
            raise GitError(f"{message}; the clone is shallow", SHALLOW_HINT)
        raise GitError(message, "Name the branch to compare with")
    return found


def _names(told: Mapping[str, str]) -> Iterable[str]:
    for variable, value in told.items():
        if variable in CI_BRANCHES:
            yield _remote(value)
        yield value


def _remote(branch: str) -> str:
    return f"refs/remotes/origin/{branch}"


def _first(top: Path, names: Iterable[str]) -> str | None:
    """Return the commit of the first name that leads to one."""
    return next((commit for name in names if (commit := _commit(top, name))), None)


def _commit(top: Path, name: str) -> str | None:
    """Return the id of the commit that a name leads to; a name is never read as an option."""
    if not name or "\0" in name:
        return None
    wanted = f"{name}^{{commit}}"
    answer = ask(top, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    return answer.line if answer.code == 0 else None


def _refuse(top: Path, shown: str, base: str) -> NoReturn:
    """Raise the error for a base that leads nowhere."""
    if _is_shallow(top):
        raise GitError(f"found no commit {shown}; the clone is shallow", SHALLOW_HINT)
    form = "--format=%(refname:lstrip=2)"
    found = output_of(top, "for-each-ref", form, "refs/heads", "refs/remotes")
    names = found.decode(errors="replace").splitlines()
    branches = [name for name in names if not name.endswith("/HEAD")]
    known = f"Branches are {', '.join(branches[:10])}" if branches else "Fetch it first"
    raise GitError(f"found no commit {shown}", suggest(base, branches, known))


def _is_shallow(top: Path) -> bool:
    return ask(top, "rev-parse", "--is-shallow-repository").line == "true"


def _shown(base: str) -> str:
    return f'"{base[:80]}"'
