"""The links of a built site: whether each arrives, and at a place and a choice that are there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from site_project import Built

Choices = Mapping[str, Mapping[str, set[str]]]
"""Page -> what can be chosen on it -> the labels it can be."""


def dead_links(built: Built, base: str = "/") -> list[str]:
    """Return every internal link of the site that leads nowhere, as `page -> link`.

    `base` is the path under which the site stands.
    """
    pages, files = built.pages, built.files
    anchors = {name: set(page.ids) for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(name, unquote(parts.path), base)
            if (target not in files and target not in pages) or (
                parts.fragment and unquote(parts.fragment) not in anchors.get(target, set())
            ):
                dead.append(f"{name} -> {link}")
    return dead


def _target(page: str, path: str, base: str) -> str:
    if not path:
        return page
    if path.startswith("/"):
        joined = path.removeprefix(base)
        if joined == path and base != "/":
            return path
    else:
        joined = join(dirname(page), path)
    joined = joined.lstrip("/")
    whole = normpath(joined) if joined else "."
    if path.endswith(("/", ".", "..")) or whole == ".":
        return normpath(join(whole, "index.html"))
    return whole


def twice_used_ids(built: Built) -> dict[str, list[str]]:
    twice = {
        name: sorted(ident for ident, number in Counter(page.ids).items() if number > 1)
        for name, page in built.pages.items()
    }
    return {name: ids for name, ids in twice.items() if ids}


def listed_choices(built: Built, name: str) -> dict[str, set[str]]:
    """Return what can be chosen in a listing of the site."""
    data = json.loads(built.files[f"data/listings/{name}.json"])
    return {facet: set(data["columns"][facet].get("labels", ())) for facet in data["facets"]}


def dead_choices(built: Built, choices: Choices) -> list[str]:
    """Return every link with a query that its page does not know, as `page -> link`.

    An empty label stands for what has none.
    """
    dead = []
    for name, page in built.pages.items():
        for link in {link for link in page.links if urlsplit(link).query}:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            known = choices.get(_target(name, unquote(parts.path), "/"), {})
            chosen = parse_qsl(parts.query, keep_blank_values=True)
            if not all(
                label in known.get(facet, ()) or (facet in known and not label)
                for facet, label in chosen
                if facet not in ("text", "sort")
            ):
                dead.append(f"{name} -> {link}")
    return dead


def _addresses(column: dict[str, Any]) -> Iterator[str]:
    """Yield where the values of a column lead; of a link, `*` stands for its text."""
    pages = column.get("pages", ())
    if column["kind"] == "link":
        values = zip(column["values"], column["at"], strict=True)
        yield from (pages[at].replace("*", quote(text, safe="")) for text, at in values)
    else:
        yield from filter(None, pages)


def dead_listings(built: Built) -> Iterator[str]:
    """Yield where labels of the listings lead, as far as there is nothing."""
    anchors = {name: set(page.ids) for name, page in built.pages.items()}
    for name, content in built.files.items():
        if not name.startswith("data/listings/"):
            continue
        for column in json.loads(content)["columns"].values():
            for address in _addresses(column):
                parts = urlsplit(address)
                target = _target("index.html", unquote(parts.path), "/")
                fragment = unquote(parts.fragment)
                if target not in anchors or (fragment and fragment not in anchors[target]):
                    yield f"{name} -> {address}"
