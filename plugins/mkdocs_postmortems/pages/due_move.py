"""How often the due date of an action moved, in words."""

from __future__ import annotations

from mkdocs_postmortems.history.action_history import ActionHistory
from mkdocs_postmortems.render.text import plural

_TIMES = {1: "once", 2: "twice"}


def moved_in_words(history: ActionHistory) -> str:
    """Return such as `moved twice, 41 days`; empty where the due date never moved."""
    times, days = len(history.due_moves), history.days_moved
    if not times:
        return ""
    moved = f"moved {_TIMES.get(times, f'{times} times')}"
    if not days:
        return f"{moved}, back to the first date"
    return f"{moved}, {plural(abs(days), 'day')}{' earlier' if days < 0 else ''}"
