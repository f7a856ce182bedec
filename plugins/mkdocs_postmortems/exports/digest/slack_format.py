"""The digest as the text of a Slack message, in Slack's own markup (mrkdwn).

A text and not Block Kit: it goes into the `text` of a webhook as it is, has no limit of 50 blocks,
and can be read in the log of the job that posts it. Slack has a way to write `&`, `<` and `>`, so
that `<!channel>` calls nobody; its other marks have none, and stand-ins that look like them take
their place where they would set text in bold or as code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mkdocs_postmortems.exports.digest.message import Item, Message, Section, fitting

_MARKS = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb", "_": "\u02cd", "|": "\u2223"})
_AT_EDGE = re.compile(r"(?<!\w)[*~`_|]+|[*~`_|]+(?!\w)|[`|]")
_CALLS = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)")
_BREAK = "\u200b"

_LONGEST = 3_900
"""Slack breaks a message of more than 4,000 characters in two, in the middle of a link."""


def write_slack(message: Message) -> str:
    """Return lines of mrkdwn, few enough for one message."""
    return fitting(message, _written, _LONGEST)


def _written(message: Message) -> str:
    parts = [f"*{_text(message.title)}*\n{' '.join(map(_text, message.sentences))}"]
    parts += ["\n".join(_lines(section)) for section in message.sections]
    return "\n\n".join(parts) + "\n"


def _lines(section: Section) -> Iterator[str]:
    yield f"*{_text(section.title)}*"
    yield from map(_item, section.items)
    if section.more:
        yield f"\u2022 and {section.more:,} more"


def _item(item: Item) -> str:
    name = _text(item.name)
    if item.url:
        name = f"<{escape(item.url, quote=False)}|{name}>"
    return f"\u2022 {name}: {_text(item.told)}"


def _text(text: str) -> str:
    """Return text that Slack shows as it is: no mention, no link, no markup."""
    unmarked = _AT_EDGE.sub(lambda match: match[0].translate(_MARKS), text)
    return escape(_CALLS.sub(_BREAK, unmarked), quote=False)
