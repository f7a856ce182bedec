"""The JSON schemas and the loader agree: what one accepts or refuses, the other does too."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mkdocs_postmortems.example import CONTACT, POSTMORTEM, SERVICE
from mkdocs_postmortems.json_schema import catalogue_schema, contacts_schema, postmortem_schema
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load
from mkdocs_postmortems.source.postmortem import read_postmortem_text
from mkdocs_postmortems.source.strict_yaml import StrictHandler, build, parse

OF_VALUES = {f"PM{number}" for number in range(110, 117)}
"""The rules that a schema can tell: fields, keys, kinds of values, labels, links."""

Whole = Callable[..., str]
Tree = Callable[..., Any]


def accepted_by_loader(text: str, settings: Settings) -> bool:
    problems = read_postmortem_text(text, "x.md", settings).problems
    assert not {p.rule for p in problems} & {"PM102", "PM103", "PM104", "PM105", "PM106"}, problems
    return not any(problem.rule in OF_VALUES for problem in problems)


def disagreements(whole: Whole, fields: list[str], settings: Settings | None = None) -> list[str]:
    """Return those of the pieces of front matter that only one of the two accepts."""
    settings = settings or Settings()
    validator = Draft202012Validator(postmortem_schema(settings))
    handler = StrictHandler()
    found = []
    for text in fields:
        file = whole(text)
        by_schema = validator.is_valid(handler.load(handler.split(file)[0]))
        if by_schema != accepted_by_loader(file, settings):
            found.append(f"{'accepted' if by_schema else 'refused'} by the schema only: {text}")
    return found


def written(pattern: str, values: str) -> list[str]:
    """Return the pattern with each of the values, which bars and line ends part."""
    return [pattern.format(value) for value in re.split(r" \| |\n", values.strip("\n"))]


INSTANTS = """
2026-03-15T14:44:00Z | 2026-03-15 14:44 | 2026-3-5t1:44z | 02026-03-15T14:44
2026-03-15T14:44:00.123456789+01:00 | 2026-03-15T14:44:00.1234567890Z
2026-03-15T 14:44:00 +0100 | 2026-03-15T14:44:00 UTC | 2026-03-15T14:44:00 CET
2026-03-15T14:44:00+14:45 | 2026-03-15T14:44:00+15:00 | 2026-03-15T14:44:00-12
2026-03-15T14:44:00-13:00 | 2026-03-15T14:44:00+01:20 | 2026-03-15T14:44:00+1:00
2026-03-15T24:00 | 2026-03-15T23:60 | 2026-03-15T23:59:60Z | 22026-03-15T14:44:00Z
1989-12-31T23:59:59Z | 2100-12-31T23:59:59Z | 2101-01-01T00:00:00Z | 2026-13-01T00:00Z
2026-03-15 | 14:45 | ' 2026-03-15T14:44:00Z ' | yesterday | 20260315 | true
[2026-03-15T14:44:00Z] | ""
"""
DATES = """
2026-03-15 | 2026-3-5 | 02026-03-05 | 1990-01-01 | 1989-12-31 | 2100-12-31 | 2202-03-18
2026-00-10 | 2026-13-01 | 2026-01-00 | 2026-01-32 | 2026/03/15 | 15.03.2026
2026-03-15T14:44:00Z | 20260315 | soon | ' 2026-03-15 ' | {} | ""
"""
DURATIONS = """
45s | 23m | 2h 15m | 2h15m | 1d 4h | 2 H | 5mins | 5min | 5sec | 5secs | 5hrs | 5 days | 1h1h
0m | 000000m | PT1H30M | P1D | P1DT | P1DT2H | PT | P | p1d | PT1.5H | 1.5h | -5m | 90 | 0
1:30 | 12:05 | 1:30:00 | '23' | 1234567h | m5 | 5m,3s | 5m 5 | ' 5m ' | a while | false | [5m]
""
"""
AMOUNTS = """
12000 EUR | 12000EUR | 12000  EUR | 12000.5 EUR | 12000.555 EUR | 12,000 EUR | EUR 12000
12000 eur | 12000 | '12000' | -5 EUR | 1234567890123456 EUR | ' 5 EUR ' | true | ""
"""
LINKS = """
https://x.example/a?b#c | http://x | HTTPS://x.example/a | mailto:team@x.example | MailTo:x
'mailto:' | https:// | https:///x | https://?q | https://#f | https:/x | https:x | //x.example
x.example | ftp://x.example | javascript:alert(1) | 'java\\tscript:alert(1)'
"https://x.example/\\u0009y" | data:text/html,x | https://x.example/a b | https://x\\y
'https://x"y' | https://x<y | https://x.example/ä | ' https://x.example ' | 5
[https://x.example] | ""
"""
COUNTS = """
2400 | 0 | -0 | -1 | 1000000000000 | 1000000000001 | '2400' | +5 | 007 | 2_400 | 2__400
2400.0 | 2400.5 | 1e3 | 2,400 | many | true | [5] | ""
"""
TEXTS = """
Orders down | '5' | 2026 | 2026-03-15 | no | yes | true | [a] | {a: b}
"""
LABELS = """
code-deploy | Code-Deploy | CODE-DEPLOY | code deploy | ' code-deploy' | codedeploy
[code-deploy] | {a: b} | true | 5
"""
LISTS = """
orders | 5 | [orders, 5] | [] | [orders, null] | [true] | [[orders]] | [""] | "" | true
[orders, ""] | " " | [" "] | '\t'
{a: b}
"""

RECORDS = [
    "trigger: none-identified",
    "severity:",
    "title: ''",
    "title: '  '",
    "change: ' '",
    "status: finished",
    "status:",
    "visibility: 5",
    "colour: red",
    "sevices: [a]",
    "x-ours: {any: [thing]}",
    "detection: customer",
    "detection: CUSTOMER",
    "detection: 5",
    "detection: nobody",
    "detection: {}",
    "detection:",
    "detection: {source: customer, gap: no-alert, x-a: 1}",
    "detection: {gap: no-alert}",
    "detection: {source: }",
    "causes: test-gap",
    "causes: nobody",
    "causes: []",
    "causes:",
    "causes: [test-gap, {factor: Review-Gap, scope: systemic, note: 5}]",
    "causes: [null]",
    "causes: [[test-gap]]",
    "causes: {factor: ''}",
    "causes: [{scope: systemic}]",
    "causes: [{factor: test-gap, scope: everywhere}]",
    "causes: [{factor: test-gap, fator: b}]",
    "stats: {}",
    "stats:",
    "stats: []",
    "stats: {affected_users: 5, users: 6}",
    "stats: {affected_users: }",
    "actions: Fix it",
    "actions: [Fix it, {title: Test it}]",
    "actions: {title: Fix it}",
    "actions: {title: ''}",
    "actions: ['']",
    "actions: [{title: ' '}]",
    "actions: [{title: Fix it, addresses: [' ']}]",
    "actions: [{title: Fix it, owner: ' '}]",
    "actions: [{title: Fix it, owners: b}]",
    "actions: [{owner: b}]",
    "actions: [{title: }]",
    "actions: [{title: Fix it, x-points: 5}]",
    "actions: [{title: Fix it, type: prevent, status: declined, closed: 2026-04-01, reason: No}]",
    "actions: [{title: Fix it, type: fix}]",
    "actions: [{title: Fix it, priority: P0}]",
    "actions: [{title: Fix it, priority: p0}]",
    "actions: [{title: Fix it, priority: P9}]",
    "actions: [{title: Fix it, addresses: test-gap}]",
    "actions: [{title: Fix it, addresses: [TEST-GAP]}]",
    "actions: [{title: Fix it, addresses: [test-gap, nobody]}]",
    "actions: [{title: Fix it, ticket: 412, owner: 7, id: 1}]",
    "actions: [{title: Fix it, due: , closed: , owner: , addresses: }]",
    "change: Move it",
    "change: {url: 'https://x.example'}",
    "retry: {planned: 2026-04-02, requires: A1}",
    "retry: 2026-04-02",
    "roles: {commander: somebody, scribe: 5, third: , x-own: [1]}",
    "roles: {commander: [a]}",
    "roles: {commander: true}",
    "roles: [a]",
    "links: [{title: a, url: 'https://x.example'}]",
    "links: {title: a, url: 'https://x.example'}",
    "links: [{title: a}]",
    "links: [{url: 'https://x.example'}]",
    "links: ['https://x.example']",
    "links: []",
    "related: other",
]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(written("detected: {}", INSTANTS), id="instants"),
        pytest.param(written("started: {}", INSTANTS), id="moments"),
        pytest.param(written("started: {}", DATES), id="dates as moments"),
        pytest.param(written("published: {}", DATES), id="dates"),
        pytest.param(written("stats:\n  downtime: {}", DURATIONS), id="durations"),
        pytest.param(written("stats:\n  revenue_lost: {}", AMOUNTS), id="amounts"),
        pytest.param(written("stats:\n  affected_users: {}", COUNTS), id="counts"),
        pytest.param(written("change:\n  summary: a\n  url: {}", LINKS), id="links"),
        pytest.param(written("title: {}", TEXTS), id="texts"),
        pytest.param(written("trigger: {}", LABELS), id="labels"),
        pytest.param(written("services: {}", LISTS), id="a list that must not be empty"),
        pytest.param(written("teams: {}", LISTS), id="a list that may be empty"),
        pytest.param(RECORDS, id="records"),
    ],
)
def test_the_schema_accepts_what_the_loader_accepts_and_nothing_else(
    whole: Whole, fields: list[str]
) -> None:
    assert disagreements(whole, fields) == []


ACCEPTED = "accepted by the schema only"
REFUSED = "refused by the schema only"


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        pytest.param("published: 2026-02-30", ACCEPTED, id="a pattern has no calendar"),
        pytest.param("stats: {downtime: 4000d}", ACCEPTED, id="nor does it add up"),
        pytest.param("stats: {affected_users: '9999999999999'}", ACCEPTED, id="nor compare"),
        pytest.param("change: {summary: a, url: 'https://['}", ACCEPTED, id="nor know hosts"),
        pytest.param("trigger: ''", REFUSED, id="an empty label is no label to choose"),
    ],
)
def test_the_two_differ_where_a_pattern_cannot_tell(
    whole: Whole, text: str, difference: str
) -> None:
    assert disagreements(whole, [text]) == [f"{difference}: {text}"]


def test_they_differ_in_a_time_that_a_clock_change_skips(whole: Whole) -> None:
    text = "detected: 2026-03-29 02:30"
    settings = Settings(timezone="Europe/Berlin")
    assert disagreements(whole, [text], settings) == [f"{ACCEPTED}: {text}"]


def test_labels_come_from_the_settings_with_old_spellings_in_any_case(whole: Whole) -> None:
    settings = Settings.from_mapping(
        {
            "severities": ["1", "2 (bad)", "Größer"],
            "aliases": {"severities": {"sev1": "1", "a.b|c*": "2 (bad)"}},
        }
    )
    labels = ["1", "'1'", "2", "SEV1", "größer", "GRÖSSER", "GRÖßER", "SEV-1", "aXb|c*", "high"]
    fields = [f"severity: {label}" for label in [*labels, "2 (BAD)", "A.B|C*", "a.b", "[1]"]]
    fields += [f"actions: [{{title: a, priority: {label}}}]" for label in ("must", "MUST", "soon")]
    # Where two letters in lower case are one in upper case, only the loader knows it.
    assert disagreements(whole, fields, settings) == [f"{REFUSED}: severity: GRÖSSER"]


def test_an_old_spelling_of_a_label_that_is_gone_is_refused(whole: Whole) -> None:
    settings = Settings.from_mapping({"priorities": {"now": 7}})
    fields = [f"actions: [{{title: a, priority: {label}}}]" for label in ("now", "must", "high")]
    assert disagreements(whole, fields, settings) == []


def test_the_example_is_read_without_a_problem_and_accepted() -> None:
    handler = StrictHandler()
    front = handler.load(handler.split(POSTMORTEM)[0])
    assert read_postmortem_text(POSTMORTEM, "x.md", Settings()).problems == ()
    assert Draft202012Validator(postmortem_schema(Settings())).is_valid(front)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SERVICE, id="the example"),
        "",
        "[]",
        "orders: {}",
        "- orders",
        "- name: orders\n  tier: 1\n  rto: 30m\n  rpo:\n  x-a: [1]",
        "- description: no name",
        "- name: ''",
        "- name: orders\n  rto: 30",
        "- name: orders\n  runbook: wiki.example.com",
        "- name: orders\n  onwer: a",
    ],
)
def test_the_schema_of_the_catalogue_agrees_with_its_reader(tree: Tree, text: str) -> None:
    problems = load(tree({"services.yml": text}), Settings()).knowledge_base.problems
    validator = Draft202012Validator(catalogue_schema())
    assert validator.is_valid(build(parse(text))) == (not problems)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CONTACT, id="the example"),
        "",
        "contacts: {}",
        "- name: Rota\n  reach: '#on-call'\n  place:\n  x-a: [1]",
        "- name: Rota\n  reach: []",
        "- purpose: no name",
        "- name: Rota\n  timezone: 'Berlin, Paris'",
        "- name: Rota\n  checked: in May",
        "- name: Rota\n  phone: 1",
    ],
)
def test_the_schema_of_the_contacts_agrees_with_its_reader(tree: Tree, text: str) -> None:
    problems = load(tree({"contacts.yml": text}), Settings()).knowledge_base.problems
    validator = Draft202012Validator(contacts_schema())
    assert validator.is_valid(build(parse(text))) == (not problems)
