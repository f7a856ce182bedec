"""PM125: what is left out of the page because it could run or load in a reader's browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from mkdocs_postmortems.checks.block import without_fences
from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.passage import Passage, passages
from mkdocs_postmortems.checks.prose import without_code
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.render.sanitise import is_kept_address, removed_from
from mkdocs_postmortems.source.record import Finding

_LONGEST = 60
_BESIDE = "Put the picture beside the postmortem, or write a link to it"
_LINKED = "Write a link that begins with https://, http://, mailto: or tel:"
# Linear: what repeats is possessive, or ends where the next match could begin.
_TAG = re.compile(r"<[a-zA-Z][^<>]*+>")
_AUTOLINK = re.compile(r"<[^\s<>:@]++[:@][^\s<>]*+>")
_LINK = re.compile(r"(!\[[^\[\]]*+)?\]\([ ]*+<?([^\s()<>\[\]]{1,300}+)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]++\]:[ ]*+<?([^\s<>]{1,300}+)", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[:#. ][^{}\n]*?\b(on[a-z]+)[ ]*+=")


def removed_markup(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM125: tags, attributes and links that the page does not get, each where it stands."""
    if context.settings.sanitise:
        for part in passages(postmortem.body):
            if "<" in part.text or "](" in part.text or "]:" in part.text or "{" in part.text:
                yield from _removed(part)


def _removed(part: Passage) -> Iterator[Finding]:
    text = without_code(part.text)
    for match in _TAG.finditer(text):
        if not _AUTOLINK.fullmatch(match[0]) and (what := _removed_from(match[0])):
            yield _finding(part, match.span(), what, "Write Markdown, or put it in backticks")
    for match in _LINK.finditer(text):
        if not is_kept_address(match[2], "img" if match[1] else "a"):
            yield _finding(part, match.span(2), match[2], _BESIDE if match[1] else _LINKED)
    for match in _DEFINITION.finditer(without_fences(part.text)):
        if not is_kept_address(match[1]):
            yield _finding(part, match.span(1), match[1], _LINKED)
    for match in _ATTRIBUTES.finditer(text):
        yield _finding(part, match.span(1), match[1], "Take the attribute away")


def _finding(part: Passage, span: tuple[int, int], what: str, hint: str) -> Finding:
    shown = what if len(what) <= _LONGEST else f"{what[: _LONGEST - 3]}..."
    message = f'found "{shown}", which is left out of the page'
    loc = (part.name[:_LONGEST],) if part.name else ()
    return Finding(loc, "PM125", message, hint, at=part.place(*span))


def _removed_from(tag: str) -> str:
    reader = _FirstTag()
    reader.feed(tag)
    return removed_from(*reader.first) if reader.first else ""


class _FirstTag(HTMLParser):
    """Reads one opening tag as browsers do."""

    first: tuple[str, dict[str, str | None]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.first = self.first or (tag, dict(attrs))
