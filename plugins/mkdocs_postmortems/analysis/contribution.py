"""What a branch brings, for those who review it: its postmortems, and what past ones teach."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs_postmortems.analysis.action import ActionState, assess_actions
from mkdocs_postmortems.analysis.difference import Difference, compare
from mkdocs_postmortems.analysis.duration import Durations, measure_durations
from mkdocs_postmortems.analysis.likeness import Likeness, Past
from mkdocs_postmortems.branch import Branch
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.frames import build_frames
from mkdocs_postmortems.model import Action, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded

MOST_PRECEDENTS = 5

Promise = tuple[Action, ActionState]
"""An action, and where it stands."""


@dataclass(frozen=True)
class Precedent:
    """An earlier incident like one of the branch, and what was promised after it."""

    likeness: Likeness
    postmortem: Postmortem
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Contributed:
    """One postmortem of the branch.

    `difference` is None for a new one. `impact` is how long users felt it, None where not known.
    `precedents` are the incidents most like it, at most five; none are looked for where a change
    gives no reason to. Of one whose front matter is not `readable` only the problems are known.
    """

    postmortem: Postmortem
    readable: bool
    difference: Difference | None
    impact: dt.timedelta | None
    ongoing: bool
    promises: tuple[Promise, ...]
    problems: tuple[Problem, ...]
    precedents: tuple[Precedent, ...]


@dataclass(frozen=True)
class Contribution:
    """The new postmortems of a branch, then the changed ones, each by path, and those it removes.

    `others` are the problems of changed files that hold no postmortem: of the lists beside them.
    `folder` is that of the postmortems, relative to the top of the repository.
    """

    folder: PurePosixPath
    as_of: dt.date
    postmortems: tuple[Contributed, ...]
    removed: tuple[Postmortem, ...]
    others: tuple[Problem, ...]


def contribution_of(
    loaded: Loaded,
    branch: Branch,
    problems: Iterable[Problem],
    settings: Settings,
    as_of: dt.date,
) -> Contribution:
    """Return what a branch brings, read on the date `as_of`; `problems` are those of all files.

    Incidents and actions after `as_of` are told like the others: they stand on the branch.
    """
    knowledge_base = loaded.knowledge_base
    frames = build_frames(knowledge_base, settings, dt.date.max)
    lookup = _Lookup(
        past=Past(knowledge_base.postmortems, settings.zone),
        by_path={p.path: p for p in knowledge_base.postmortems},
        readable=frozenset(path for path, at in loaded.places.items() if at.block is not None),
        durations=measure_durations(frames),
        states=_by_path(assess_actions(frames, settings, as_of)),
        problems=_problems(problems, branch.changed),
    )
    found = [
        lookup.contributed(postmortem, branch.before.get(postmortem.path))
        for postmortem in knowledge_base.postmortems
        if postmortem.path in branch.changed
    ]
    others = [
        p for path, listed in lookup.problems.items() if path not in lookup.by_path for p in listed
    ]
    return Contribution(
        folder=branch.folder,
        as_of=as_of,
        removed=branch.removed,
        postmortems=tuple(sorted(found, key=lambda one: one.difference is not None)),
        others=tuple(others),
    )


@dataclass(frozen=True)
class _Lookup:
    """What is looked up for every postmortem of the branch, most of it by path."""

    past: Past
    by_path: dict[str, Postmortem]
    readable: frozenset[str]
    durations: dict[str, Durations]
    states: dict[str, list[ActionState]]
    problems: dict[str, list[Problem]]

    def contributed(self, postmortem: Postmortem, before: Postmortem | None) -> Contributed:
        difference = compare(before, postmortem) if before else None
        durations = self.durations[postmortem.path]
        downtime = postmortem.stats.downtime
        readable = postmortem.path in self.readable
        asked = readable and (difference is None or difference.alters_likeness)
        return Contributed(
            postmortem=postmortem,
            readable=readable,
            difference=difference,
            impact=downtime if downtime is not None else durations.mitigate,
            ongoing=durations.ongoing and self._is_dated(postmortem),
            promises=self._promises(postmortem),
            problems=tuple(self.problems.get(postmortem.path, ())),
            precedents=self._precedents(postmortem) if asked else (),
        )

    def _is_dated(self, postmortem: Postmortem) -> bool:
        """Say whether its start is known, and no end is there that only cannot be read."""
        unread = {problem.field for problem in self.problems.get(postmortem.path, ())}
        return postmortem.start is not None and not unread & {"mitigated", "resolved"}

    def _precedents(self, postmortem: Postmortem) -> tuple[Precedent, ...]:
        alike = self.past.like(postmortem)[:MOST_PRECEDENTS]
        earlier = [(likeness, self.by_path[likeness.path]) for likeness in alike]
        return tuple(Precedent(likeness, one, self._promises(one)) for likeness, one in earlier)

    def _promises(self, postmortem: Postmortem) -> tuple[Promise, ...]:
        states = self.states.get(postmortem.path, [])
        return tuple(zip(postmortem.actions, states, strict=True))


def _by_path(states: Iterable[ActionState]) -> dict[str, list[ActionState]]:
    found: dict[str, list[ActionState]] = defaultdict(list)
    for state in states:
        found[state.path].append(state)
    return dict(found)


def _problems(problems: Iterable[Problem], changed: Collection[str]) -> dict[str, list[Problem]]:
    """Return the problems of the changed files, the errors of each first."""
    found: dict[str, list[Problem]] = defaultdict(list)
    levels = list(Level)
    for problem in sorted(problems, key=lambda p: (p.path, levels.index(p.level), p)):
        if problem.path in changed:
            found[problem.path].append(problem)
    return dict(found)
