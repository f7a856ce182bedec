"""PM5xx: what the team promised itself about publishing, actions and contacts."""

from __future__ import annotations

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.rules.rule import Rule

RULES = (
    Rule(
        "PM501",
        "published-late",
        Level.INFO,
        "a postmortem is published within the days of its severity",
        "What people remember fades within days, and what others could learn waits as long.",
    ),
    Rule(
        "PM502",
        "unpublished",
        Level.WARNING,
        "no postmortem is waited for longer than the days of its severity",
        "Until it is published, the next incident of this kind finds no answer here.",
    ),
    Rule(
        "PM503",
        "high-priority-over-days",
        Level.WARNING,
        "no open action of the most urgent priority is older than its days",
        "A due date can be moved again and again, the day of the promise cannot. After its days "
        "an urgent action is done, declined or not urgent.",
    ),
    Rule(
        "PM504",
        "untried-contact",
        Level.WARNING,
        "every entry of contacts.yml was tried in the last 180 days",
        "Numbers change and teams move. Whether a number works should be known before the night "
        "on which somebody needs it.",
    ),
)
