"""Addresses of internal postmortems: in the source, on this site, on the internal one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from mkdocs_postmortems.addresses import postmortem_page
from mkdocs_postmortems.model import Postmortem

WORD = re.compile(r"\w[\w-]{7,250}")
"""What may be the id of a postmortem."""

_ENDS = (".md", ".html", ".json", "/index")
_OF_A_FOLDER = re.compile(r"(?:^|/)index\.[^/.]{1,20}$", re.IGNORECASE)
_SITE = "postmortems"


@dataclass(frozen=True)
class Hidden:
    """What no public text may name: the files of internal postmortems, and their ids.

    `stems` are the paths of the files without their ending, `folders` what stands before them.
    Pictures and other files beside the postmortems are among them.
    """

    stems: Collection[str]
    ids: Collection[str]
    folders: Collection[str] = (_SITE,)

    @classmethod
    def of(
        cls,
        whole: Iterable[Postmortem],
        public: Iterable[Postmortem],
        source: str,
        files: Iterable[str] = (),
    ) -> Hidden:
        """Return what is hidden of the postmortems in the folder `source`.

        `files` are those beside them that are not published, by their paths below the folder.
        """
        shown, every = tuple(public), tuple(whole)
        # The page of a folder has the address of a list of ours.
        beside = {_stem(path) for path in files if not _OF_A_FOLDER.search(path)}
        return cls(
            ({_stem(p.path) for p in every} | beside) - {_stem(p.path) for p in shown},
            {p.id for p in every} - {p.id for p in shown},
            {_SITE, posixpath.basename(posixpath.normpath(source)).casefold()},
        )

    def is_id(self, word: str) -> bool:
        """Say whether a word is an id that can be nothing else."""
        return "-" in word and word in self.ids

    def leads_here(self, address: str, page: str) -> bool:
        """Say whether an address on a page of the site is that of an internal postmortem."""
        plain = unquote(unescape(address))
        if any(self.is_id(match[0]) for match in WORD.finditer(plain)):
            return True
        try:
            path = urlsplit(plain).path
        except ValueError:
            return True
        return any(self._is_hidden(way) for way in _ways(path, page))

    def of_postmortem(self, address: str, path: str) -> bool:
        """Say the same of an address in the postmortem at `path`."""
        return self.leads_here(address, postmortem_page(path))

    def _is_hidden(self, path: str) -> bool:
        names = _stem(path).split("/")
        return any(
            name in self.folders and "/".join(names[at:]) in self.stems
            for at, name in enumerate(names, start=1)
        )


def _ways(path: str, page: str) -> Iterator[str]:
    """Yield where a path may lead: as it is, from the file of the page, from its address."""
    yield path
    if path and not path.startswith("/"):
        yield posixpath.join(posixpath.dirname(page), path)
        yield posixpath.join(page.removesuffix(".md"), path)


def _stem(path: str) -> str:
    stem = posixpath.normpath(path).casefold()
    for end in _ENDS:
        stem = stem.removesuffix(end)
    return stem
