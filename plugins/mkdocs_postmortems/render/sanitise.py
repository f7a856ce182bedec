"""What the HTML of an author's text may hold: nothing that runs, loads or commands the theme.

A postmortem comes in a pull request from anybody, and is read by everybody. Its text is cleaned
after Markdown has made HTML of it, whatever extensions did, by the parser of browsers (ammonia).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import Any

import nh3

_TEXT = (
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
    *("kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
    *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
)
_BLOCKS = (
    *("article", "aside", "blockquote", "caption", "center", "col", "colgroup", "dd", "details"),
    *("div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "ul"),
)
_MEDIA = ("audio", "img", "input", "source", "track", "video")
# Icons of the theme: shapes without text, links, style or animation.
_SHAPES = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect")
_GEOMETRY = {
    *("cx", "cy", "d", "fill", "fill-rule", "height", "points", "r", "rx", "ry", "stroke"),
    *("stroke-linecap", "stroke-width", "transform", "width", "x", "x1", "x2", "y", "y1", "y2"),
}

_ATTRIBUTES = {
    "*": {"align", "class", "dir", "id", "lang", "role", "style", "title"},
    "a": {"download", "href", "hreflang", "name", "rel", "target"},
    "audio": {"controls", "loop", "muted", "preload", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    # Tasks and tabs are drawn with them.
    "input": {"checked", "disabled", "name"},
    "ins": {"cite", "datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"src", "type"},
    "svg": {"fill", "height", "viewbox", "viewBox", "width", "xmlns"},
    "td": {"colspan", "headers", "rowspan", "valign"},
    "th": {"colspan", "headers", "rowspan", "scope", "valign"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "video": {"controls", "height", "loop", "muted", "poster", "preload", "src", "width"},
    **dict.fromkeys(_SHAPES, _GEOMETRY),
}
# What Pygments, tabs and the contents are marked with; others would command scripts.
_ATTRIBUTES["*"] |= {"data-lang", "data-linenos", "data-tabs"}

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_RULES: dict[str, Any] = {
    "tags": {*_TEXT, *_BLOCKS, *_MEDIA, "svg", *_SHAPES},
    "attributes": _ATTRIBUTES,
    "generic_attribute_prefixes": {"aria-"},
    "tag_attribute_values": {"input": {"type": {"checkbox", "radio"}}},
    "filter_style_properties": {"height", "text-align", "vertical-align", "width"},
    "link_rel": None,
}

_THEME_ID = re.compile(r'(?:id|name)="__(?!codelineno-|span-|tabbed_)')
"""As it is written after cleaning."""
_READ_BY_MARKDOWN = {"markdown"}
_ADDRESSES = {"cite", "href", "poster", "src"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*+):", re.IGNORECASE)
_ELSEWHERE = re.compile(rf"{_SCHEME.pattern}|[\\/]{{2}}", re.IGNORECASE)
_LOADING = ("<audio", "<img", "<source", "<track", "<video")
_UNSEEN = re.compile(r"[\x00-\x20]")
_PICTURE = re.compile(r"data:image/(?:avif|gif|jpeg|png|svg\+xml|webp)[;,]", re.IGNORECASE)
_PLACE = re.compile("(\ue000[0-9]{1,9}\ue001)")


def sanitise(html: str) -> str:
    """Return the HTML of an author's Markdown without what could run, element by element balanced.

    Places of generated HTML stay where they are. What stands between two of them is cleaned by
    itself, so that no tag of an author's closes one of ours.
    """
    first, *rest = _PLACE.split(html)
    pieces, opened = [], False
    for text, place in zip([first, *rest[1::2]], [*rest[::2], ""], strict=True):
        # The paragraph around a place is Markdown's: it ends before the place, or goes on after.
        text = f"<p>{text}" if opened and not text.startswith("</p>") else text
        text = text.removeprefix("</p>")
        opened = bool(place) and text.endswith("<p>")
        pieces += [_clean(text.removesuffix("<p>") if opened else text), place]
    return "".join(pieces)


def removed_from(tag: str, attributes: Mapping[str, str | None]) -> str:
    """Return what the cleaning takes of an opening tag, as `<script>` or `onclick`; else nothing.

    Names are in lower case.
    """
    if tag not in _RULES["tags"]:
        return f"<{tag}>"
    known = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set()) | _READ_BY_MARKDOWN
    for name, value in attributes.items():
        kept = name in known or name.startswith("aria-") or (tag, name) == ("input", "type")
        if not kept or _THEME_ID.match(f'{name}="{value}'):
            return name
        if name in _ADDRESSES and not is_kept_address(value or "", tag):
            return f"{name}={value}"
    return ""


def is_kept_address(address: str, tag: str = "a") -> bool:
    """Say whether an address stays: a link runs nothing, a picture comes from this site.

    One from another host would tell that host who reads which postmortem, and when.
    """
    whole = _UNSEEN.sub("", unescape(address))
    if tag in _MEDIA:
        return _PICTURE.match(whole) is not None if _ELSEWHERE.match(whole) else True
    scheme = _SCHEME.match(whole)
    return scheme is None or scheme[1].lower() in SCHEMES


def _clean(html: str) -> str:
    if "<" not in html:
        return html
    cleaned = _cleaner().clean(html)
    # To ask about each attribute takes twice as long; few texts need it.
    loads = any(medium in cleaned for medium in _LOADING)
    if loads or ('="__' in cleaned and _THEME_ID.search(cleaned)):
        return _asking_cleaner().clean(html)
    return cleaned


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(**_RULES, url_schemes=set(SCHEMES))


@cache
def _asking_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(**_RULES, url_schemes={*SCHEMES, "data"}, attribute_filter=_kept)


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None where its element does without it."""
    if _THEME_ID.match(f'{name}="{value}'):
        # The theme finds its own configuration by such an id, and would take this for it.
        return None
    if name in _ADDRESSES and not is_kept_address(value, tag):
        return None
    return value
