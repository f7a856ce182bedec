"""Actions at `as_of`: what is open, what is overdue, by how much (METRICS.md, Actions)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from mkdocs_postmortems.analysis.column import plain_dates, plain_values
from mkdocs_postmortems.analysis.publishing import Publication, PublishState
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.settings import Settings


@dataclass(frozen=True)
class ActionState:
    """Where one action stands.

    `due` is the date given, else creation plus the days of its priority, else None. `open`:
    neither done nor declined by `as_of`. `overdue`: open and due before `as_of`; due today is
    not overdue. `age_days` counts from creation to `as_of`; 0 for what is closed.
    """

    path: str
    id: str
    due: dt.date | None
    open: bool
    overdue: bool
    days_overdue: int
    age_days: int
    due_by_policy: bool


def assess_actions(frames: Frames, settings: Settings, as_of: dt.date) -> tuple[ActionState, ...]:
    """Return the state of every action, in the order of the frame."""
    actions, today = frames.actions, pd.Timestamp(as_of)
    due = actions["due"].fillna(actions["created"] + _policy(actions["priority"], settings))
    closed = actions["status"].isin(["done", "declined"]) & ~(actions["closed"] > today)
    overdue = ~closed & (due < today)
    late = (today - due).dt.days
    age = (today - actions["created"]).dt.days
    columns = zip(
        actions["path"].tolist(),
        actions["id"].tolist(),
        plain_dates(due),
        closed.tolist(),
        overdue.tolist(),
        late.tolist(),
        age.tolist(),
        actions["due"].notna().tolist(),
        strict=True,
    )
    return tuple(
        ActionState(
            path=path,
            id=ident,
            due=due_on,
            open=not done,
            overdue=is_overdue,
            days_overdue=int(days_late) if is_overdue else 0,
            age_days=0 if done or math.isnan(days_old) else int(days_old),
            due_by_policy=not given and due_on is not None,
        )
        for path, ident, due_on, done, is_overdue, days_late, days_old, given in columns
    )


def _policy(priority: pd.Series[str], settings: Settings) -> pd.Series[pd.Timedelta]:
    """Return the time an action of each priority has; missing where there is no policy."""
    days = {name: days for name, days in settings.priorities.items() if days is not None}
    return pd.to_timedelta(priority.astype("string").map(days).astype("Int64"), unit="D")


@dataclass(frozen=True)
class ActionSummary:
    """Counts at `as_of`; `longest_overdue` is that of the oldest debt, in days."""

    total: int
    open: int
    overdue: int
    longest_overdue: int
    unowned: int
    undated: int


def summarise_actions(frames: Frames, states: Iterable[ActionState]) -> ActionSummary:
    """Return the counts of all actions; `unowned` and `undated` are of the open ones."""
    listed = list(states)
    owners = frames.actions["owner"].isna()
    return ActionSummary(
        total=len(listed),
        open=sum(state.open for state in listed),
        overdue=sum(state.overdue for state in listed),
        longest_overdue=max((state.days_overdue for state in listed), default=0),
        unowned=sum(s.open and bool(o) for s, o in zip(listed, owners, strict=True)),
        undated=sum(state.open and state.due is None for state in listed),
    )


class Verdict(StrEnum):
    """How one action met its due date, as known on `as_of`."""

    ON_TIME = "on time"
    LATE = "late"
    DECLINED = "declined"
    DECLINED_LATE = "late (declined after due)"
    OVERDUE = "overdue open"
    NOT_YET_DUE = "not yet due"
    NO_DUE_DATE = "no due date"


class Outcome(StrEnum):
    """What became of one action by `as_of`."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """One action as the figures see it, on the date `as_of`.

    `closed` is the date it was done or declined, None while it is open and where no date is
    recorded. `days` runs from `created` to `closed`, or to `as_of` while it is open; None where
    one of them is not known. `age_days` is that of an open action. `matured`: due before
    `as_of`, whatever became of it. `verdict` is None where an action that is closed and due has
    no closing date.
    """

    path: str
    id: str
    incident: str
    priority: str | None
    owner: str | None
    created: dt.date | None
    due: dt.date | None
    closed: dt.date | None
    open: bool
    age_days: int | None
    overdue: bool
    days_overdue: int
    matured: bool
    verdict: Verdict | None
    days: int | None
    outcome: Outcome


def list_actions(frames: Frames, settings: Settings, as_of: dt.date) -> tuple[ActionRecord, ...]:
    """Return every action created by `as_of`, in the order of the frame.

    due = as given, else created + the policy of the priority, else None. What was closed after
    `as_of` is still open.
    """
    actions = frames.actions
    states = assess_actions(frames, settings, as_of)
    names = dict(zip(frames.incidents["path"], frames.incidents["id"], strict=True))
    columns = zip(
        states,
        actions["status"].tolist(),
        plain_dates(actions["created"]),
        plain_dates(actions["closed"]),
        plain_values(actions["priority"]),
        plain_values(actions["owner"]),
        strict=True,
    )
    return tuple(
        _record(state, names[state.path], status, created, closed, priority, owner, as_of)
        for state, status, created, closed, priority, owner in columns
    )


def _record(
    state: ActionState,
    incident: str,
    status: str,
    created: dt.date | None,
    closed: dt.date | None,
    priority: str | None,
    owner: str | None,
    as_of: dt.date,
) -> ActionRecord:
    outcome = Outcome.OPEN if state.open else Outcome(status)
    ended = None if state.open else closed
    until = as_of if state.open else ended
    return ActionRecord(
        path=state.path,
        id=state.id,
        incident=incident,
        priority=priority,
        owner=owner,
        created=created,
        due=state.due,
        closed=ended,
        open=state.open,
        age_days=state.age_days if state.open and created else None,
        overdue=state.overdue,
        days_overdue=state.days_overdue,
        matured=state.due is not None and state.due < as_of,
        verdict=_verdict(state.due, outcome, ended, as_of),
        days=(until - created).days if until and created else None,
        outcome=outcome,
    )


def _verdict(
    due: dt.date | None, outcome: Outcome, closed: dt.date | None, as_of: dt.date
) -> Verdict | None:
    if due is None:
        return Verdict.NO_DUE_DATE
    if due >= as_of:
        return Verdict.NOT_YET_DUE
    if outcome is Outcome.OPEN:
        return Verdict.OVERDUE
    if closed is None:
        return None
    if outcome is Outcome.DECLINED:
        return Verdict.DECLINED if closed <= due else Verdict.DECLINED_LATE
    return Verdict.ON_TIME if closed <= due else Verdict.LATE


@dataclass(frozen=True)
class Debt:
    """What is owed at `as_of`; plain counts.

    `debt` = overdue actions + overdue postmortems. `on_time` of `on_time_of` is the on-time
    rate: of all matured actions, those done by their due date. Declined on or before the due
    date they leave the rate; counting only what is closed would flatter it. `unowned` and
    `undated` are of the open actions. Days are 0 where nothing is overdue. None is what the edition
    does not know: who owns what, where owners are left out; what is not published, where all that
    it has is.
    """

    total: int
    open: int
    overdue: int
    overdue_action_days: int
    oldest_overdue_days: int
    unowned: int | None
    undated: int
    matured: int
    on_time: int
    on_time_of: int
    overdue_postmortems: int | None
    debt: int | None


def sum_debt(
    actions: Sequence[ActionRecord], publications: Iterable[Publication], settings: Settings
) -> Debt:
    """Return the debt of all actions and postmortems, on the date they were listed for.

    An action that is closed without a date has no place in the on-time rate.
    """
    late = [action.days_overdue for action in actions if action.overdue]
    unpublished = None
    if settings.edition != "public":
        unpublished = sum(p.state is PublishState.OVERDUE for p in publications)
    unowned = sum(a.open and a.owner is None for a in actions)
    verdicts = Counter(action.verdict for action in actions if action.matured)
    return Debt(
        total=len(actions),
        open=sum(a.open for a in actions),
        overdue=len(late),
        overdue_action_days=sum(late),
        oldest_overdue_days=max(late, default=0),
        unowned=unowned if settings.shown.owners else None,
        undated=sum(a.open and a.due is None for a in actions),
        matured=sum(verdicts.values()),
        on_time=verdicts[Verdict.ON_TIME],
        on_time_of=sum(n for v, n in verdicts.items() if v not in (Verdict.DECLINED, None)),
        overdue_postmortems=unpublished,
        debt=None if unpublished is None else len(late) + unpublished,
    )
