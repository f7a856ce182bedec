"""A page made ahead of the host's loop, and the same as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from mkdocs_postmortems.plugin.records import Said
from mkdocs_postmortems.render.page import Rendered


@dataclass(frozen=True)
class Made:
    """One page; `links` names the linked files by their source paths."""

    rendered: Rendered
    markdown: str
    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]] | None
    said: tuple[Said, ...]

    def hand_over(self, page: HostPage) -> None:
        """Let the host's page take the finished HTML where it would convert its Markdown."""
        page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]

    def _render(
        self,
        page: HostPage,
        convert: Callable[[MkDocsConfig, Files], None],
        config: MkDocsConfig,
        files: Files,
    ) -> None:
        page.render = convert  # type: ignore[assignment, method-assign]
        if page.markdown != self.markdown:
            convert(config, files)
            return
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids = self.anchors
        if self.links is not None:
            page.links_to_anchors = {
                files.src_uris[uri]: links for uri, links in self.links.items()
            }
        for line in self.said:
            line.again()


def to_plain(made: Made) -> dict[str, Any]:
    """Return a page as texts, lists and mappings of them."""
    return {
        "source": made.rendered.markdown,
        "blocks": made.rendered.blocks,
        "markdown": made.markdown,
        "content": made.content,
        "toc": toc_tokens(made.toc),
        "title": made.title,
        "anchors": None if made.anchors is None else sorted(made.anchors),
        "links": made.links,
        "said": [astuple(one) for one in made.said],
    }


def from_plain(data: dict[str, Any]) -> Made:
    """Return the page of what `to_plain` returned; other data raises what it meets."""
    anchors = data["anchors"]
    return Made(
        rendered=Rendered(data["source"], tuple(data["blocks"])),
        markdown=data["markdown"],
        content=data["content"],
        toc=get_toc(data["toc"]),
        title=data["title"],
        anchors=None if anchors is None else set(anchors),
        links=data["links"],
        said=tuple(Said(*one) for one in data["said"]),
    )


def toc_tokens(entries: Iterable[AnchorLink]) -> list[dict[str, Any]]:
    """Return what `get_toc` makes a list of contents from."""
    return [
        {"name": one.title, "id": one.id, "level": one.level, "children": toc_tokens(one.children)}
        for one in entries
    ]
