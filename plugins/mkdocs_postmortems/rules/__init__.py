"""The rules a postmortem is checked by: stable ids, names, levels and reasons.

Ids are a contract (they stand in configurations and in comments), so a retired id is never
used again.
"""

from __future__ import annotations

from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.rules import completeness, consistency, front_matter, language, policy
from mkdocs_postmortems.rules.rule import Rule

__all__ = ["RULES", "Rule", "id_to_write", "is_hint", "report"]

RULES: dict[str, Rule] = {
    rule.id: rule
    for family in (front_matter, completeness, consistency, language, policy)
    for rule in family.RULES
}


_ABOUT_DATA = ("PM1", "PM2", "PM3")


def is_hint(problem: Problem) -> bool:
    """Say whether a problem is a word to the author, and no doubt about the data.

    Wording and lateness do not make a page less true: its reader is not bothered with them, unless
    a team made an error of them.
    """
    about_data = problem.rule.startswith(_ABOUT_DATA) and problem.level is not Level.INFO
    return not about_data and problem.level is not Level.ERROR


def id_to_write(found: str) -> str:
    """Return the hint for what is no rule's id: its name, or its id in small letters."""
    words = (found.casefold(), found.upper())
    named = (rule.id for rule in RULES.values() if rule.name == words[0] or rule.id == words[1])
    return f"Write {next(named, 'the id of a rule, such as PM201')}"


def report(
    rule: str,
    path: str,
    message: str,
    hint: str,
    *,
    line: int = 1,
    column: int = 1,
    width: int = 1,
    field: str = "",
) -> Problem:
    """Return the problem that breaks a rule; `line` and `column` count from 1."""
    return Problem(path, line, column, rule, RULES[rule].level, field, message, hint, width)
