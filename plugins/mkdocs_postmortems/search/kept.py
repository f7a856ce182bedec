"""Indexes kept from build to build, each in one file named by what it was made of.

Any file may be missing, damaged or foreign, and the folder impossible to write: then an index is
made anew. Nothing is written but whole files.
"""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.cache.whole import make_unseen, write_whole

_SUFFIX = ".index"
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, ValueError, KeyError, NotImplementedError)


class Kept:
    """The folder of kept indexes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, key: str) -> dict[str, bytes] | None:
        """Return the files of an index by their paths; None where it is not kept whole."""
        path = self._path(key)
        try:
            # Reading a file of an archive compares its checksum.
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                if archive.comment != key.encode() or not all(map(_inside, names)):
                    return None
                files = {name: archive.read(name) for name in names}
        except _DAMAGED:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return files

    def keep(self, key: str, files: Mapping[str, bytes]) -> None:
        """Write an index, where that is possible."""
        with contextlib.suppress(OSError):
            make_unseen(self._folder)
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                archive.comment = key.encode()
                for path, content in files.items():
                    archive.writestr(zipfile.ZipInfo(path), content)
            write_whole(self._path(key), packed.getvalue())

    def leave(self, most: int) -> None:
        """Delete all but as many indexes as `most`, those used last."""
        with contextlib.suppress(OSError):
            kept = [(path.stat().st_mtime_ns, path) for path in self._folder.glob(f"*{_SUFFIX}")]
            for _, path in sorted(kept, reverse=True)[most:]:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not {"\\", ":"} & set(name)
