"""What a branch changed: the files that differ from where it left its base."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.history.base import merge_base
from mkdocs_postmortems.history.git import GitError, output_of, work_tree

_DIFF = (
    "diff",
    "--raw",
    "-z",
    "--no-abbrev",
    "--find-renames",
    "--ignore-submodules=all",
    "--no-ext-diff",
    "--no-textconv",
)


@dataclass(frozen=True)
class Earlier:
    """What the base has: the absolute path it has there, and the id of the object in git."""

    path: Path
    id: str


@dataclass(frozen=True)
class ChangedFile:
    """One file that is there now and differs from the base.

    `path` is absolute, below the resolved work tree. `before` is what the base has in its place,
    where git sees a renaming under another name; None where the file is new.
    """

    path: Path
    before: Earlier | None


def changed_files(folder: Path, base: str | None) -> frozenset[Path]:
    """Return the files of the work tree around `folder` that differ from the base, as paths.

    Those are the files whose text differs from the commit where `HEAD` left `base` (three-dot),
    committed, staged or not, and those that git does not know and does not ignore. Deleted ones
    are not among them, and nothing in a submodule is. The paths are absolute and below the
    resolved work tree. Without a base the one of `find_base` counts.

    Raises `GitError` where git is missing, the folder is in no repository, the repository has no
    commit, or there is no such base or no commit in common with it.
    """
    return frozenset(file.path for file in find_changes(folder, base))


def find_changes(folder: Path, base: str | None) -> tuple[ChangedFile, ...]:
    """Return the files of `changed_files`, sorted by their path, each with what it was."""
    top = work_tree(folder)
    start = merge_base(top, base)
    differing = output_of(top, *_DIFF, "--diff-filter=d", start, "--")
    unknown = output_of(top, "ls-files", "--others", "--exclude-standard", "-z")
    # A name with a slash at its end is another repository inside of this one.
    new = (name for name in unknown.split(b"\0") if name and not name.endswith(b"/"))
    found = dict.fromkeys(new) | dict(_raw(differing.split(b"\0"), top))
    return tuple(ChangedFile(top / os.fsdecode(name), found[name]) for name in sorted(found))


def find_removed(folder: Path, base: str | None) -> tuple[Earlier, ...]:
    """Return what the base has and the work tree does not, sorted by its path.

    A file that was moved is not among it. Raises `GitError` as `changed_files` does.
    """
    top = work_tree(folder)
    removed = output_of(top, *_DIFF, "--diff-filter=D", merge_base(top, base), "--")
    found = (before for _, before in _raw(removed.split(b"\0"), top) if before)
    # What is only no longer known to git is still there.
    return tuple(sorted((one for one in found if not one.path.exists()), key=lambda one: one.path))


def read_objects(folder: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of some objects of the repository around `folder`, by their ids.

    Raises `GitError` where one is missing, as in a clone that was made with a filter.
    """
    asked = list(dict.fromkeys(ids))
    given = "".join(f"{ident}\n" for ident in asked).encode()
    answer = io.BytesIO(output_of(folder, "cat-file", "--batch", given=given))
    found: dict[str, bytes] = {}
    for ident in asked:
        # `<id> <type> <size>`, then the bytes and a line end; or `<id> missing`.
        size = answer.readline().rstrip(b"\n").rpartition(b" ")[2]
        if not size.isdigit():
            raise GitError(f"the clone lacks the object {ident}", "Clone it without `--filter`")
        found[ident] = answer.read(int(size))
        answer.read(1)
    return found


def _raw(parts: list[bytes], top: Path) -> Iterator[tuple[bytes, Earlier | None]]:
    """Yield (name, what was before) of what `git diff --raw -z` wrote.

    A record is `:<mode> <mode> <id> <id> <status>` and its name, or of a renaming both names.
    """
    records = iter(parts)
    for record in records:
        if not record:
            continue
        mode, _, ident, _, status = record.split(b" ")
        old = name = next(records)
        if status[:1] in b"RC":
            name = next(records)
        was_file = mode.startswith(b":100")
        yield name, Earlier(top / os.fsdecode(old), ident.decode()) if was_file else None
