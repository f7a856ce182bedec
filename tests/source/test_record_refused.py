"""What a record cannot hold: a value of another kind, a blank text, an unreadable entry."""

from collections.abc import Callable

import pytest

from mkdocs_postmortems.model import Postmortem

Read = Callable[..., tuple[Postmortem, list[str]]]

TEXT = "Write a text; put it in quotes if it looks like something else"
NUMBER = "Write a whole number without separators, such as 2400"
KEYS = "Write keys and values, one a line"


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


def test_an_unreadable_entry_costs_no_other(read: Read) -> None:
    postmortem, problems = read("actions:\n  - [a]\n  - title: b\n  - true\n  - c\n")
    assert [action.title for action in postmortem.actions] == ["b", "c"]
    assert problems == [
        f"x.md:7:5: error PM112: actions[0]: found a list. {KEYS}",
        f"x.md:9:5: error PM112: actions[2].title: found true. {TEXT}",
    ]
