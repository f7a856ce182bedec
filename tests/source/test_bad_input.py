"""Bad input: each is one clear message, and everything else is still there.

A message names file, line, column, level, rule, field, what was found and what to write. One bad
value or file after another stands in the cases of tests/hostile.
"""

from collections.abc import Callable

import pytest

from mkdocs_postmortems.source.loader import Loaded

Lines = Callable[..., list[str]]
Load = Callable[..., Loaded]
Whole = Callable[..., str]


def test_an_unknown_severity_is_reported_and_kept_as_written(load_tree: Load, whole: Whole) -> None:
    loaded = load_tree({"x.md": whole("severity: SEVERITY-1")})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [
        'x.md:5:11: error PM115: severity: found "SEVERITY-1". Did you mean "SEV-1"?'
    ]
    assert loaded.knowledge_base.postmortems[0].severity == "SEVERITY-1"


def test_what_ends_before_it_began_is_reported(checked: Lines, whole: Whole) -> None:
    fields = (
        "mitigated: 2026-03-15T14:43:00Z\nresolved: 2026-03-15T14:43:30Z\npublished: 2026-03-16"
    )
    assert checked({"x.md": whole(fields)}) == [
        "x.md:6:12: error PM301: mitigated: found 2026-03-15T14:43:00Z, before `started`, "
        "2026-03-15T14:44:00Z. Check date, time and offset of both",
        "x.md:7:11: error PM301: resolved: found 2026-03-15T14:43:30Z, before `started`, "
        "2026-03-15T14:44:00Z. Check date, time and offset of both",
    ]


def test_two_files_with_one_id_are_both_there(load_tree: Load, whole: Whole) -> None:
    loaded = load_tree({"2025/x.md": whole("title: A"), "2026/x.md": whole("title: B")})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [
        '2026/x.md:1:1: error PM109: id: found the id "x", which 2025/x.md has as well. '
        "Rename one of the two files"
    ]
    assert [p.title for p in loaded.knowledge_base.postmortems] == ["A", "B"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: "\ufeff" + text, id="BOM"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="both"),
    ],
)
def test_a_byte_order_mark_and_other_line_ends_are_fine_and_the_lines_are_right(
    load_tree: Load, whole: Whole, change: Callable[[str], str]
) -> None:
    text = whole("severity: SEV9", "## Timeline\n\n- soon it broke\n")
    loaded = load_tree({"x.md": change(text)})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [
        'x.md:5:11: error PM115: severity: found "SEV9". Did you mean "SEV-1"?',
        "x.md:9:1: warning PM119: timeline: found a row without a time. "
        "Write 14:44 or 2026-03-15 14:44",
    ]
    assert "\r" not in loaded.knowledge_base.postmortems[0].body.sections[0].text


def test_one_service_instead_of_a_list_is_accepted(load_tree: Load, whole: Whole) -> None:
    fields = "services: orders\nteams: payments\ntags: postgresql\ncauses: monitoring-gap"
    base = load_tree({"x.md": whole(fields)}).knowledge_base
    (postmortem,) = base.postmortems
    assert base.problems == ()
    assert postmortem.services == ("orders",)
    assert (postmortem.teams, postmortem.tags) == (("payments",), ("postgresql",))
    assert [cause.factor for cause in postmortem.causes] == ["monitoring-gap"]


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "# *Markdown* `code` | a | b |",
    "{{ 7 * 7 }}{% raw %}",
    "--8<-- 'secret'",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_text_is_text(load_tree: Load, whole: Whole, text: str) -> None:
    quoted = '"' + text.replace('"', '\\"') + '"'
    fields = f"""
title: {quoted}
services: [{quoted}]
teams: [{quoted}]
tags: [{quoted}]
causes:
  - {{factor: unknown, note: {quoted}}}
actions:
  - {{title: {quoted}, id: {quoted}, owner: {quoted}, ticket: {quoted}, reason: {quoted}}}
change: {{summary: {quoted}}}
roles: {{{quoted}: {quoted}}}
links:
  - {{title: {quoted}, url: https://x.example/}}
"""
    base = load_tree({"x.md": whole(fields)}).knowledge_base
    (postmortem,) = base.postmortems
    assert base.problems == ()
    (action,) = postmortem.actions
    assert postmortem.change
    assert {
        postmortem.title,
        *postmortem.services,
        *postmortem.teams,
        *postmortem.tags,
        postmortem.causes[0].note,
        action.title,
        action.id,
        action.owner,
        action.ticket,
        action.reason,
        postmortem.change.summary,
        *postmortem.roles,
        *postmortem.roles.values(),
        postmortem.links[0].title,
    } == {text}


def test_all_problems_of_a_file_are_reported_in_one_run(checked: Lines, whole: Whole) -> None:
    fields = """
severity: SEV-0
status: finished
colour: red
detected: yesterday
resolved: 2026-03-15T14:00:00Z
stats:
  affected_users: many
  time_to_resolve: 90
actions:
  - {title: a, due: soon, owners: b}
  - {owner: b, status: done}
"""
    body = "## Timeline\n\n| Time (UTC) | Event |\n| --- | --- |\n| soon | It broke |\n"
    assert checked({"x.md": whole(fields, body)}) == [
        'x.md:5:11: error PM115: severity: found "SEV-0". Did you mean "SEV-1"?',
        'x.md:6:9: error PM112: status: found "finished". Write draft, in-review or published',
        "x.md:7:1: warning PM111: colour: found an unknown key. Known are title, severity, "
        "status, services, teams, tags, visibility, started, detected, acknowledged, "
        "mitigated, resolved, published, detection, trigger, causes, stats, actions, change, "
        "retry, roles, links, related; keys of your own begin with x-",
        'x.md:8:11: error PM114: detected: found "yesterday", not an instant. '
        "Write an instant such as 2026-03-15T14:44:00Z, with Z or an offset",
        "x.md:9:11: error PM301: resolved: found 2026-03-15T14:00:00Z, before `started`, "
        "2026-03-15T14:44:00Z. Check date, time and offset of both",
        'x.md:11:19: error PM112: stats.affected_users: found "many". '
        "Write a whole number without separators, such as 2400",
        "x.md:12:20: error PM113: stats.time_to_resolve: found 90 without a unit. "
        "Write 90m for minutes, or another unit",
        'x.md:14:21: error PM114: actions[0].due: found "soon", not a date. '
        "Write a date such as 2026-03-15",
        'x.md:14:27: warning PM111: actions[0].owners: found an unknown key. Did you mean "owner"?',
        "x.md:15:5: error PM110: actions[1].title: missing. "
        "Write `title:` (What is done, in one line)",
        "x.md:15:5: warning PM307: actions[1].closed: found `status: done` without a date. "
        "Write `closed:`, the day on which it was done",
        'x.md:21:3: warning PM119: timeline: found the time "soon". '
        "Write 14:44 or 2026-03-15 14:44",
    ]
