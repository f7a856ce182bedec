"""What a branch did to the knowledge base: its files there, and what the postmortems said before.

Git knows files and `source` knows postmortems; here they meet.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.history.changes import ChangedFile, find_changes, read_objects
from mkdocs_postmortems.history.git import work_tree
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import is_postmortem
from mkdocs_postmortems.source.postmortem import read_postmortem_text


@dataclass(frozen=True)
class Branch:
    """The changes of a branch, by paths below the folder of the postmortems, as problems name them.

    `folder` is that folder, relative to the top of the repository. `before` is what the
    postmortems said at the base, for those that are not new.
    """

    folder: PurePosixPath
    changed: frozenset[str]
    before: Mapping[str, Postmortem]


def read_branch(root: Path, base: str | None, settings: Settings) -> Branch:
    """Return what differs below `root` from where `HEAD` left `base`, or the default branch.

    What was moved into the folder from elsewhere is new in it. Raises `GitError`.
    """
    root = root.resolve()
    files = {
        path.encode(errors="replace").decode(): file
        for file in find_changes(root, base)
        if (path := _below(root, file.path)) is not None
    }
    return Branch(
        folder=PurePosixPath(Path(os.path.relpath(root, work_tree(root))).as_posix()),
        changed=frozenset(files),
        before=_states_before(root, files, settings),
    )


def _states_before(
    root: Path, files: Mapping[str, ChangedFile], settings: Settings
) -> dict[str, Postmortem]:
    old = {path: file.before for path, file in files.items() if is_postmortem(file.path.name)}
    asked = {
        path: (before.id, place)
        for path, before in old.items()
        if before and (place := _below(root, before.path)) is not None
    }
    texts = read_objects(root, (ident for ident, _ in asked.values()))
    return {
        path: read_postmortem_text(_decoded(texts[ident]), place, settings).postmortem
        for path, (ident, place) in asked.items()
    }


def _below(root: Path, path: Path) -> str | None:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def _decoded(raw: bytes) -> str:
    """Return the text of an earlier state; what is wrong in it is no matter of this branch."""
    return raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
