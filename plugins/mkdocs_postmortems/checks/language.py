"""PM4xx: blameless and specific language, in the prose of the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.passage import Passage, passages
from mkdocs_postmortems.checks.phrase import Match, Phrase
from mkdocs_postmortems.checks.phrases import SIEVE
from mkdocs_postmortems.checks.prose import sentence
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.source.record import Finding

_LONGEST = 60
"""How much a message shows of what was found, and of a heading."""

_HINTS = {
    "PM401": "Write what the tool accepted, what the screen showed, and why it made sense then",
    "PM402": "Write what happened and why it made sense then; a wish for next time is an action",
    "PM403": "Keep it if it says what a system is meant to do; else write what happened",
    "PM404": "Describe the conditions: the workload, the cues, the time there was, the interface",
    "PM405": "Keep the fact and write what the system gave: the alert reached nobody, the "
    "checklist has no such step",
    "PM406": "Write what it did instead, and the mechanism",
    "PM407": "Write how the step is usually done, and what made the rule hard to follow",
    "PM408": "Write when this became visible, and to whom",
    "PM409": "Write what set it off and the factors that contributed",
    "PM410": "Change the system: a guard, a default, a check, an alert; say when it is done",
    "PM411": "Begin with a verb that has an end, such as add, remove or alert on",
    "PM412": 'Write the role, such as "the on-call engineer"; what is no person goes in backticks',
    "PM413": "Write how it looked at the time, and which options were visible",
}


def blaming_language(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM401 to PM413: the wordings of `phrases`, where they stand in prose and are meant so."""
    told_once: set[str] = set()
    for part in passages(postmortem.body):
        for phrase, match in _matches(part):
            if phrase.rule in told_once:
                continue
            if phrase.rule in _ONCE:
                told_once.add(phrase.rule)
            yield _finding(part, phrase.rule, match)


def _matches(part: Passage) -> Iterator[tuple[Phrase, Match]]:
    for phrase in SIEVE.likely(part.lowered):
        is_fine = _FINE.get(phrase.rule, _never)
        for match in phrase.matches(part.prose):
            if not is_fine(part, match):
                yield phrase, match


def _finding(part: Passage, rule: str, match: Match) -> Finding:
    start, end = match.span(match.lastindex or 0)
    found = part.found(start, end)
    found = found if len(found) <= _LONGEST else f"{found[: _LONGEST - 3]}..."
    loc = (part.name[:_LONGEST],) if part.name else ()
    return Finding(loc, rule, f'found "{found}"', _HINTS[rule], at=part.place(start, end))


# What is fine for the place where it stands.

_ONCE = frozenset({"PM409"})
"""So common that one finding of a page says it all."""

_ACTIONS = re.compile(
    r"\b(?:actions?|follow(?:-| )?ups?|next steps|to-?dos?|tasks|remediations?)\b"
)
_OWNERS = re.compile(r"\b(?:owners?|authors?|assignees?)\b")
_OWNED_BY = re.compile(
    r"\b(?:owners?|owned by|authors?|written by|prepared by|assignees?|assigned to)\b"
    r"[^\w@]*+(?:@[\w-]++[^\w@]*+(?:and )?)*+$"
)
_LONGEST_CREDIT = 200
"""How far a name may stand behind the word that says it is an owner."""
_CHECKBOX = re.compile(r"[ \t]*+(?:[-*+]|\d++[.)])[ \t]++\[[ x]\]")
_READERS = re.compile(r"\b(?:users?|customers?|clients?|visitors?|subscribers?|you)\b")


def _never(_: Passage, __: Match) -> bool:
    return False


def _is_luck(part: Passage, match: Match) -> bool:
    return any("luck" in title for title in part.titles(match.start()))


def _is_lesson(part: Passage, match: Match) -> bool:
    titles = part.titles(match.start())
    return part.ident == "lessons-learned" or any("lesson" in title for title in titles)


def _is_advice_to_users(part: Passage, match: Match) -> bool:
    return part.ident == "summary" and bool(_READERS.search("".join(sentence(match))))


def _is_no_action(part: Passage, match: Match) -> bool:
    return not (_CHECKBOX.match(part.lowered, match.start()) or _is_in_actions(part, match))


def _is_in_actions(part: Passage, match: Match) -> bool:
    return any(_ACTIONS.search(title) for title in part.titles(match.start()))


def _is_owner(part: Passage, match: Match) -> bool:
    """Say whether a name stands where one belongs: beside an action, or as owner or author."""
    titles = part.titles(match.start())
    if any(_ACTIONS.search(title) or _OWNERS.search(title) for title in titles):
        return True
    by = _OWNED_BY.search(part.line_before(match.start())[-_LONGEST_CREDIT:])
    return bool(by or _OWNERS.search(part.column_title(match.start())))


_FINE: dict[str, Callable[[Passage, Match], bool]] = {
    "PM402": _is_luck,
    "PM403": _is_luck,
    "PM408": _is_lesson,
    "PM410": _is_advice_to_users,
    "PM411": _is_no_action,
    "PM412": _is_owner,
}
