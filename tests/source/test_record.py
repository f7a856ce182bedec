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

TEXT = "Write a text; put it in quotes if it looks like something else"
NUMBER = "Write a whole number without separators, such as 2400"
KEYS = "Write keys and values, one a line"


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


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("title: [a, b]", f"x.md:5:8: error PM112: title: found a list. {TEXT}"),
        ("title: {a: b}", f"x.md:5:8: error PM112: title: found a mapping. {TEXT}"),
        ("title: true", f"x.md:5:8: error PM112: title: found true. {TEXT}"),
        (
            "status: Published",
            'x.md:6:9: error PM112: status: found "Published". '
            'Write draft, in-review or published; did you mean "published"?',
        ),
        (
            "status: o",
            'x.md:6:9: error PM112: status: found "o". Write draft, in-review or published',
        ),
        (
            "services: {a: b}",
            f"x.md:5:11: error PM112: services[0]: found a mapping. {TEXT}",
        ),
        (
            "services: [orders, ~]",
            f"x.md:5:20: error PM112: services[1]: found nothing. {TEXT}",
        ),
        (
            "services: []",
            "x.md:5:11: error PM110: services: missing. "
            "Write `services:` (what was affected, such as [orders])",
        ),
        (
            "title: ''",
            "x.md:5:8: error PM110: title: missing. Write `title:` (what broke, in one line)",
        ),
        ("stats: many", f'x.md:6:8: error PM112: stats: found "many". {KEYS}'),
        (
            "stats: {affected_users: 2.400}",
            f'x.md:6:25: error PM112: stats.affected_users: found "2.400". {NUMBER}',
        ),
        (
            "stats: {affected_users: 2,400}",
            "x.md:6:27: warning PM111: stats.400: found an unknown key. Known are affected_users, "
            "failed_requests, revenue_lost, data_loss, downtime, time_to_detect, "
            "time_to_acknowledge, time_to_mitigate, time_to_resolve",
        ),
        (
            "stats: {affected_users: -1}",
            'x.md:6:25: error PM112: stats.affected_users: found "-1". Write 0 or a larger number',
        ),
        (
            "stats: {affected_users: true}",
            "x.md:6:25: error PM112: stats.affected_users: found true. "
            "Write a whole number such as 2400",
        ),
        (
            "stats: {affected_users: [1]}",
            f"x.md:6:25: error PM112: stats.affected_users: found a list. {NUMBER}",
        ),
        (
            f"stats: {{affected_users: {'9' * 20}}}",
            f'x.md:6:25: error PM112: stats.affected_users: found "{"9" * 20}". '
            "Write 1000000000000 or a smaller number",
        ),
        (
            f"stats: {{affected_users: {'9' * 5_000}}}",
            f'x.md:6:25: error PM112: stats.affected_users: found "{"9" * 60}". {NUMBER}',
        ),
        (
            "stats: {revenue_lost: '12,000 EUR'}",
            'x.md:6:23: error PM112: stats.revenue_lost: found "12,000 EUR". '
            "Write an amount and a currency such as 12000 EUR",
        ),
        (
            "stats: {downtime: [5m]}",
            "x.md:6:19: error PM113: stats.downtime: found a list, not a duration. "
            "Write such as 45s, 23m, 2h 15m or 1d 4h",
        ),
        ("roles: [ada]", f"x.md:6:8: error PM112: roles: found a list. {KEYS}"),
        ("roles: {lead: [ada]}", f"x.md:6:15: error PM112: roles.lead: found a list. {TEXT}"),
        (
            "links: https://x.example",
            'x.md:6:8: error PM112: links: found "https://x.example". '
            "Write a list: one entry a line, each after `- `",
        ),
        (
            "links: [https://x.example]",
            f'x.md:6:9: error PM112: links[0]: found "https://x.example". {KEYS}',
        ),
        (
            "links: [{title: a}]",
            "x.md:6:9: error PM110: links[0].url: missing. Write `url:` (Its address)",
        ),
        (
            "detection: {gap: no-alert}",
            "x.md:6:12: error PM110: detection.source: missing. Write `source:` (What found it)",
        ),
        (
            "detection: [employee]",
            f"x.md:6:12: error PM112: detection: found a list. {KEYS}",
        ),
        (
            "detection: true",
            f"x.md:6:12: error PM112: detection.source: found true. {TEXT}",
        ),
        (
            "causes: [{note: x}]",
            "x.md:6:10: error PM110: causes[0].factor: missing. Write `factor:` (The factor's "
            "label)",
        ),
        (
            "published: [2026-03-18]",
            "x.md:6:12: error PM114: published: found a list, not a date. "
            "Write a date such as 2026-03-15",
        ),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_to_write(
    read: Read, fields: str, problem: str
) -> None:
    _, problems = read(fields)
    assert problems == [problem]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            'title: " "',
            "5:8: error PM110: title: missing. Write `title:` (what broke, in one line)",
        ),
        ('severity: "\\t"', "5:11: error PM110: severity: missing. Write `severity:` (how bad"),
        ('services: ""', '5:11: error PM112: services[0]: found "". Write a text, or remove it'),
        ('services: [""]', '5:12: error PM112: services[0]: found "". Write a text, or remove it'),
        ('tags: [a, " "]', '6:11: error PM112: tags[1]: found "". Write a text, or remove it'),
        (
            'retry: {requires: [A1, ""]}',
            '6:24: error PM112: retry.requires[1]: found "". Write a text, or remove it',
        ),
        ('related: ""', '6:10: error PM112: related[0]: found "". Write a text, or remove it'),
        (
            'actions: [{title: a, addresses: [""]}]',
            '6:34: error PM112: actions[0].addresses[0]: found "". Write a text, or remove it',
        ),
        ('actions: [" "]', "6:11: error PM110: actions[0].title: missing. Write `title:` (What is"),
        (
            'actions: [{title: " ", owner: b}]',
            "6:19: error PM110: actions[0].title: missing. Write `title:` (What is",
        ),
    ],
)
def test_a_blank_text_is_none(read: Read, fields: str, problem: str) -> None:
    _, problems = read(fields)
    assert len(problems) == 1
    assert problem in problems[0]


def test_a_blank_entry_costs_no_other_and_a_blank_title_is_that_of_the_file(read: Read) -> None:
    postmortem, problems = read('title: " "\nservices: [a, " ", b]\nactions: ["", c]')
    assert [problem.split()[2] for problem in problems] == ["PM112:", "PM110:", "PM110:"]
    assert (postmortem.title, postmortem.services) == ("X", ("a", "b"))
    assert [action.title for action in postmortem.actions] == ["", "c"]


def test_keys_without_a_value_are_as_if_they_were_not_there(read: Read) -> None:
    postmortem, problems = read("status:\nstats:\nactions:\n  - title: a\n    due:\n")
    assert problems == []
    assert postmortem.status is Status.DRAFT


def test_keys_of_the_authors_own_begin_with_x(read: Read) -> None:
    _, problems = read("x-cost: [1, {x-y: 2}]\nactions: [{title: a, x-sprint: 12}]")
    assert problems == []


def test_an_unreadable_entry_costs_no_other(read: Read) -> None:
    postmortem, problems = read("actions:\n  - [a]\n  - title: b\n  - true\n  - c\n")
    assert [action.title for action in postmortem.actions] == ["b", "c"]
    assert problems == [
        f"x.md:7:5: error PM112: actions[0]: found a list. {KEYS}",
        f"x.md:9:5: error PM112: actions[2].title: found true. {TEXT}",
    ]


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
