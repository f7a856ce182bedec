"""Front matter to record: one bad value never costs the others."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from mkdocs_postmortems.model import ActionStatus, ActionType, Postmortem, Scope, Status, Visibility
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.postmortem import read_postmortem_text

Read = Callable[..., tuple[Postmortem, list[str]]]


def utc(hour: int, minute: int, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, 15, hour, minute, second, tzinfo=dt.UTC)


EXAMPLE = """
title: Order processing unavailable, database disk full
severity: SEV-1
status: published
services: [orders, orders-db]
teams: [payments]
tags: [postgresql]
visibility: internal
started: 2026-03-15T14:44:00Z
detected: 2026-03-15T14:44:45Z
acknowledged: 2026-03-15T14:47:00Z
mitigated: 2026-03-15T15:07:00Z
resolved: 2026-03-15T15:30:00Z
published: 2026-03-18
detection:
  source: synthetic-probe
  gap: no-alert
trigger: config-change
causes:
  - config-validation-gap
  - factor: monitoring-gap
    scope: systemic
    note: No alert on disk growth on any database host.
stats:
  affected_users: 2400
  failed_requests: 340
  revenue_lost: 12000 EUR
  data_loss: 0m
  downtime: 23m
  time_to_acknowledge: 3m
  time_to_resolve: 46m
actions:
  - title: Write snapshots to the external volume
    id: A1
    type: prevent
    priority: high
    owner: storage-team
    ticket: OPS-412
    created: 2026-03-16
    due: 2026-03-18
    status: done
    closed: 2026-03-17
    addresses: [config-validation-gap]
change:
  summary: Move the snapshot job to the new backup host
  url: https://git.example.com/ops/pull/812
retry:
  planned: 2026-04-02
  requires: [A1]
roles:
  incident-commander: on-call primary
links:
  - {title: Incident channel, url: https://chat.example.com/inc-412}
related: [2025-11-02-orders-replica-lag]
x-reviewers: [ada, grace]
"""


def test_the_whole_front_matter_is_read(read: Read) -> None:
    postmortem, problems = read(EXAMPLE)
    assert problems == []
    assert postmortem.status is Status.PUBLISHED
    assert postmortem.visibility is Visibility.INTERNAL
    assert postmortem.started == postmortem.start == utc(14, 44)
    assert postmortem.detected == utc(14, 44, 45)
    assert postmortem.acknowledged == utc(14, 47)
    assert postmortem.mitigated == utc(15, 7)
    assert postmortem.resolved == utc(15, 30)
    assert postmortem.published == dt.date(2026, 3, 18)
    assert postmortem.day == dt.date(2026, 3, 15)
    assert postmortem.detection
    assert (postmortem.detection.source, postmortem.detection.gap) == (
        "synthetic-probe",
        "no-alert",
    )
    assert [(c.factor, c.scope) for c in postmortem.causes] == [
        ("config-validation-gap", None),
        ("monitoring-gap", Scope.SYSTEMIC),
    ]
    stats = postmortem.stats
    assert (stats.affected_users, stats.failed_requests) == (2400, 340)
    assert stats.revenue_lost
    assert (stats.revenue_lost.amount, stats.revenue_lost.currency) == (Decimal(12000), "EUR")
    assert (stats.data_loss, stats.downtime) == (dt.timedelta(), dt.timedelta(minutes=23))
    (action,) = postmortem.actions
    assert (action.type, action.status) == (ActionType.PREVENT, ActionStatus.DONE)
    assert (action.created, action.due, action.closed) == tuple(
        dt.date(2026, 3, day) for day in (16, 18, 17)
    )
    assert postmortem.retry
    assert postmortem.retry.requires == ("A1",)
    assert postmortem.roles == {"incident-commander": "on-call primary"}
    assert postmortem.links[0].url == "https://chat.example.com/inc-412"


def test_short_forms(read: Read) -> None:
    postmortem, problems = read(
        "detection: employee\ncauses: unknown\nactions: [Look at the disk]\nchange: A new host"
    )
    assert problems == []
    assert postmortem.detection
    assert postmortem.detection.source == "employee"
    assert [cause.factor for cause in postmortem.causes] == ["unknown"]
    assert [(action.id, action.title) for action in postmortem.actions] == [
        ("A1", "Look at the disk")
    ]
    assert postmortem.change
    assert postmortem.change.summary == "A new host"


def test_one_mapping_where_a_list_is_asked_for_is_its_only_entry(read: Read) -> None:
    postmortem, problems = read(
        "causes: {factor: unknown, scope: specifc, note: We looked.}\nactions: {title: a, due: x}"
    )
    assert problems == [
        'x.md:6:34: error PM112: causes[0].scope: found "specifc". '
        'Write specific or systemic; did you mean "specific"?',
        'x.md:7:26: error PM114: actions[0].due: found "x", not a date. '
        "Write a date such as 2026-03-15",
    ]
    assert [(c.factor, c.note) for c in postmortem.causes] == [("unknown", "We looked.")]
    assert [action.title for action in postmortem.actions] == ["a"]


def test_numbers_are_texts_where_texts_are_asked_for(read: Read) -> None:
    postmortem, problems = read("title: 503\ntags: [2026, 7]\nactions: [{title: 1, owner: 2}]")
    assert problems == []
    assert (postmortem.title, postmortem.tags) == ("503", ("2026", "7"))
    assert postmortem.actions[0].owner == "2"


def test_a_bare_date_of_the_start_means_that_the_time_is_not_known(read: Read) -> None:
    postmortem, problems = read("started: 2026-03-15")
    assert problems == []
    assert (postmortem.start, postmortem.day) == (None, dt.date(2026, 3, 15))


def test_instants_without_an_offset_are_in_the_zone_of_the_site(read: Read) -> None:
    settings = Settings.from_mapping({"timezone": "America/New_York"})
    postmortem, problems = read("started: 2026-03-15 23:30", settings=settings)
    assert problems == []
    assert postmortem.start == dt.datetime(2026, 3, 16, 3, 30, tzinfo=dt.UTC)
    assert postmortem.day == dt.date(2026, 3, 15)


@pytest.mark.parametrize(
    ("fields", "created"),
    [
        ("actions: [{title: a, created: 2026-03-20}]\npublished: 2026-03-18", "2026-03-20"),
        ("actions: [a]\nresolved: 2026-03-16T10:00:00Z\npublished: 2026-03-18", "2026-03-18"),
        ("actions: [a]\nresolved: 2026-03-16T10:00:00Z", "2026-03-16"),
        ("actions: [a]", "2026-03-15"),
        ("actions: [a]\nstarted: 2026-03-14", "2026-03-14"),
    ],
)
def test_an_action_is_created_when_published_else_resolved_else_started(
    read: Read, fields: str, created: str
) -> None:
    postmortem, _ = read(fields)
    assert str(postmortem.actions[0].created) == created


def test_the_day_of_an_action_is_that_of_the_zone_of_the_site(read: Read) -> None:
    settings = Settings.from_mapping({"timezone": "Asia/Tokyo"})
    postmortem, _ = read("actions: [a]\nresolved: 2026-03-15T20:00:00Z", settings=settings)
    assert postmortem.actions[0].created == dt.date(2026, 3, 16)


def test_actions_are_numbered_in_order(read: Read) -> None:
    postmortem, _ = read("actions: [a, {title: b, id: OPS-1}, c]")
    assert [action.id for action in postmortem.actions] == ["A1", "OPS-1", "A3"]


def test_keys_without_a_value_are_as_if_they_were_not_there(read: Read) -> None:
    postmortem, problems = read("status:\nstats:\nactions:\n  - title: a\n    due:\n")
    assert problems == []
    assert postmortem.status is Status.DRAFT


def test_keys_of_the_authors_own_begin_with_x(read: Read) -> None:
    _, problems = read("x-cost: [1, {x-y: 2}]\nactions: [{title: a, x-sprint: 12}]")
    assert problems == []


def test_a_record_is_frozen(read: Read) -> None:
    postmortem, _ = read()
    changed: Any = postmortem
    with pytest.raises(ValueError, match="frozen"):
        changed.title = "other"


@pytest.mark.parametrize("written", ["x-internal: ''", "x-internal: ['']", "x-internal: [' ', 3]"])
def test_an_empty_mark_is_a_name_that_nothing_has(written: str) -> None:
    text = f"---\ntitle: A\n{written}\n---\n"
    found = read_postmortem_text(text, "2026/a.md", Settings())
    assert "PM123" in {problem.rule for problem in found.problems}
    assert found.postmortem.title == "A"
