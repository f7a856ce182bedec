"""What the rules of language find in a body."""

import datetime as dt
from collections.abc import Callable

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.language import blaming_language
from mkdocs_postmortems.model import KnowledgeBase, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.record import Finding

Read = Callable[..., tuple[Postmortem, list[str]]]
Told = Callable[[str], list[tuple[str, str]]]


def findings(postmortem: Postmortem) -> list[Finding]:
    context = Context.of(KnowledgeBase(), Settings(), dt.date(2026, 10, 5))
    return list(blaming_language(postmortem, context))


def teller(read: Read) -> Told:
    """Return what tells of a body the rule and the words of each finding."""

    def tell(body: str) -> list[tuple[str, str]]:
        found = findings(read(body=body)[0])
        return sorted((it.rule, it.message.removeprefix("found ").strip('"')) for it in found)

    return tell


def rules(told: list[tuple[str, str]]) -> list[str]:
    return [rule for rule, _ in told]


def under(sentence: str) -> str:
    """Return a body that says a sentence where it belongs."""
    heading = "Action items" if sentence.startswith("- ") else "Analysis"
    return f"## {heading}\n\n{sentence}\n"
