"""What the commits of the branch did to the files of a folder, the oldest first.

A branch is the line of its first parents: what a pull request brought in is one change, made when
it was merged, however many commits were written for it. So the versions of a file follow each
other, and two branches that say different things at the same time are not taken for a change of
mind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.history.base import SHALLOW_HINT
from mkdocs_postmortems.history.git import GitError, ask, output_of, work_tree

_LOG = (
    "log",
    "--first-parent",
    "--diff-merges=first-parent",
    "--reverse",
    "--root",
    "--raw",
    "-z",
    "--no-abbrev",
    "--find-renames",
    "-l1000",
    "--relative",
    "--no-follow",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--format=commit %H %ct",
)
"""Each commit with its time and the files it changed; nothing is left to the configuration."""

LATEST = 4_133_980_800
"""The beginning of 2101, in seconds: what a clock says beyond it counts as this."""


@dataclass(frozen=True)
class Tip:
    """The commit a folder stands at, and the path of the folder in its repository."""

    commit: str
    folder: str


@dataclass(frozen=True)
class Change:
    """What a commit did to one file.

    `before` is the path that the file had until then, the same one unless it was renamed; None
    where it is new. `id` is the object that holds its text, None where the file is gone.
    """

    path: str
    before: str | None
    id: str | None


@dataclass(frozen=True)
class Commit:
    """One commit: when it was made, in seconds since 1970, and what it changed."""

    id: str
    at: int
    changes: tuple[Change, ...]


def find_tip(folder: Path) -> Tip:
    """Return where `folder` stands.

    Raises `GitError` where git is missing, the folder is in no repository, the repository has no
    commit, or the clone is shallow: what is told of half a history is wrong.
    """
    work_tree(folder)
    answer = ask(folder, "rev-parse", "--is-shallow-repository", "HEAD", "--show-prefix")
    if answer.code:
        raise GitError("the repository has no commit yet", "Make the first one with `git commit`")
    # The name of a folder may hold a line end.
    shallow, commit, prefix = answer.line.split("\n", 2)
    if shallow == "true":
        raise GitError("the clone is shallow", SHALLOW_HINT)
    return Tip(commit, prefix)


def leads_to(folder: Path, commit: str, tip: str) -> bool:
    """Say whether `commit` is on the line of first parents that ends in `tip`.

    A commit that the clone does not have, or no longer has, is not.
    """
    if commit == tip:
        return True
    between = f"{commit}..{tip}"
    answer = ask(
        folder, "rev-list", "--first-parent", "--parents", "--end-of-options", between, "--"
    )
    # `<id> <first parent> <other parents>`: the oldest of them hangs on the commit, or elsewhere.
    oldest = answer.line.rpartition("\n")[2].split(" ")
    return answer.code == 0 and oldest[1:2] == [commit]


def read_log(folder: Path, tip: str, since: str | None = None) -> Iterator[Commit]:
    """Yield the commits that changed a file below `folder`, the oldest first, up to `tip`.

    With `since`, only those after that commit. Paths are relative to `folder`; bytes that are not
    UTF-8 are replaced. What came into it from elsewhere is new in it. Raises `GitError`.
    """
    wanted = f"{since}..{tip}" if since else tip
    parts = iter(output_of(folder, *_LOG, wanted, "--", ".").split(b"\0"))
    header: tuple[str, int] | None = None
    changes: list[Change] = []
    for part in parts:
        if part.startswith(b"commit "):
            if header:
                yield Commit(*header, tuple(changes))
            header, changes = _header(part), []
        elif part.strip():
            changes.append(_change(part, parts))
    if header:
        yield Commit(*header, tuple(changes))


def _header(part: bytes) -> tuple[str, int]:
    """Read `commit <id> <seconds>`; a commit that somebody has damaged may have no time."""
    _, ident, seconds = part.decode().split(" ")
    return ident, min(int(seconds or 0), LATEST)


def _change(record: bytes, parts: Iterator[bytes]) -> Change:
    """Read `:<mode> <mode> <id> <id> <status>` and its name, or of a renaming both names."""
    old, new, _, ident, status = record.lstrip(b"\n").split(b" ")
    path = before = next(parts).decode(errors="replace")
    if status.startswith(b"R"):
        path = next(parts).decode(errors="replace")
    return Change(
        path=path,
        before=before if old.startswith(b":100") else None,
        id=ident.decode() if new.startswith(b"100") else None,
    )
