"""What the conversion of a page asks of the list of files: its links depend on the answers."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.files import File, Files

Answer = list[str] | None
"""What is known of a file: its path, its address, whether it is published. None: there is none."""


class Asked(Files):
    """The files of a build, which remember what they were asked.

    `elsewhere` says that more was asked than whether single files exist.
    """

    def __init__(self, files: Files) -> None:
        self._whole = files
        self.answers: dict[str, Answer] = {}
        self.elsewhere = False

    @property
    def _src_uris(self) -> Any:  # type: ignore[override]
        """The mapping that every other method of the class looks into."""
        self.elsewhere = True
        return self._whole.src_uris

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file by its path, as the host does."""
        found = self._whole.get_file_from_path(path)
        self.answers[path] = answer(found)
        return found


def answer(file: File | None) -> Answer:
    """Return all of a file that a link to it depends on."""
    return None if file is None else [file.src_uri, file.url, file.inclusion.name]
