"""What a branch changed in one postmortem, as lines of the comment on a pull request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from mkdocs_postmortems.analysis.difference import Difference, Turn
from mkdocs_postmortems.exports.quote import code, listed, sentence, several, words
from mkdocs_postmortems.model import Action
from mkdocs_postmortems.render.text import day


def changes(found: Difference, folder: PurePosixPath) -> Iterator[str]:
    """Yield a line for each kind of change; `folder` is that of the postmortems."""
    moved = [f"{name(m.action)} ({_due(m.after)}, was {_due(m.before)})" for m in found.moved]
    told = {
        "moved from": code(f"{folder / (found.path.before or '')}") if found.path else "",
        "title": f"was {words(found.title.before or '')}" if found.title else "",
        "status": _turned(found.status),
        "severity": _turned(found.severity),
        "services": _gained(found.services_added, found.services_removed),
        "contributing factors": _gained(found.causes_added, found.causes_removed),
        "actions closed": several([_closed(action) for action in found.closed]),
        "actions opened again": several([name(action) for action in found.reopened]),
        "actions added": several([name(action) for action in found.added]),
        "actions removed": several([name(action) for action in found.removed]),
        "due dates": several(moved),
        "text": listed([words(heading, 60) for heading in found.sections]),
    }
    lines = [f"- {kind}: {line}" for kind, line in told.items() if line]
    if found.elsewhere:
        lines.append("- other fields of the front matter")
    yield from lines or ["- nothing but its form"]


def name(action: Action) -> str:
    """Return the title of an action, safe in Markdown."""
    return words(action.title) or "(without a title)"


def _closed(action: Action) -> str:
    reason = f": {sentence(action.reason)}" if action.reason else ""
    return f"{name(action)} ({action.status}{reason})"


def _turned(turn: Turn | None) -> str:
    if turn is None:
        return ""
    before, after = (words(value or "none", 40) for value in (turn.before, turn.after))
    return f"{after}, was {before}"


def _gained(added: Sequence[str], removed: Sequence[str]) -> str:
    parts = (("added", added), ("removed", removed))
    return "; ".join(
        f"{verb} {listed([words(n, 60) for n in names])}" for verb, names in parts if names
    )


def _due(date: dt.date | None) -> str:
    return f"due {day(date)}" if date else "no date"
