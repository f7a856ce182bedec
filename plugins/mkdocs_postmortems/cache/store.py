"""A folder of files, each named after what its content was made from.

It may be deleted, damaged or impossible to write at any time: what cannot be read is not there,
what cannot be written is made again by the next build. What is in it can be read as JSON, and
nothing else: it executes nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_postmortems.cache.whole import make_unseen, write_whole

BUILDS = 5
"""What none of so many builds has used is dropped."""

LARGEST = 50_000_000
"""Bytes that one entry may have; what claims more is no entry of ours."""

_FASTEST = 1


@dataclass
class Store:
    """The entries below `folder`. `remembers` keeps those that were used in memory as well."""

    folder: Path
    remembers: bool = False
    began: float = field(default_factory=time.time)
    _used: dict[str, Any] = field(default_factory=dict)
    _before: dict[str, Any] = field(default_factory=dict)

    def recall(self, key: str) -> Any:
        """Return what was made from what `key` names, None where it is not known."""
        found = self._used.get(key) or self._before.get(key)
        if found is None:
            found = _read(self._path(key))
        if found is not None and self.remembers:
            self._used[key] = found
        return found

    def keep(self, key: str, value: Any) -> None:
        """Keep what was made from what `key` names."""
        if self.remembers:
            self._used[key] = value
        # A text that no file can hold, half of a surrogate pair, is a ValueError.
        with contextlib.suppress(OSError, ValueError):
            data = json.dumps(value, ensure_ascii=False, check_circular=False).encode()
            self._write(self._path(key), zlib.compress(data, _FASTEST))

    def turn(self) -> None:
        """Begin another build of the same process: forget what the last one did not use."""
        self._before, self._used = self._used, {}

    def drop_unused(self) -> None:
        """Remove what none of the last builds has used; this one has ended well."""
        with contextlib.suppress(OSError, ValueError):
            begun = [*_times(self.folder / "builds.json"), self.began][-BUILDS:]
            write_whole(self.folder / "builds.json", json.dumps(begun).encode())
            if len(begun) < BUILDS:
                return
            for path in self.folder.glob("??/*"):
                # A clock of the file system may lag behind by seconds.
                if path.stat().st_mtime < begun[0] - 10:
                    path.unlink(missing_ok=True)

    def _write(self, path: Path, data: bytes) -> None:
        try:
            write_whole(path, data)
        except FileNotFoundError:
            path.parent.mkdir(exist_ok=True)
            write_whole(path, data)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def prepare_folder(folder: Path) -> None:
    """Make the folder, which git is told to leave out. Raises `OSError` where that cannot be."""
    make_unseen(folder)
    with tempfile.TemporaryFile(dir=folder):
        pass


def _read(path: Path) -> Any:
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(path.read_bytes(), LARGEST)
        if not unpacking.eof:
            return None
        os.utime(path)
        return json.loads(data)
    except (OSError, ValueError, RecursionError, zlib.error):
        return None


def _times(path: Path) -> list[float]:
    try:
        times = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return []
    return [at for at in times if isinstance(at, float)] if isinstance(times, list) else []
