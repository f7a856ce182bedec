"""Runs every rule over a knowledge base."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.checks import (
    action,
    completeness,
    consistency,
    contact,
    language,
    markup,
    moment,
    objective,
    policy,
    retry,
    visibility,
)
from mkdocs_postmortems.checks.checked import Checked
from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded
from mkdocs_postmortems.source.record import Finding

Check = Callable[[Postmortem, Context], Iterator[Finding]]
"""What finds the places that break one rule or a few: `mkdocs_postmortems.rules` describes them."""

CHECKS: tuple[Check, ...] = (
    completeness.missing_sections,
    completeness.missing_analysis,
    completeness.unfilled_guidance,
    completeness.no_actions,
    completeness.no_systemic_cause,
    completeness.unanswered_causes,
    action.unowned_actions,
    action.undated_actions,
    action.unticketed_actions,
    retry.retry_blocked,
    moment.moments_in_order,
    consistency.known_services,
    consistency.known_references,
    consistency.typed_durations_agree,
    action.action_dates,
    action.duplicate_actions,
    action.closed_actions,
    consistency.repeated_entries,
    moment.after_the_date,
    action.actions_after_the_date,
    moment.outside_timeline,
    action.due_dates,
    objective.beyond_rto,
    objective.beyond_rpo,
    retry.retry_before_incident,
    action.answered_causes,
    visibility.public_references,
    language.blaming_language,
    markup.removed_markup,
    policy.published_late,
    policy.unpublished,
    policy.urgent_actions,
)

_ASKING = {
    **dict.fromkeys(("PM202", "PM204", "PM205", "PM206", "PM207", "PM307", "PM502"), ""),
    "PM208": "scope",
    "PM209": "addresses",
}
"""Rules that ask for the field they report, or for this one in an entry of it."""


@dataclass(frozen=True)
class _Run:
    loaded: Loaded
    context: Context
    unread: Mapping[str, Sequence[Problem]]

    def known(self, postmortem: Postmortem, checked: Checked) -> Iterable[Problem]:
        path = postmortem.path
        unread = self.unread.get(path, ())
        return checked.problems(postmortem, self.loaded.places[path], unread, self.problems)

    def problems(self, postmortem: Postmortem) -> Iterator[Problem]:
        places = self.loaded.places[postmortem.path]
        # A file whose front matter could not be read has one problem: that.
        if places.block is None:
            return
        unread = self.unread.get(postmortem.path, ())
        for find in CHECKS:
            for finding in find(postmortem, self.context):
                problem = places.problem(finding)
                if problem.rule not in _ASKING or not _is_there(problem, unread):
                    yield problem
        # The nodes of all files are most of the memory, and most of the work of garbage collection.
        places.forget()


def _is_there(problem: Problem, unread: Iterable[Problem]) -> bool:
    """Say whether the field was written after all: unreadable, or under a misspelt name."""
    return any(_is_meant(other, _asked_beside(other, problem)) for other in unread)


def _asked_beside(other: Problem, problem: Problem) -> str:
    """Return the field that is asked for, in the same entry as the other problem's field."""
    inner, entry = _ASKING[problem.rule], other.field.rpartition(".")[0]
    return f"{entry}.{inner}" if inner and entry.startswith(f"{problem.field}[") else problem.field


def _is_meant(other: Problem, field: str) -> bool:
    """Say whether a problem of loading is about this field; the hint of PM111 names it."""
    if other.rule != "PM111":
        return other.field == field
    parent, _, name = field.rpartition(".")
    return other.field.rpartition(".")[0] == parent and f'"{name}"' in other.hint


def check(
    loaded: Loaded, settings: Settings, as_of: dt.date, checked: Checked | None = None
) -> tuple[Problem, ...]:
    """Return the problems of the knowledge base on a date: those of loading and of the rules.

    Levels are those of the settings; what is off, and what a file silences, is left out.
    `checked` are the files as the check before left them.
    """
    knowledge_base = loaded.knowledge_base
    unread = defaultdict[str, list[Problem]](list)
    for problem in knowledge_base.problems:
        unread[problem.path].append(problem)
    run = _Run(loaded, Context.of(knowledge_base, settings, as_of), unread)
    checked = checked or Checked()
    checked.begin(run.context)
    found = [problem for p in knowledge_base.postmortems for problem in run.known(p, checked)]
    found += contact.untried_contacts(loaded.contacts, as_of)
    return tuple(sorted(_told([*knowledge_base.problems, *found], loaded, settings)))


def _told(problems: Iterable[Problem], loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    for problem in problems:
        places = loaded.places.get(problem.path)
        level = settings.rules.get(problem.rule, problem.level)
        if level == "off" or (places and places.silence.covers(problem)):
            continue
        yield problem if level == problem.level else replace(problem, level=Level(level))
