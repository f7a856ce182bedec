"""PM3xx: what has to agree with itself and with the rest of the knowledge base."""

from __future__ import annotations

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.rules.rule import Rule

RULES = (
    Rule(
        "PM301",
        "moments-out-of-order",
        Level.ERROR,
        "no moment is earlier than one it follows",
        "A moment out of order gives a negative duration, which is left out of every statistic.",
    ),
    Rule(
        "PM302",
        "unknown-service",
        Level.WARNING,
        "services are in services.yml, if there is one",
        "A misspelt service has a page of its own, and its incidents are missing from the page "
        "where they are looked for.",
    ),
    Rule(
        "PM303",
        "unknown-reference",
        Level.WARNING,
        "related postmortems and required actions exist",
        "A reference that leads nowhere helps nobody in the next incident, and a retry can wait "
        "for an action that does not exist.",
    ),
    Rule(
        "PM304",
        "contradicting-duration",
        Level.WARNING,
        "typed durations agree with the moments",
        "Two numbers for the same thing: the one on the page is computed from the moments, and "
        "somebody believed the other.",
    ),
    Rule(
        "PM305",
        "action-dates",
        Level.ERROR,
        "no action is closed before it was created",
        "An action that was closed before it was promised makes the time to close negative.",
    ),
    Rule(
        "PM306",
        "duplicate-action",
        Level.ERROR,
        "no two actions of a file have the same id",
        "`retry`, tickets and commands name an action by its id.",
    ),
    Rule(
        "PM307",
        "closed-action",
        Level.WARNING,
        "a closed action says when, a declined one why",
        "Whether promises are kept is counted from the day of closing. A reason turns a "
        "declined action into a decision.",
    ),
    Rule(
        "PM308",
        "repeated-entry",
        Level.WARNING,
        "no list names the same thing twice",
        "The second entry counts for nothing, and often stands where another name was meant.",
    ),
    Rule(
        "PM309",
        "after-the-date",
        Level.WARNING,
        "nothing has happened after the date on which the knowledge base is read",
        "A date to come is a slip of a digit, or something that no figure counts yet.",
    ),
    Rule(
        "PM310",
        "outside-timeline",
        Level.WARNING,
        "the moments lie within the timeline of the text, give or take 15 minutes",
        "The moments make the figures, the timeline tells the story. Where they are hours apart, "
        "one of them is often in another time zone. A timeline of fewer than three events is not "
        "compared.",
    ),
    Rule(
        "PM311",
        "due-before-created",
        Level.WARNING,
        "no action is due before it was created",
        "Such an action is overdue on its first day, and counts as debt from then on.",
    ),
    Rule(
        "PM312",
        "beyond-rto",
        Level.INFO,
        "the impact is within the recovery time objective of its services",
        "An objective that was missed asks for one of two things: a faster recovery, or an "
        "objective that holds.",
    ),
    Rule(
        "PM313",
        "beyond-rpo",
        Level.INFO,
        "the loss of data is within the recovery point objective of its services",
        "How much data may be lost is decided before the incident. What was lost says whether "
        "backups and replication keep to it.",
    ),
    Rule(
        "PM314",
        "retry-before-incident",
        Level.WARNING,
        "a retry is planned after the incident",
        "Whether a retry has waited for its actions is judged by its date.",
    ),
    Rule(
        "PM315",
        "answers-no-cause",
        Level.WARNING,
        "actions address causes that the postmortem names",
        "An action that addresses another factor is missing from the cause it was meant for, "
        "which then seems unanswered.",
    ),
    Rule(
        "PM316",
        "public-names-internal",
        Level.INFO,
        "a public postmortem refers to public ones only",
        "The public edition leaves such a reference out: its readers find no link where the "
        "authors see one, and a sentence about it may say nothing to them.",
    ),
)
