"""PM2xx: what a postmortem has to hold once it is no longer a draft."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.model import Postmortem, Scope, Section, Status
from mkdocs_postmortems.source.record import Finding

_NAMING_NOTHING = ("unknown", "other", "")
"""Factors that no action can answer."""

_SHOWN = 5
"""How many causes a message names."""

_LONGEST = 60
"""How much a message shows of guidance, and of a heading."""

_LONGEST_LIST = 200
"""How much a message shows of a list of headings."""

_MOST_PLACES = 3
"""In how many sections guidance is told one by one."""

_TABLE_RULE = " \t\r|:-"
"""What the line below the head of a table is made of, and an empty row."""


def missing_sections(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM201: the sections that its severity requires are there, and hold text."""
    severity = context.settings.severities.get(postmortem.severity or "")
    if postmortem.status is not Status.PUBLISHED or severity is None:
        return
    sections = postmortem.body.sections
    written = {section.id for section in sections if _holds_text(section.text)}
    for wanted in severity.sections:
        names = [name.strip() for name in wanted.split("|")]
        if not written.intersection(names):
            empty = next((section for section in sections if section.id in names), None)
            yield _missing_section(names, empty, postmortem.severity or "")


def _missing_section(names: list[str], empty: Section | None, severity: str) -> Finding:
    """Return the finding: at the heading of the empty section, if there is one."""
    needed = f"which a published {severity} needs"
    hint = "Write it, or set `status: in-review`"
    if empty is None:
        headings = " or ".join(f'"## {taxonomy.SECTIONS[name][0]}"' for name in names)
        return Finding(("severity",), "PM201", f"found no section {headings}, {needed}", hint)
    message = f'found the section "{empty.heading[:_LONGEST]}" empty, {needed}'
    at = (empty.line, 1, len("## ") + len(empty.heading))
    return Finding((empty.id or "",), "PM201", message, hint, at=at)


def _holds_text(text: str) -> bool:
    """Say whether text stands there, or guidance, which PM203 finds.

    Comments, headings, heads of tables and empty rows are no text.
    """
    if _has_guidance(text):
        return True
    lines = (_without_comments(text) if "<" in text else text).split("\n")
    return any(
        _says(line) and not _is_below_head(below)
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
    )


def _says(line: str) -> bool:
    return bool(line.strip(_TABLE_RULE if "|" in line else None)) and not line.startswith("#")


def _is_below_head(line: str) -> bool:
    return "|" in line and "-" in line and not line.strip(_TABLE_RULE)


def _has_guidance(text: str) -> bool:
    # Looking for one character first is several times as fast, and most texts have none.
    return "<" in text and taxonomy.GUIDANCE in text


def _without_comments(text: str) -> str:
    """Leave out HTML comments; one that is not closed reaches to the end."""
    kept: list[str] = []
    end = 0
    while (begin := text.find("<!--", end)) >= 0:
        kept.append(text[end:begin])
        closed = text.find("-->", begin)
        if closed < 0:
            return "".join(kept)
        end = closed + len("-->")
    return "".join([*kept, text[end:]])


def missing_analysis(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM202: what is published names its trigger and at least one contributing factor."""
    if postmortem.status is not Status.PUBLISHED:
        return
    if postmortem.trigger is None:
        hint = "Write `trigger:` (`none-identified` if nothing was found)"
        yield Finding(("trigger",), "PM202", "found a published postmortem without a trigger", hint)
    if not postmortem.causes:
        hint = "Write `causes:` (`unknown` if none was found)"
        yield Finding(("causes",), "PM202", "found a published postmortem without causes", hint)


def unfilled_guidance(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM203: the questions of the template are answered, and gone."""
    if postmortem.status is Status.DRAFT:
        return
    body = postmortem.body
    left: list[tuple[Section | None, list[_Question]]] = []
    if _has_guidance(body.preamble):
        left.append((None, _questions(body.preamble, body.preamble_line)))
    for section in body.sections:
        if _has_guidance(section.text):
            left.append((section, _questions(section.text, section.text_line)))
    if len(left) <= _MOST_PLACES:
        for place, questions in left:
            yield _unanswered(questions, place.id if place else None)
        return
    headings = ", ".join(section.heading[:_LONGEST] for section, _ in left if section)
    questions = [question for _, some in left for question in some]
    yield _unanswered(questions, None, f", in {_cut(headings, _LONGEST_LIST)}")


_Question = tuple[str, tuple[int, int, int]]
"""What is asked, and its line, column and width."""


def _questions(text: str, first_line: int) -> list[_Question]:
    """Return the guidance in a text, the first of each line."""
    found: list[_Question] = []
    for number, line in enumerate(text.split("\n"), start=first_line):
        column = line.find(taxonomy.GUIDANCE)
        if column >= 0:
            comment = line[column:].partition("-->")[0].rstrip()
            asked = comment.removeprefix(taxonomy.GUIDANCE)
            found.append((_cut(asked, _LONGEST), (number, column + 1, len(comment))))
    return found


def _unanswered(questions: list[_Question], section: str | None, places: str = "") -> Finding:
    """Return one finding for all of the questions, at the first."""
    asked, at = questions[0]
    message = f'found guidance of the template, "{asked}"'
    hint = "Write what it asks for and remove the comment, or set `status: draft`"
    if len(questions) > 1:
        message = f'found guidance of the template {len(questions)} times{places}; first "{asked}"'
        hint = "Write what it asks for and remove the comments, or set `status: draft`"
    return Finding((section,) if section else (), "PM203", message, hint, at=at)


def _cut(text: str, width: int) -> str:
    """Return a text that ends at a word."""
    return textwrap.shorten(text, width, placeholder=" ...")


def _is_judged(postmortem: Postmortem, context: Context) -> bool:
    """Say whether it is published at a severity that asks for actions."""
    if postmortem.status is not Status.PUBLISHED:
        return False
    severity = context.settings.severities.get(postmortem.severity or "")
    return severity is not None and severity.needs_actions


def no_actions(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM207: a severe incident has led to at least one action."""
    if not postmortem.actions and _is_judged(postmortem, context):
        message = f"found no action, which a published {postmortem.severity} needs"
        hint = "Write `actions:`, or set `status: in-review`"
        yield Finding(("actions",), "PM207", message, hint)


def no_systemic_cause(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM208: of the causes of a severe incident, one is systemic."""
    if not _is_judged(postmortem, context):
        return
    named = _named_causes(postmortem)
    if named and all(cause.scope is not Scope.SYSTEMIC for cause in postmortem.causes):
        message = f"found no systemic cause among {_listed(named)}"
        hint = "Write `scope: systemic` at one that would make the next change fail too, or add it"
        yield Finding(("causes",), "PM208", message, hint)


def unanswered_causes(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM209: at least one action of a severe incident addresses a cause.

    Where an action addresses something else, PM115 or PM315 speaks.
    """
    if not postmortem.actions or not _is_judged(postmortem, context):
        return
    named = _named_causes(postmortem)
    if named and not any(action.addresses for action in postmortem.actions):
        message = f"found no action that addresses one of the causes, {_listed(named)}"
        hint = f"Write `addresses:` in an action, such as `addresses: [{named[0][:40]}]`"
        yield Finding(("actions",), "PM209", message, hint)


def _named_causes(postmortem: Postmortem) -> list[str]:
    return [cause.factor for cause in postmortem.causes if cause.factor not in _NAMING_NOTHING]


def _listed(factors: list[str]) -> str:
    more = ["..."] if len(factors) > _SHOWN else []
    return ", ".join([*(factor[:40] for factor in factors[:_SHOWN]), *more])
