"""A page's HTML without what the search does not read.

The indexer would leave the same elements out by itself (`UNSEARCHED` in document.py). They are
taken out before because they change though the postmortem does not, such as the days that an
action is overdue, and then its part of the index would be made anew; and because drawings are
most of a page.
"""

from __future__ import annotations

import re
from functools import cache

_CLASSES = (
    *("headerlink", "pm-hidden", "pm-as-of", "pm-eyebrow", "pm-facts", "pm-banner", "pm-details"),
    *("pm-figure", "pm-gate", "pm-related", "pm-clock", "pm-elapsed", "pm-marks", "pm-none"),
    *("pm-scope", "pm-priority", "pm-due", "pm-play"),
)
SELECTORS = ("svg", *(f".{name}" for name in _CLASSES))
"""What is taken out, as CSS selectors."""

_OPENING = re.compile(
    r"<(?:(svg)\b|([a-z][a-z0-9]*)\s[^<>]*?(?<=\s)class=\"(?:[^\"<>]*\s)?(?:"
    + "|".join(_CLASSES)
    + r")(?:\s[^\"<>]*)?\")[^<>]*>"
)


def stripped(html: str) -> str:
    """Return the HTML without those elements; where one has no end, the indexer is left to it."""
    kept, at = [], 0
    endless: set[str] = set()
    while found := _OPENING.search(html, at):
        name = found[1] or found[2]
        end = None if name in endless else _end(html, found.end(), name)
        kept.append(html[at : found.start() if end else found.end()])
        at = end or found.end()
        if not end:
            endless.add(name)
    return "".join([*kept, html[at:]])


def _end(html: str, at: int, name: str) -> int | None:
    """Return where the element ends that was opened before `at`."""
    depth = 1
    for tag in _tags(name).finditer(html, at):
        depth += -1 if tag[0].startswith("</") else 1
        if not depth:
            return tag.end()
    return None


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"</?{name}\b[^<>]*>")
