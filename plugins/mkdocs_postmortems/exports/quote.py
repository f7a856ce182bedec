"""Hostile text in a comment on a code host: nothing is marked up, linked or called by it.

GitHub and GitLab do more than Markdown: `@name` notifies a person, `#12` and `!12` point to other
threads, bare addresses become links. They look for these in the text that Markdown gives, where a
character reference is a character again, so that each is broken by an invisible space instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.ticket_address import ticket_address

_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|~$^#]")
_CALLS = re.compile(
    r"(?<=[@~%])(?=[\w\"])|(?<=[#!$&])(?=\d)"  # @name, #12; GitLab's ~label, %milestone, !12
    r"|(?<=/)(?=/)|(?<=www)(?=\.)|(?<=GH)(?=-\d)",
    re.IGNORECASE,
)
_BREAK = "\u200b"
_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)


def words(text: str, most: int = 120) -> str:
    """Return text as one line that reads as it is written; over `most` characters it is cut."""
    return _quoted(_cut(clean(text), most))


def code(text: str) -> str:
    """Return text of one line as code, for paths: nothing in code is marked up or linked."""
    line = _cut(clean(text), 300)
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    # Without the space a first or last backtick would belong to the fence.
    space = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""


def sentence(text: str) -> str:
    """Return text whose `code` stays code; the rest reads as it is written."""
    parts = re.split(r"`([^`]+)`", _cut(clean(text), 300))
    return "".join(code(part) if nth % 2 else _quoted(part) for nth, part in enumerate(parts))


def _quoted(line: str) -> str:
    line = _CALLS.sub(_BREAK, line)
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", line).replace(_BREAK, "&#8203;")


def listed(parts: Sequence[str], most: int = 8) -> str:
    """Join what is safe already: `a, b and c`, and beyond `most` of them how many more."""
    shown = list(parts[:most])
    if len(parts) > most:
        shown.append(f"{len(parts) - most} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def several(parts: Sequence[str], most: int = 5) -> str:
    """Join what is safe already and may have commas of its own: `a; b; and 2 more`."""
    more = [f"and {len(parts) - most} more"] if len(parts) > most else []
    return "; ".join([*parts[:most], *more])


def folded(title: str, text: str) -> str:
    """Return blocks of Markdown folded away under a title, which is safe already."""
    return f"<details>\n<summary>{title}</summary>\n\n{text}\n\n</details>"


def ticket(text: str | None, settings: Settings) -> str:
    """Return a ticket, as a link where it is an address of the web or a configured key."""
    if not text:
        return ""
    if _ADDRESS.fullmatch(text):
        return _link(text.rstrip("/").rpartition("/")[2], text)
    address = ticket_address(text, settings.tickets)
    return _link(text, address) if address else words(text, 60)


def _link(text: str, url: str) -> str:
    address = escape(quote(url, safe=":/?#[]@!$&'()*+,;=%-._~"))
    return f"[{words(text, 60)}](<{address}>)" if len(address) <= 300 else words(text, 60)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\u2026"
