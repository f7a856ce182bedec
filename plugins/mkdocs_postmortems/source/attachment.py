"""What stands beside the postmortems and is shown in them: pictures, logs, documents."""

from __future__ import annotations

import os
from pathlib import Path

SUFFIXES = frozenset(
    {".avif", ".csv", ".gif", ".jpeg", ".jpg", ".log", ".pdf", ".png", ".svg", ".txt", ".webp"}
)


def find_attachments(root: Path) -> tuple[str, ...]:
    """Return the files below `root` that are published with the postmortems, as sorted paths.

    Links, and names that begin with `_` or `.`, are passed over.
    """
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        paths = (Path(folder, name) for name in names if not name.startswith((".", "_")))
        found += [path for path in paths if _is_attachment(path)]
    return tuple(sorted(path.relative_to(root).as_posix() for path in found))


def find_files(root: Path) -> tuple[str, ...]:
    """Return every file below `root`, published or not, as sorted paths."""
    paths = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
    return tuple(sorted(path.relative_to(root).as_posix() for path in paths))


def _is_attachment(path: Path) -> bool:
    readable = os.fsencode(path).decode(errors="replace") == str(path)
    try:
        is_plain = path.is_file() and not path.is_symlink()
    except OSError:  # nobody may look at it
        return False
    return path.suffix.lower() in SUFFIXES and readable and is_plain
