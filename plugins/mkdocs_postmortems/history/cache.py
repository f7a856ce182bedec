"""What was read of the history, kept in a file, so that each commit is read once.

The file may be deleted, damaged or impossible to write at any time: it is then as if there were
none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from mkdocs_postmortems.cache.whole import make_unseen, write_whole
from mkdocs_postmortems.history.action_history import Known


@dataclass(frozen=True)
class Remembered:
    """The history of all files up to a commit, by their paths.

    `key` names what it depends on besides the commits; with another one it is of no use.
    """

    key: str
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40,64}$")]
    files: Mapping[str, tuple[Known, ...]]


_FORM = TypeAdapter(Remembered)


def recall(path: Path, key: str) -> Remembered | None:
    """Return what the file holds, None where it holds nothing that is of use with this key."""
    try:
        found = _FORM.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.key == key else None


def remember(path: Path, history: Remembered) -> None:
    """Write the file, in one step, where that is possible."""
    # A title that no file can hold, half of a surrogate pair, is a ValueError.
    with contextlib.suppress(OSError, ValueError):
        make_unseen(path.parent)
        write_whole(path, _FORM.dump_json(history))
