"""Several files changed together: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.authoring.written import replace_file
from mkdocs_postmortems.errors import PostmortemsError


class WriteError(PostmortemsError):
    """A file that could not be written. All are as they were, or it says which are not."""


@dataclass(frozen=True)
class Edit:
    """One file, as it is and as it is going to be."""

    path: Path
    before: bytes
    after: bytes


def write(edits: Sequence[Edit]) -> None:
    """Write every file, each in one step; where one cannot be written, put the others back.

    Raises `WriteError`.
    """
    for number, edit in enumerate(edits):
        try:
            replace_file(edit.path, edit.after)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            stay = _put_back(edits[:number])
            raise WriteError(f"{edit.path} cannot be written: {reason}{stay}") from None


def _put_back(edits: Iterable[Edit]) -> str:
    """Undo the edits; return what to say of those that stay."""
    stay = []
    for edit in edits:
        try:
            replace_file(edit.path, edit.before)
        except OSError:
            stay.append(str(edit.path))
    return f". Changed already, and it stays so: {', '.join(stay)}" if stay else ""
