"""A page of the host that holds its finished HTML compressed.

The host holds the HTML of every page until the last one is written: with thousands of postmortems
that is most of what a build holds. Each is looked at a few times, one after the other, so only the
one looked at last is held as it is.
"""

from __future__ import annotations

import zlib
from typing import ClassVar

from mkdocs.structure.pages import Page

_FASTEST = 1


class CompactPage(Page):
    """A page as the host has it: whoever asks for its `content` gets all of it."""

    _latest: ClassVar[CompactPage | None] = None
    _html: str | None = None
    _compressed: bytes | None = None

    @property
    def content(self) -> str | None:
        """The HTML of the page, None where it is not rendered yet."""
        if self._html is None and self._compressed is not None:
            self._hold(zlib.decompress(self._compressed).decode("utf-8", "surrogatepass"))
        return self._html

    @content.setter
    def content(self, content: str | None) -> None:
        self._compressed = None
        self._hold(content)

    def _hold(self, html: str | None) -> None:
        """Hold the HTML of this page as it is, and that of the page before compressed."""
        before, CompactPage._latest = CompactPage._latest, self
        if before is not None and before is not self:
            before._compress()
        self._html = html

    def _compress(self) -> None:
        if self._html is not None and self._compressed is None:
            data = self._html.encode("utf-8", "surrogatepass")
            self._compressed = zlib.compress(data, _FASTEST)
        self._html = None
