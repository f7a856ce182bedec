"""One postmortem in the comment on a pull request."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs_postmortems.analysis.action import ActionState
from mkdocs_postmortems.analysis.contribution import Contributed, Precedent, Promise
from mkdocs_postmortems.analysis.difference import CLOSED
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.exports.comment.change import changes, name
from mkdocs_postmortems.exports.quote import (
    code,
    folded,
    listed,
    sentence,
    several,
    ticket,
    words,
)
from mkdocs_postmortems.model import Action, ActionStatus, Postmortem
from mkdocs_postmortems.render.text import clock, day, long_day, plural, span
from mkdocs_postmortems.settings import Settings

_MOST_ACTIONS, _MOST_PROBLEMS, _MOST_NAMED = 12, 20, 2
_FOLDED_FROM = 6


@dataclass(frozen=True)
class Entry:
    """One postmortem of the branch, written as Markdown; `folder` is that of all of them."""

    contributed: Contributed
    folder: PurePosixPath
    settings: Settings

    @property
    def title(self) -> str:
        """What it is, in a line that is safe in a heading and in HTML."""
        one = self.contributed
        kind = "New" if one.difference is None else "Changed"
        counted = f" ({problem_title(one.problems)})" if one.problems else ""
        return f"{kind}: {words(one.postmortem.title)}{counted}"

    @property
    def text(self) -> str:
        """All the rest, in blocks with a blank line between them."""
        return "\n\n".join(self._blocks())

    def _blocks(self) -> Iterator[str]:
        one = self.contributed
        file = code(f"{self.folder / one.postmortem.path}")
        if not one.readable:
            yield file
            yield "**Its front matter cannot be read, so that nothing else is known of it.**"
            yield problem_lines(one.problems, self.folder)
            return
        yield "  \n".join([self._facts(), self._causes(), file])
        if one.difference:
            yield "\n".join(["**What changed**", "", *changes(one.difference, self.folder)])
        yield from self._actions()
        if one.problems:
            yield f"**Problems: {problem_title(one.problems)}**"
            yield problem_lines(one.problems, self.folder)
        else:
            yield "**No problem found.**"
        yield from self._precedents()

    def _facts(self) -> str:
        one = self.contributed
        services = [words(label, 60) for label in one.postmortem.services]
        parts = [
            f"**{words(one.postmortem.severity or 'no severity', 40)}**",
            one.postmortem.status.value,
            listed(services) or "no service",
            self._start(one.postmortem.started),
            _impact(one),
        ]
        return " \u00b7 ".join(parts)

    def _start(self, started: dt.datetime | dt.date | None) -> str:
        if started is None:
            return "start not given"
        if not isinstance(started, dt.datetime):
            return f"started {long_day(started)}, time not recorded"
        local = started.astimezone(self.settings.zone)
        return f"started {long_day(local)}, {clock(local)} {local:%Z}"

    def _causes(self) -> str:
        causes = [words(c.factor, 60) for c in self.contributed.postmortem.causes if c.factor]
        return f"Contributing factors: {listed(causes) or 'none named'}"

    def _actions(self) -> Iterator[str]:
        promises = self.contributed.promises
        if not promises:
            yield "**No action is promised.**"
            return
        rows = ["| Action | Owner | Due | State |", "| --- | --- | --- | --- |"]
        rows += [self._row(action, state) for action, state in promises[:_MOST_ACTIONS]]
        table = "\n".join(rows)
        if len(promises) > _MOST_ACTIONS:
            table += f"\n\nand {plural(len(promises) - _MOST_ACTIONS, 'more action')}"
        title = f"All {len(promises)} actions" if len(promises) > 1 else "The action"
        yield folded(title, table) if self.contributed.difference else table

    def _row(self, action: Action, state: ActionState) -> str:
        link = ticket(action.ticket, self.settings)
        due = day(state.due) if state.due else "no date"
        due += f" (by priority {words(action.priority or '', 40)})" if state.due_by_policy else ""
        owner = words(action.owner or "", 60) or "no owner"
        title = f"{name(action)} ({link})" if link else name(action)
        cells = (title, owner, due, _state(action, state))
        return f"| {' | '.join(cells)} |"

    def _precedents(self) -> Iterator[str]:
        one = self.contributed
        if one.precedents:
            yield "**Seen before: earlier incidents with a service and a factor in common**"
            yield "\n".join(self._precedent(precedent) for precedent in one.precedents)
        elif one.difference is None or one.difference.alters_likeness:
            yield "No earlier incident has both a service and a contributing factor in common."

    def _precedent(self, precedent: Precedent) -> str:
        past, likeness = precedent.postmortem, precedent.likeness
        severity = f"{words(past.severity, 40)}, " if past.severity else ""
        when = day(past.day) if past.day else "no date"
        shared = listed([words(label, 60) for label in (*likeness.causes, *likeness.services)])
        file = code(f"{self.folder / past.path}")
        told = f"- **{words(past.title)}** ({severity}{when}, {file})"
        return " ".join([f"{told} shares {shared}.", *_kept(precedent.promises)])


def removed_text(postmortem: Postmortem, folder: PurePosixPath) -> str:
    """Return what goes with a postmortem that the branch removes."""
    left = [name(action) for action in postmortem.actions if action.status not in CLOSED]
    told = f"{code(f'{folder / postmortem.path}')} is there no more."
    return f"{told} Its open actions go with it: {several(left)}." if left else told


def problem_title(problems: Iterable[Problem]) -> str:
    """Return how many there are: `1 error and 2 warnings`."""
    counts = Counter(problem.level for problem in problems)
    return listed([plural(counts[level], level.value) for level in Level if counts[level]])


def problem_lines(problems: Sequence[Problem], folder: PurePosixPath) -> str:
    """Return the problems as a list, folded away where there are many."""
    lines = [_problem(problem, folder) for problem in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        lines.append(f"- and {len(problems) - _MOST_PROBLEMS:,} more: see `postmortems check`")
    text = "\n".join(lines)
    return folded("Each with its line", text) if len(problems) >= _FOLDED_FROM else text


def _problem(problem: Problem, folder: PurePosixPath) -> str:
    place = code(f"{folder / problem.path}:{problem.line}")
    field = f"{words(problem.field, 80)}: " if problem.field else ""
    found = f"{sentence(problem.message)}. {sentence(problem.hint)}"
    return f"- {place} {problem.level} {problem.rule} {field}{found}"


def _impact(one: Contributed) -> str:
    if one.impact is not None:
        return f"{span(one.impact)} of impact"
    return "going on" if one.ongoing else "length of the impact not known"


def _state(action: Action, state: ActionState) -> str:
    if state.overdue:
        return f"overdue by {plural(state.days_overdue, 'day')}"
    closed = f" {day(action.closed)}" if action.closed and not state.open else ""
    return action.status.value.replace("-", " ") + closed


def _kept(promises: Sequence[Promise]) -> Iterator[str]:
    """Yield what became of the actions of an earlier incident, in sentences."""
    if not promises:
        yield "No action was promised then."
    for status, told in ((ActionStatus.DONE, "Done then"), (ActionStatus.DECLINED, "Declined")):
        names = [name(a) for a, state in promises if not state.open and a.status is status]
        if names:
            yield f"{told}: {several(names, _MOST_NAMED)}."
    late_first = sorted(promises, key=lambda promise: -promise[1].days_overdue)
    still = [f"{name(action)} ({_when(state)})" for action, state in late_first if state.open]
    if still:
        yield f"Still open: {several(still, _MOST_NAMED)}."


def _when(state: ActionState) -> str:
    if state.overdue:
        return f"overdue by {plural(state.days_overdue, 'day')}"
    return f"due {day(state.due)}" if state.due else "no due date"
