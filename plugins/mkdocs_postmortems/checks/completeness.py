"""PM2xx: what a postmortem has to hold once it is no longer a draft."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.model import Postmortem, Scope, Status
from mkdocs_postmortems.source.record import Finding

_NAMING_NOTHING = ("unknown", "other", "")
"""Factors that no action can answer."""

_SHOWN = 5
"""How many causes a message names."""


def missing_sections(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM201: the sections that its severity requires are there, and hold text."""
    severity = context.settings.severities.get(postmortem.severity or "")
    if postmortem.status is not Status.PUBLISHED or severity is None:
        return
    written = {section.id for section in postmortem.body.sections if _holds_text(section.text)}
    for wanted in severity.sections:
        names = [name.strip() for name in wanted.split("|")]
        if not written.intersection(names):
            headings = " or ".join(f'"## {taxonomy.SECTIONS[name][0]}"' for name in names)
            message = f"found no section {headings}, which a published {postmortem.severity} needs"
            yield Finding(("severity",), "PM201", message, "Write it, or set `status: in-review`")


def _holds_text(text: str) -> bool:
    """Say whether more than comments and headings stands there, or guidance, which PM203 finds."""
    if _has_guidance(text):
        return True
    text = (_without_comments(text) if "<" in text else text).lstrip()
    if not text.startswith("#"):
        return bool(text)
    return any(line.strip() and not line.startswith("#") for line in text.split("\n"))


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
    if _has_guidance(body.preamble):
        yield from _guidance(body.preamble, body.preamble_line, None)
    for section in body.sections:
        if _has_guidance(section.text):
            yield from _guidance(section.text, section.text_line, section.id)


def _guidance(text: str, first_line: int, section: str | None) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=first_line):
        column = line.find(taxonomy.GUIDANCE)
        if column < 0:
            continue
        comment = line[column:].partition("-->")[0]
        asked = comment.removeprefix(taxonomy.GUIDANCE).strip()[:60]
        message = f'found guidance of the template, "{asked}"'
        yield Finding(
            (section,) if section else (),
            "PM203",
            message,
            "Write what it asks for and remove the comment, or set `status: draft`",
            at=(number, column + 1, len(comment.rstrip())),
        )


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
        hint = f"Write such as `addresses: [{named[0][:40]}]` in an action, or add one that does"
        yield Finding(("actions",), "PM209", message, hint)


def _named_causes(postmortem: Postmortem) -> list[str]:
    return [cause.factor for cause in postmortem.causes if cause.factor not in _NAMING_NOTHING]


def _listed(factors: list[str]) -> str:
    more = ["..."] if len(factors) > _SHOWN else []
    return ", ".join([*(factor[:40] for factor in factors[:_SHOWN]), *more])
