"""The pages of the rules: each with what it asks, why, and an example of its message."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.rules import RULES, Rule
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load
from reference.markdown import document, fence, sentence, table, wrapped
from reference.rule_cases import CASES, Case

_INTRODUCTION = """
Every problem names the rule it breaks. An id is never given to another rule. An error fails
`mkdocs build --strict` and `postmortems check`; a warning or an info does not. Either way the rest
of the file, and every other file, is published. How to change the level of a rule, switch it off or
ignore it in one file or at one line: see
[check](../guide/check.md#when-a-rule-does-not-fit).
"""

_FAMILIES = {
    "PM1": "Reading: front matter, catalogue, contacts and timeline",
    "PM2": "Completeness",
    "PM3": "Consistency",
    "PM4": "Blameless and specific language",
    "PM5": "Policy",
}

UNREAD = frozenset(
    (
        *("PM101", "PM102", "PM103", "PM104", "PM105", "PM106", "PM107", "PM108"),
        *("PM117", "PM118", "PM121", "PM126", "PM504"),
    )
)
"""Rules about files without front matter that could be read, in which nothing can be ignored."""

_OTHER_WAYS = "../../guide/check.md#when-a-rule-does-not-fit"


def pages() -> dict[str, str]:
    """Return the index and the page of each rule, by file; each example breaks its rule only."""
    if unknown := [rule.id for rule in RULES.values() if rule.id[:3] not in _FAMILIES]:
        raise ValueError(f"rules of no family: {unknown}")
    return {"rules.md": _index(), **{f"rules/{id}.md": _page(RULES[id]) for id in RULES}}


def _index() -> str:
    parts = []
    for prefix, title in _FAMILIES.items():
        rows = [
            (f"[{rule.id}](rules/{rule.id}.md)", rule.name, rule.level.value, sentence(rule.asks))
            for rule in RULES.values()
            if rule.id.startswith(prefix)
        ]
        parts += [f"## {title}", table(("Rule", "Name", "Level", "What it asks"), rows)]
    return document("Rules", _INTRODUCTION, *parts)


def _page(rule: Rule) -> str:
    case = CASES.get(rule.id)
    if case is None:
        raise ValueError(f"{rule.id} has no example")
    message = next(iter(_messages(rule, case)))
    return document(
        f"{rule.id} {rule.name}",
        f"{rule.level.value.capitalize()}. {sentence(rule.asks)}",
        "## Why",
        sentence(rule.why),
        "## Example",
        fence(case.shown, case.language) if case.language else case.shown,
        "gives the message (one line, broken here)",
        wrapped(f"postmortems/{message}"),
        _silence(rule),
    )


def _silence(rule: Rule) -> str:
    if rule.id in UNREAD:
        lower = (Level.WARNING if rule.level is Level.ERROR else Level.INFO).value
        return (
            "It cannot be ignored in one file, since there is no front matter to read that from. "
            f"For all files, write `{rule.id}: {lower}` or `{rule.id}: off` under `rules:` in the "
            f"[settings]({_OTHER_WAYS})."
        )
    return (
        f"To ignore it in one file, write `x-ignore: [{rule.id}]` in its front matter; "
        f"for [other ways]({_OTHER_WAYS}), see the guide."
    )


def _messages(rule: Rule, case: Case) -> tuple[Problem, ...]:
    """Return what checking the example reports; every line of it is about this rule."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        _write(root, case)
        settings = Settings()
        problems = check(load(root, settings), settings, dt.date(2026, 10, 5))
    if {problem.rule for problem in problems} != {rule.id}:
        raise ValueError(f"the example of {rule.id} reports {[str(p) for p in problems]}")
    return problems


def _write(root: Path, case: Case) -> None:
    for name in (*case.files, *case.links):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    for name, content in case.files.items():
        data = content.encode() if isinstance(content, str) else content
        (root / name).write_bytes(data)
    for name, target in case.links.items():
        (root / name).symlink_to(target)
