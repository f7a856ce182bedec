"""Names for what something is made from: equal names, equal content."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def fingerprint(*parts: object) -> str:
    """Return a name for plain data: of texts, numbers, dates, and dataclasses and tuples of them.

    It is made from what `repr` shows, which for such data is all there is.
    """
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=20).hexdigest()


@cache
def of_program() -> str:
    """Return a name for all that is installed: Python, this package, every other one."""
    others = sorted(f"{one.name} {one.version}" for one in distributions())
    return fingerprint(sys.version, others, of_folder(_PACKAGE))


def of_folder(folder: Path) -> str:
    """Return a name for all files below a folder; those that are compiled anew do not count."""
    return fingerprint(*_contents(folder))


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest = hashlib.blake2b(path.read_bytes(), digest_size=20).hexdigest()
            yield path.relative_to(folder).as_posix(), digest
