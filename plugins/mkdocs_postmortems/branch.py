"""What a branch did to the knowledge base: its files there, and what the postmortems said before.

Git knows files and `source` knows postmortems; here they meet.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.history.changes import Earlier, find_changes, find_removed, read_objects
from mkdocs_postmortems.history.git import work_tree
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import is_postmortem
from mkdocs_postmortems.source.postmortem import read_postmortem_text


@dataclass(frozen=True)
class Branch:
    """The changes of a branch, by paths below the folder of the postmortems, as problems name them.

    `folder` is that folder, relative to the top of the repository. `before` is what the
    postmortems said at the base, for those that are not new, and `removed` for those that are there
    no more, by path.
    """

    folder: PurePosixPath
    changed: frozenset[str]
    before: Mapping[str, Postmortem]
    removed: tuple[Postmortem, ...] = ()


def read_branch(root: Path, base: str | None, settings: Settings) -> Branch:
    """Return what differs below `root` from where `HEAD` left `base`, or the default branch.

    What was moved into the folder from elsewhere is new in it. Raises `GitError`.
    """
    root = root.resolve()
    changes = find_changes(root, base)
    files = {
        path.encode(errors="replace").decode(): file
        for file in changes
        if (path := _below(root, file.path)) is not None
    }
    moved = (file.before for file in changes if file.before and not _holds(root, file.path))
    before = {path: file.before for path, file in files.items() if is_postmortem(file.path.name)}
    return Branch(
        folder=PurePosixPath(Path(os.path.relpath(root, work_tree(root))).as_posix()),
        changed=frozenset(files),
        before=_states(root, before, settings),
        removed=_states_of_removed(root, (*find_removed(root, base), *moved), settings),
    )


def _states(
    root: Path, files: Mapping[str, Earlier | None], settings: Settings
) -> dict[str, Postmortem]:
    """Return what earlier files said, by the same keys; without those that were elsewhere."""
    asked = {
        key: (earlier.id, place)
        for key, earlier in files.items()
        if earlier and (place := _below(root, earlier.path)) is not None
    }
    texts = read_objects(root, (ident for ident, _ in asked.values()))
    return {
        key: read_postmortem_text(_decoded(texts[ident]), place, settings).postmortem
        for key, (ident, place) in asked.items()
    }


def _states_of_removed(
    root: Path, files: Iterable[Earlier], settings: Settings
) -> tuple[Postmortem, ...]:
    gone = {str(file.path): file for file in files if _holds(root, file.path)}
    states = _states(root, gone, settings).values()
    return tuple(sorted(states, key=lambda postmortem: postmortem.path))


def _holds(root: Path, path: Path) -> bool:
    """Say whether a file of this path is, or was, a postmortem of the folder."""
    below = path.relative_to(root).parts if path.is_relative_to(root) else ()
    hidden = any(name.startswith((".", "_")) for name in below[:-1])
    return bool(below) and is_postmortem(path.name) and not hidden


def _below(root: Path, path: Path) -> str | None:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def _decoded(raw: bytes) -> str:
    """Return the text of an earlier state; what is wrong in it is no matter of this branch."""
    return raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
