"""What differs between two states of one postmortem, as far as a reader would ask."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.model import Action, ActionStatus, Body, FrontMatter, Postmortem, Status

CLOSED = frozenset({ActionStatus.DONE, ActionStatus.DECLINED})


@dataclass(frozen=True)
class Turn:
    """A value that became another one; None where there is none."""

    before: str | None
    after: str | None


@dataclass(frozen=True)
class Moved:
    """An action that is due on another day than before; None for no date."""

    action: Action
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True)
class Difference:
    """What one postmortem says now and did not say before, or the other way round.

    Actions are the same if their titles are: one with another title is removed and added.
    `closed` are done or declined now and were open, `reopened` the reverse. `sections` are the
    headings of those whose text differs, or that only one of the states has. `elsewhere`: some
    other field of the front matter differs.
    """

    path: Turn | None
    title: Turn | None
    status: Turn | None
    severity: Turn | None
    services_added: tuple[str, ...]
    services_removed: tuple[str, ...]
    causes_added: tuple[str, ...]
    causes_removed: tuple[str, ...]
    added: tuple[Action, ...]
    removed: tuple[Action, ...]
    closed: tuple[Action, ...]
    reopened: tuple[Action, ...]
    moved: tuple[Moved, ...]
    sections: tuple[str, ...]
    elsewhere: bool

    @property
    def alters_likeness(self) -> bool:
        """Whether other incidents may be like it than before, or it is published now."""
        labels = (
            self.services_added,
            self.services_removed,
            self.causes_added,
            self.causes_removed,
        )
        published = self.status is not None and self.status.after == Status.PUBLISHED
        return published or any(labels)


_TOLD = frozenset({"title", "status", "severity", "services", "causes", "actions"})


def compare(before: Postmortem, after: Postmortem) -> Difference:
    """Return what differs between two states of one postmortem."""
    pairs, added, removed = _paired(before.actions, after.actions)
    old_causes, new_causes = (_factors(state) for state in (before, after))
    return Difference(
        path=_turn(before.path, after.path),
        title=_turn(before.title, after.title),
        status=_turn(before.status.value, after.status.value),
        severity=_turn(before.severity, after.severity),
        services_added=_without(after.services, before.services),
        services_removed=_without(before.services, after.services),
        causes_added=_without(new_causes, old_causes),
        causes_removed=_without(old_causes, new_causes),
        added=added,
        removed=removed,
        closed=tuple(new for old, new in pairs if _closes(old, new)),
        reopened=tuple(new for old, new in pairs if _closes(new, old)),
        moved=tuple(Moved(new, old.due, new.due) for old, new in pairs if old.due != new.due),
        sections=_differing_sections(before.body, after.body),
        elsewhere=_differs_elsewhere(before, after, pairs),
    )


def _differs_elsewhere(
    before: Postmortem, after: Postmortem, pairs: Iterable[tuple[Action, Action]]
) -> bool:
    fields = (name for name in FrontMatter.model_fields if name not in _TOLD)
    same_factors = set(_factors(before)) == set(_factors(after))
    return (
        any(getattr(before, name) != getattr(after, name) for name in fields)
        or (same_factors and before.causes != after.causes)
        or any(_differs_untold(old, new) for old, new in pairs)
    )


def _differs_untold(old: Action, new: Action) -> bool:
    """Say whether an action differs, and not only in what is told; its id may be its number."""
    told = old.due != new.due or _closes(old, new) or _closes(new, old)
    return not told and old.model_copy(update={"id": new.id}) != new


def _turn(before: str | None, after: str | None) -> Turn | None:
    return Turn(before, after) if before != after else None


def _factors(postmortem: Postmortem) -> tuple[str, ...]:
    return tuple(cause.factor for cause in postmortem.causes)


def _without(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    others = {*known, ""}
    return tuple(name for name in dict.fromkeys(names) if name not in others)


def _closes(old: Action, new: Action) -> bool:
    return old.status not in CLOSED and new.status in CLOSED


def _paired(
    before: Iterable[Action], after: Iterable[Action]
) -> tuple[list[tuple[Action, Action]], tuple[Action, ...], tuple[Action, ...]]:
    """Return the actions of both states in pairs of one title, the added and the removed ones."""
    known: dict[str, list[Action]] = defaultdict(list)
    for action in before:
        known[action.title].append(action)
    pairs, added = [], []
    for action in after:
        if known[action.title]:
            pairs.append((known[action.title].pop(0), action))
        else:
            added.append(action)
    removed = [action for left in known.values() for action in left]
    return pairs, tuple(added), tuple(removed)


def _differing_sections(before: Body, after: Body) -> tuple[str, ...]:
    old, new = _texts(before), _texts(after)
    return tuple(dict.fromkeys(heading for heading, _ in [*(new - old), *(old - new)]))


def _texts(body: Body) -> Counter[tuple[str, str]]:
    parts = [(section.heading, section.text.strip()) for section in body.sections]
    return Counter([("Preamble", body.preamble.strip()), *parts])
