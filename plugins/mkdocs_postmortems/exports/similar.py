"""Related incidents for a terminal or a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wcwidth import wrap

from mkdocs_postmortems.analysis.promise import Promised
from mkdocs_postmortems.analysis.reason import reason
from mkdocs_postmortems.analysis.related import SHARED_BY
from mkdocs_postmortems.analysis.similar import Found, Similar
from mkdocs_postmortems.analysis.word_index import THOUSANDTHS
from mkdocs_postmortems.render.text import day, plural

VERSION = 1
_MOST_ACTIONS = 3
_LEAST_ROOM = 24


@dataclass(frozen=True)
class Place:
    """Where a postmortem stands: its file as the reader finds it, its address or an empty text."""

    file: str
    url: str


Find = Callable[[str], Place]
"""Path of a postmortem, below their folder -> where it stands."""


def write_text(found: Found, find: Find, width: int, emphasise: Callable[[str], str]) -> str:
    """Return a paragraph for each incident, the most similar first; `emphasise` marks what is late.

    Lines have at most `width` columns; only a path or an address can be longer.
    """
    paragraphs = ["\n".join(_lines(one, found, find, width, emphasise)) for one in found.similar]
    foot = "\n".join(_wrapped(_foot(found), width))
    return "\n\n".join([*paragraphs, foot]) + "\n"


def write_json(found: Found, find: Find) -> str:
    """Return one JSON object.

    Keys: `version` (1), `as_of`, `incidents` (how many were compared), `asked` and `unknown`
    (words of the question, those that were not found) and `similar`: a list, the most similar
    first, of `path`, `url`, `id`, `title`, `severity`, `status`, `day`, `score` (in nats), `named`
    ("named", "names" or empty), `labels` (each with `kind` and `name`), `words`, `why`, and `done`
    and `open`: lists of actions with `id`, `title`, `owner`, `ticket`, `due`, `closed` and
    `days_overdue`.
    """
    record = {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "incidents": found.incidents,
        "asked": found.asked,
        "unknown": found.unknown,
        "similar": [_record(one, found, find) for one in found.similar],
    }
    return json.dumps(record, indent=2) + "\n"


def _lines(
    one: Similar, found: Found, find: Find, width: int, emphasise: Callable[[str], str]
) -> Iterator[str]:
    postmortem, place = one.postmortem, find(one.related.path)
    when = day(postmortem.day) if postmortem.day else "no date"
    status = "" if postmortem.status.value == "published" else postmortem.status.value
    head = "  ".join(filter(None, (_line(postmortem.severity or "no severity"), when, status)))
    yield from _wrapped(f"{head}  {_line(postmortem.title)}", width, "    ")
    yield from _wrapped(f"  why   {_line(_why(one, found))}", width, "        ")
    done = [_line(it.action.title) or "(without a title)" for it in one.promises if it.done]
    if done:
        yield from _wrapped(f"  done  {_few(done)}", width, "        ")
    still = sorted((it for it in one.promises if it.open), key=lambda it: -it.days_overdue)
    if still:
        mark = emphasise if still[0].days_overdue else str
        lines = _wrapped(f"  open  {_few([_open(it) for it in still])}", width, "        ")
        yield from (mark(line) for line in lines)
    if not one.promises:
        yield "  done  no action was promised"
    yield f"  {_line(place.file)}"
    if place.url:
        yield f"  {_line(place.url)}"


def _why(one: Similar, found: Found) -> str:
    return str(reason(one.related, asked=found.by_words))


def _open(promised: Promised) -> str:
    title = _line(promised.action.title) or "(without a title)"
    owner = _line(promised.action.owner or "") or "no owner"
    if promised.days_overdue:
        return f"{title} ({plural(promised.days_overdue, 'day')} overdue, {owner})"
    due = f"due {promised.due}" if promised.due else "no due date"
    return f"{title} ({due}, {owner})"


def _few(texts: Sequence[str]) -> str:
    more = len(texts) - _MOST_ACTIONS
    listed = "; ".join(texts[:_MOST_ACTIONS])
    return f"{listed}; {more:,} more" if more > 0 else listed


def _foot(found: Found) -> str:
    """Return the sentences that end the list: how many of how many, and what was not found."""
    of = f"of {plural(found.incidents, 'incident')} on {found.as_of}"
    missing = ", ".join(map(_line, found.unknown))
    unknown = f" Not in any title, text, label or ticket: {missing}." if missing else ""
    if found.similar:
        return f"{len(found.similar):,} {of}.{unknown}"
    if not found.incidents:
        return "There is no incident to compare with yet."
    if found.by_words:
        others = "other words" if len(found.unknown) == len(found.asked) else "fewer or rarer words"
        hint = f"Try {others}, the name of a service, or a line of the error message."
        return f"None {of} has enough of these words.{unknown} {hint}"
    hint = 'Ask with words instead: postmortems similar "disk full on orders-db".'
    return (
        f"None {of} shares enough with it. Labels that many have say little, and so do words that "
        f"more than one in {SHARED_BY} has. {hint}"
    )


def _record(one: Similar, found: Found, find: Find) -> dict[str, object]:
    related, postmortem, place = one.related, one.postmortem, find(one.related.path)
    return {
        "path": related.path,
        "url": place.url or None,
        "id": postmortem.id,
        "title": postmortem.title,
        "severity": postmortem.severity,
        "status": postmortem.status.value,
        "day": postmortem.day.isoformat() if postmortem.day else None,
        "score": related.score / THOUSANDTHS,
        "named": related.tie.value,
        "labels": [label._asdict() for label in related.labels],
        "words": related.words,
        "why": _why(one, found),
        "done": [_action(it) for it in one.promises if it.done],
        "open": [_action(it) for it in one.promises if it.open],
    }


def _action(promised: Promised) -> dict[str, object]:
    action = promised.action
    return {
        "id": action.id,
        "title": action.title,
        "owner": action.owner,
        "ticket": action.ticket,
        "due": promised.due.isoformat() if promised.due else None,
        "closed": action.closed.isoformat() if action.closed and not promised.open else None,
        "days_overdue": promised.days_overdue,
    }


def _wrapped(text: str, width: int, others: str = "") -> list[str]:
    # Broken at a hyphen, the name of a service could not be copied.
    room = max(width, _LEAST_ROOM)
    return wrap(text, room, subsequent_indent=others, break_on_hyphens=False)


def _line(text: str) -> str:
    """Return hostile text on one line, without what would command a terminal."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
