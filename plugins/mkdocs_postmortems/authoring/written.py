"""Writing files whole: a reader, or an interruption, never sees half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file that is there, keeping its permissions.

    A link stays a link: what it leads to is replaced. Raises `OSError`; the file is then as it was.
    """
    target = path.resolve(strict=True)
    with _beside(target, data) as draft:
        draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)


def create_file(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, with the folders it needs.

    Raises `FileExistsError` where anything stands at `path`, which is left as it is, and `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, data) as draft:
        draft.chmod(0o666 & ~_umask())
        _rename_to_free(draft, path)


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write `data` to a file in the same folder, which is gone afterwards under this name."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _rename_to_free(draft: Path, path: Path) -> None:
    """Give the draft its name, unless it is taken, in one step."""
    if os.name == "nt":
        draft.rename(path)  # refuses a name that is taken, unlike on other systems
    else:
        path.hardlink_to(draft)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
