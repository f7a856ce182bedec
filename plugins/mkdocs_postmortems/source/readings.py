"""What files were read as: one that stays as it was need not be read again."""

from __future__ import annotations

from collections.abc import Collection

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.postmortem import SourceFile, read_postmortem_text


class Readings:
    """The files of one reading of a folder after the other, by their paths.

    A file is known again by its whole text. Other settings make another reading of all.
    """

    def __init__(self) -> None:
        self._name = ""
        self._known: dict[str, tuple[str, SourceFile]] = {}
        self._before: dict[str, tuple[str, SourceFile]] = {}

    def begin(self, settings: Settings, fields: Collection[str] | None) -> None:
        """Begin to read a folder: forget the files that the last reading did not meet."""
        # Settings that are equal may still differ in the order of what they list.
        name = repr((settings, None if fields is None else sorted(fields)))
        self._before = self._known if name == self._name else {}
        self._name, self._known = name, {}

    def read(
        self, text: str, relative: str, settings: Settings, fields: Collection[str] | None = None
    ) -> SourceFile:
        """Return what `read_postmortem_text` returns; the settings are those of `begin`."""
        before = self._before.get(relative)
        if before is not None and before[0] == text:
            read = before[1]
        else:
            read = read_postmortem_text(text, relative, settings, fields)
        self._known[relative] = text, read
        return read
