"""What the indexer reads of a page: its content in minimal HTML, with facts to find it by.

The content is that of the real page, so that the ids of its headings are right. What the site adds
to it (drawings, durations, labels' meanings) is left out by `UNSEARCHED`, and by the attribute
`data-pagefind-ignore`, which authors can use as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from mkdocs_postmortems.search.stripped import SELECTORS, stripped

UNSEARCHED = (
    *SELECTORS,
    *(".pm-table thead", ".pm-list dt", ".pm-state time"),
    *(".pm-title .pm-sub", ".pm-list .pm-sub", ".pm-title .pm-tag"),
)
"""CSS selectors of what is repeated on every page, or comes from other pages."""

_LONGEST = 200
"""The most characters of a name in the folder of documents; file systems take 255 bytes."""

_LINE_ANCHOR = re.compile(r'<a id="__codelineno[^<>]*></a>')


@dataclass(frozen=True)
class Facts:
    """What is known of a page besides its text.

    `shown` is told beside a result, and found as its text is; `labels` are its labels by facet as
    they stand in the index; `order` is what it is sorted by. A page without labels is no incident.
    """

    shown: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One page to be found: its address from the root of the site, title, content, facts."""

    address: str
    title: str
    content: str
    facts: Facts

    @property
    def path(self) -> str:
        """Where it stands in the folder of documents, which is where its results lead.

        Longer names are cut by `%/`, which no address holds, and joined again in the browser.
        """
        folders, _, name = self.address.removeprefix("./").rpartition("/")
        parts = [_cut(part) for part in folders.split("/")] if folders else []
        return "/".join([*parts, name or "index.html"])

    def html(self, language: str) -> str:
        """Return the document."""
        title, metas = escape(self.title, quote=True), "\n".join(self._metas())
        heading = "" if "<h1" in self.content else f"<h1>{title}</h1>"
        content = stripped(_LINE_ANCHOR.sub("", self.content))
        # Who searches rather looks for an incident than for a page about the site.
        weight = "" if self.facts.labels else ' data-pagefind-weight="0.05"'
        return (
            f'<!doctype html>\n<html lang="{escape(language, quote=True)}">\n'
            f'<head><meta charset="utf-8"><title>{title}</title>\n{metas}\n</head>\n'
            f"<body data-pagefind-body{weight}>{heading}{content}</body></html>\n"
        )

    def _metas(self) -> Iterator[str]:
        yield _meta("meta", "title", self.title)
        for name, text in self.facts.shown.items():
            yield _meta("meta", name, text)
        for name, labels in self.facts.labels.items():
            for label in labels:
                yield _meta("filter", name, label)


def _meta(kind: str, name: str, content: str) -> str:
    written = escape(" ".join(content.split()), quote=True)
    return f'<meta name="{name}" data-pagefind-{kind}="{name}[content]" content="{written}">'


def _cut(name: str) -> str:
    return "%/".join(name[at : at + _LONGEST] for at in range(0, len(name), _LONGEST))
