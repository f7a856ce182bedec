"""PM2xx: what a postmortem has to hold."""

from __future__ import annotations

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.rules.rule import Rule

RULES = (
    Rule(
        "PM201",
        "missing-section",
        Level.WARNING,
        "the sections its severity requires are there, and are not empty",
        "Each section answers a question that the reader of a severe incident comes with.",
    ),
    Rule(
        "PM202",
        "missing-analysis-field",
        Level.WARNING,
        "a published postmortem names its trigger and causes",
        "Without trigger and contributing factors the incident is in no pattern, and its return "
        "under another name is not noticed.",
    ),
    Rule(
        "PM203",
        "unfilled-guidance",
        Level.WARNING,
        "what is no longer a draft holds no guidance of the template",
        "Guidance is a question. While it stands, nobody can tell what was answered from what was "
        "left out.",
    ),
    Rule(
        "PM204",
        "action-without-owner",
        Level.WARNING,
        "an open action has an owner",
        "An action without an owner is on no team's list, so it waits for somebody to notice it.",
    ),
    Rule(
        "PM205",
        "action-without-due-date",
        Level.WARNING,
        "an open action has a due date, its own or that of its priority",
        "Without a date an action is never overdue, and nothing asks for it.",
    ),
    Rule(
        "PM206",
        "action-without-ticket",
        Level.INFO,
        "an open action has a ticket",
        "Work is planned where the tickets are. What stands only here is in no plan.",
    ),
    Rule(
        "PM207",
        "no-actions",
        Level.WARNING,
        "a published postmortem of a severe incident has actions",
        "Without actions the next incident of this kind meets everything as it was.",
    ),
    Rule(
        "PM208",
        "no-systemic-cause",
        Level.INFO,
        "the causes of a severe incident are not all specific to it",
        "Specific causes explain this incident. A systemic one would make the next change fail "
        "too.",
    ),
    Rule(
        "PM209",
        "unanswered-causes",
        Level.WARNING,
        "the actions of a severe incident answer at least one of its causes",
        "Actions that answer no cause leave in place what led to the incident.",
    ),
    Rule(
        "PM210",
        "retry-blocked",
        Level.INFO,
        "what a retry requires is done",
        "The change failed once. Tried again before what it requires is done, it meets the same "
        "conditions.",
    ),
)
