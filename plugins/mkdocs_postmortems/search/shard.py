"""How documents are shared out over several indexes, which the browser searches as one.

Pagefind needs 0.3 MB of memory for each document of an index, and compares each result with every
place of its words. Each further index costs a reader about 30 kB for each word of a query, so they
are few. A year stays together, and the newest one is apart where there are enough documents: from
day to day only the last index changes, the others are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from mkdocs_postmortems.search.document import Document

LARGEST = 4000
"""The most documents of one index."""

FEW = 300
"""So many documents are indexed in a second or two: they need one index only."""

_NO_YEAR = 10_000


@dataclass(frozen=True)
class Shard:
    """The documents of one index."""

    documents: tuple[Document, ...]

    def texts(self, language: str) -> dict[str, str]:
        """Return the documents as Pagefind reads them, by their paths."""
        return {document.path: document.html(language) for document in self.documents}


def shards(documents: Iterable[Document]) -> Iterator[Shard]:
    """Yield all documents, the oldest years first, what has no date with them or at the end."""
    ordered = sorted(documents, key=lambda document: (_year(document), document.address))
    years = [list(of_a_year) for _, of_a_year in groupby(ordered, key=_year)]
    if FEW < len(ordered) <= LARGEST:
        yield from _newest_apart(years)
    else:
        yield from _filled(years)


def _newest_apart(years: list[list[Document]]) -> Iterator[Shard]:
    """Yield all but the newest year, then that year."""
    dated = [year for year in years if _year(year[0]) != _NO_YEAR]
    newest = dated[-1] if dated else []
    others = [document for year in years if year is not newest for document in year]
    for gathered in (others, newest):
        if gathered:
            yield Shard(tuple(gathered))


def _filled(years: list[list[Document]]) -> Iterator[Shard]:
    """Yield as few parts as all the years fit into."""
    gathered: list[Document] = []
    for year in years:
        if gathered and len(gathered) + len(year) > LARGEST:
            yield Shard(tuple(gathered))
            gathered = []
        gathered += year
        while len(gathered) > LARGEST:
            yield Shard(tuple(gathered[:LARGEST]))
            gathered = gathered[LARGEST:]
    if gathered:
        yield Shard(tuple(gathered))


def key_of(texts: dict[str, str], *made_with: str) -> str:
    """Return a name that is the same for the same texts, indexed in the same way."""
    digest = hashlib.sha256()
    for part in (*made_with, *(part for item in texts.items() for part in item)):
        written = part.encode("utf-8", "replace")
        digest.update(b"%d:" % len(written))
        digest.update(written)
    return digest.hexdigest()


def _year(document: Document) -> int:
    date = document.facts.order.get("date")
    return date // 10_000 if date else _NO_YEAR
