"""The actions of each quarter: what was promised, done and owed at its end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from mkdocs_postmortems.analysis.action import list_actions
from mkdocs_postmortems.analysis.count import count_quarters
from mkdocs_postmortems.analysis.flow import count_flow
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.quarterly import Quarterly, Records, list_quarters
from mkdocs_postmortems.model import Action, ActionStatus, Postmortem

from .invented import AS_OF, SETTINGS, frames_of, incident, knowledge_bases, metrics_of

JANUARY = dt.datetime(2026, 1, 10, tzinfo=dt.UTC)
DAY = dt.date.fromisoformat


def action(ident: str, created: str, due: str = "", closed: str = "", how: str = "done") -> Action:
    """Return an action; with a closing day it is done or declined then."""
    return Action(
        id=ident,
        title=ident,
        created=DAY(created) if created else None,
        due=DAY(due) if due else None,
        closed=DAY(closed) if closed else None,
        status=ActionStatus(how if closed else "open"),
    )


def quarters(*actions: Action, as_of: str = "2026-10-05") -> dict[str, Quarterly]:
    """Return the quarters of one incident of January 2026 with these actions."""
    metrics = metrics_of(incident("i", JANUARY, actions=actions), as_of=DAY(as_of))
    return {str(one.quarter): one for one in list_quarters(metrics)}


@cache
def nothing() -> Metrics:
    return metrics_of()


def with_actions(*postmortems: Postmortem) -> Metrics:
    """Return metrics of which only quarters and actions are measured."""
    frames = frames_of(*postmortems)
    listed = list_actions(frames, SETTINGS, AS_OF)
    counts, flow = count_quarters(frames, AS_OF), count_flow(listed, AS_OF)
    return replace(nothing(), counts=counts, actions=listed, flow=flow)


def ids(records: Records) -> list[str]:
    return [record.id for record in records]


ACTIONS = (
    action("kept", "2026-01-20", due="2026-04-20", closed="2026-04-20"),
    action("late", "2026-01-20", due="2026-04-20", closed="2026-07-02"),
    action("open", "2026-02-01", due="2026-05-01"),
    action("turned-down", "2026-02-01", due="2026-06-30", closed="2026-05-01", how="declined"),
    action("quick", "2026-04-02", due="2026-04-16", closed="2026-04-10"),
    action("new", "2026-06-30", due="2026-08-29"),
)


def test_a_quarter_as_it_stood_at_its_end() -> None:
    spring = quarters(*ACTIONS)["2026-Q2"]
    assert (spring.until, spring.over) == (DAY("2026-06-30"), True)
    assert ids(spring.before) == ["kept", "late", "open", "turned-down"]
    assert ids(spring.opened) == ["new", "quick"]
    assert (ids(spring.done), ids(spring.declined)) == (["kept", "quick"], ["turned-down"])
    assert ids(spring.owed) == ["late", "open", "new"]
    assert ids(spring.overdue) == ["late", "open"]
    assert ids(spring.carried) == ["late", "open"]


def test_promises_are_kept_by_their_date_or_broken() -> None:
    spring = quarters(*ACTIONS)["2026-Q2"]
    assert ids(spring.promised.kept) == ["kept"]
    assert ids(spring.promised.broken) == ["late", "open"]
    assert ids(spring.promised.declined) == ["turned-down"]
    assert (spring.promised.judged, spring.promised.all) == (3, 4)
    assert (ids(spring.fresh.kept), spring.fresh.all) == (["quick"], 1)


@pytest.mark.parametrize(
    ("as_of", "owed", "carried", "ends"),
    [
        ("2026-05-15", ["late", "open"], ["late", "open"], {"open": 1}),
        ("2026-06-30", ["late", "open", "new"], ["late", "open"], {"open": 1, "new": 0}),
        ("2026-07-01", ["late", "open", "new"], ["late", "open"], {"open": 2, "new": 1}),
        ("2026-10-05", ["late", "open", "new"], ["late", "open"], {"open": 2, "new": 1}),
    ],
)
def test_the_end_of_a_quarter_stays_as_it_was(
    as_of: str, owed: list[str], carried: list[str], ends: dict[str, int]
) -> None:
    spring = quarters(*ACTIONS, as_of=as_of)["2026-Q2"]
    assert (ids(spring.owed), ids(spring.carried)) == (owed, carried)
    passed = {one.id: spring.ends_passed(one) for one in spring.owed}
    assert {ident: passed[ident] for ident in ends} == ends


def test_cohorts_tell_what_was_left_then_and_what_is_today() -> None:
    found = quarters(*ACTIONS)
    told = [(str(c.quarter), c.actions, c.open_then, c.open_now) for c in found["2026-Q2"].cohorts]
    assert told == [("2026-Q1", 4, 2, 1), ("2026-Q2", 2, 1, 1)]
    # Its own quarter is told even where nothing is left of it, others are not.
    done = quarters(action("a", "2026-02-01", closed="2026-02-02"))
    assert [c.open_then for c in done["2026-Q1"].cohorts] == [0]
    assert done["2026-Q2"].cohorts == ()


def test_due_today_is_not_overdue_and_not_judged_while_the_day_lasts() -> None:
    today = quarters(action("a", "2026-02-01", due="2026-05-15"), as_of="2026-05-15")["2026-Q2"]
    assert (ids(today.overdue), ids(today.promised.waiting)) == ([], ["a"])
    later = quarters(action("a", "2026-02-01", due="2026-06-30"))["2026-Q2"]
    assert (ids(later.overdue), ids(later.promised.broken)) == ([], ["a"])


def test_a_promise_is_kept_as_soon_as_it_is() -> None:
    early = action("a", "2026-02-01", due="2026-06-30", closed="2026-05-01")
    assert ids(quarters(early, as_of="2026-05-15")["2026-Q2"].promised.kept) == ["a"]


@pytest.mark.parametrize(
    ("odd", "opened", "owed"),
    [
        # Closed before it was created: as on the day of its creation.
        (action("a", "2026-05-01", closed="2026-02-01"), {"2026-Q2"}, set()),
        # Due before it was created: overdue from the start, promised to nobody.
        (
            action("a", "2026-05-01", due="2026-02-01"),
            {"2026-Q2"},
            {"2026-Q2", "2026-Q3", "2026-Q4"},
        ),
        # Closed on a day that is not recorded: until today.
        (
            Action(id="a", title="a", created=DAY("2026-05-01"), status=ActionStatus.DONE),
            {"2026-Q2"},
            {"2026-Q2", "2026-Q3"},
        ),
        # Created before the first incident on record.
        (action("a", "2025-05-01", closed="2026-04-01"), set(), {"2026-Q1"}),
        # Created on a day that is not known: in no count.
        (action("a", ""), set(), set()),
        # Closed in the future: open.
        (
            action("a", "2026-05-01", closed="2027-01-01"),
            {"2026-Q2"},
            {"2026-Q2", "2026-Q3", "2026-Q4"},
        ),
    ],
)
def test_odd_dates(odd: Action, opened: set[str], owed: set[str]) -> None:
    found = quarters(odd)
    assert {name for name, one in found.items() if one.opened} == opened
    assert {name for name, one in found.items() if one.owed} == owed
    assert not any(one.promised.all + one.fresh.all for one in found.values())


def test_closed_without_a_date_is_neither_kept_nor_broken() -> None:
    fields = {"created": DAY("2026-02-01"), "due": DAY("2026-05-01"), "status": "done"}
    found = quarters(Action(id="a", title="a", **fields))
    assert ids(found["2026-Q2"].promised.unknown) == ["a"]


def test_every_quarter_is_there_from_the_first_incident_to_today() -> None:
    assert list(quarters()) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert not quarters()["2026-Q4"].over
    assert list_quarters(metrics_of()) == ()


@given(knowledge_bases())
@settings(max_examples=25)
def test_the_quarters_add_up_and_agree_with_the_flow(postmortems: list[Postmortem]) -> None:
    metrics = with_actions(*postmortems)
    flow = {day.day: day for day in metrics.flow}
    before: Records | None = None
    for one in list_quarters(metrics):
        assert before is None or one.before == before
        before = one.owed
        closed = len(one.done) + len(one.declined)
        assert len(one.before) + len(one.opened) - closed == len(one.owed)
        assert sum(cohort.open_then for cohort in one.cohorts) == len(one.owed)
        assert sum(cohort.open_now for cohort in one.cohorts) == sum(a.open for a in one.owed)
        day = flow.get(one.until)
        if day:
            assert (len(one.owed), len(one.overdue)) == (day.open, day.overdue)
