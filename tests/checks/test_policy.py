"""PM5xx: what the team promised itself; the same as what the metrics count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mkdocs_postmortems.analysis.action import list_actions
from mkdocs_postmortems.analysis.publishing import PublishState, list_publications
from mkdocs_postmortems.checks import check
from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.frames import build_frames
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, load

Lines = Callable[..., list[str]]
Whole = Callable[..., str]
Load = Callable[..., Loaded]

ROOT = Path(__file__).parents[2]
RESOLVED = "resolved: 2026-03-15T15:30:00Z\n"
PUBLISHED = f"status: published\ntrigger: config-change\ncauses: unknown\n{RESOLVED}"


def read_on(loaded: Loaded, day: dt.date, settings: Settings | None = None) -> list[str]:
    return [str(problem) for problem in check(loaded, settings or Settings(), day)]


@pytest.mark.parametrize(
    ("published", "problems"),
    [
        ("2026-04-04", []),
        (
            "2026-04-05",
            [
                "x.md:10:12: info PM501: published: found 2026-04-05, but it was to be published "
                "by 2026-04-04 (SEV-3: 20 days from `resolved`). Keep the date; if the days are "
                "too few, change `publish_days` of the severity"
            ],
        ),
    ],
)
def test_published_after_the_days_of_its_severity(
    checked: Lines, whole: Whole, published: str, problems: list[str]
) -> None:
    assert checked({"x.md": whole(f"{PUBLISHED}published: {published}")}) == problems


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_unpublished_after_the_days_of_its_severity(
    load_tree: Load, whole: Whole, status: str
) -> None:
    loaded = load_tree({"x.md": whole(f"status: {status}\n{RESOLVED}")})
    assert read_on(loaded, dt.date(2026, 4, 4)) == []
    assert read_on(loaded, dt.date(2026, 4, 5)) == [
        "x.md:2:1: warning PM502: published: found no date, but it was to be published by "
        "2026-04-04 (SEV-3: 20 days from `resolved`). "
        "Publish it: write `published:` and `status: published`"
    ]


def test_a_date_of_publication_to_come_is_one_problem(load_tree: Load, whole: Whole) -> None:
    late, early = dt.date(2026, 4, 5), dt.date(2026, 4, 4)
    waiting = load_tree({"x.md": whole(f"{RESOLVED}published: 2027-03-18")})
    assert ["PM309" in line for line in read_on(waiting, early)] == [True]
    assert read_on(waiting, late) == [
        "x.md:7:12: warning PM502: published: found 2027-03-18, after 2026-04-05, but it was to be "
        "published by 2026-04-04 (SEV-3: 20 days from `resolved`). "
        "Publish it: write `published:` and `status: published`"
    ]
    misdated = load_tree({"x.md": whole(f"{PUBLISHED}published: 2027-03-18")})
    assert ["PM309" in line for line in read_on(misdated, late)] == [True]


@pytest.mark.parametrize(
    "fields",
    [
        # Not resolved yet.
        "mitigated: 2026-03-15T15:30:00Z",
        # A severity without a limit.
        f"severity: SEV-4\n{RESOLVED}",
        # Published; when is not known.
        PUBLISHED,
        # A draft is not late by a date that stands in it.
        f"{RESOLVED}published: 2026-09-01",
    ],
)
def test_what_is_not_owed_is_not_late(checked: Lines, whole: Whole, fields: str) -> None:
    assert checked({"x.md": whole(fields)}) == []


def test_the_days_begin_on_the_day_of_the_site(load_tree: Load, whole: Whole) -> None:
    settings = Settings.from_mapping({"timezone": "Pacific/Auckland"})
    loaded = load_tree({"x.md": whole(RESOLVED)}, settings)
    assert read_on(loaded, dt.date(2026, 4, 5), settings) == []
    assert "by 2026-04-05 " in read_on(loaded, dt.date(2026, 4, 6), settings)[0]


URGENT = """
status: in-review
actions:
  - {{title: a, owner: t, ticket: OPS-1, priority: {priority}, created: 2026-09-20, {more}}}
"""


@pytest.mark.parametrize("more", ["status: open", "due: 2026-12-01", "due: 2026-09-30"])
def test_an_urgent_action_is_older_than_its_days(load_tree: Load, whole: Whole, more: str) -> None:
    loaded = load_tree({"x.md": whole(URGENT.format(priority="high", more=more))})
    assert read_on(loaded, dt.date(2026, 10, 4)) == []
    assert read_on(loaded, dt.date(2026, 10, 5)) == [
        "x.md:8:5: warning PM503: actions[0]: found A1 open for 15 days, where high has 14. "
        "Close it, decline it with a `reason:`, or lower its `priority:`"
    ]


@pytest.mark.parametrize(
    ("priority", "more"),
    [
        ("medium", "due: 2026-09-21"),
        ("high", "status: done, closed: 2026-10-05"),
        ("high", "status: declined, closed: 2026-10-05, reason: No"),
    ],
)
def test_what_is_closed_or_less_urgent_may_be_old(
    checked: Lines, whole: Whole, priority: str, more: str
) -> None:
    assert checked({"x.md": whole(URGENT.format(priority=priority, more=more))}) == []


def test_the_most_urgent_priority_is_the_first_that_has_days(checked: Lines, whole: Whole) -> None:
    settings = Settings.from_mapping(
        {"priorities": {"now": None, "soon": 7, "later": 90}, "aliases": {"priorities": {}}}
    )
    found = {
        priority: checked(
            {"x.md": whole(URGENT.format(priority=priority, more="due: 2027-01-01"))}, settings
        )
        for priority in ("now", "soon", "later")
    }
    assert [priority for priority, lines in found.items() if lines] == ["soon"]
    none = Settings.from_mapping({"priorities": {"now": None}, "aliases": {"priorities": {}}})
    text = whole(URGENT.format(priority="now", more="due: 2027-01-01"))
    assert checked({"x.md": text}, none) == []


def test_a_draft_owes_no_action(checked: Lines, whole: Whole) -> None:
    text = whole(URGENT.format(priority="high", more="status: open").replace("in-review", "draft"))
    assert checked({"x.md": text}) == []


@cache
def example() -> tuple[Loaded, Settings]:
    settings = read_configuration(ROOT / "mkdocs.yml").settings
    return load(ROOT / "postmortems", settings), settings


DAYS = [dt.date(2025, 4, 2), dt.date(2025, 7, 12), dt.date(2026, 9, 17), dt.date(2026, 10, 5)]


def paths_of(rule: str, day: dt.date) -> set[str]:
    loaded, settings = example()
    return {problem.path for problem in check(loaded, settings, day) if problem.rule == rule}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_metrics_count_the_same_postmortems(day: dt.date) -> None:
    loaded, settings = example()
    frames = build_frames(loaded.knowledge_base, settings, day)
    states = {p.path: p.state for p in list_publications(frames, settings, day)}
    late = {path for path, state in states.items() if state is PublishState.LATE}
    overdue = {path for path, state in states.items() if state is PublishState.OVERDUE}
    assert (paths_of("PM501", day), paths_of("PM502", day)) == (late, overdue)


def test_the_days_show_all_kinds_of_lateness() -> None:
    shown = {rule: [bool(paths_of(rule, day)) for day in DAYS] for rule in ("PM501", "PM502")}
    assert shown == {"PM501": [False, True, True, True], "PM502": [False, False, True, True]}
    assert paths_of("PM503", DAYS[-1])


def test_the_metrics_count_the_same_urgent_actions() -> None:
    loaded, settings = example()
    day = DAYS[-1]
    frames = build_frames(loaded.knowledge_base, settings, day)
    drafts = {p.path for p in loaded.knowledge_base.postmortems if p.status == "draft"}
    old = {
        action.path
        for action in list_actions(frames, settings, day)
        if action.open and action.priority == "high" and (action.age_days or 0) > 14
    }
    assert paths_of("PM503", day) == old - drafts
