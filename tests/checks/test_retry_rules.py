"""PM210, PM314: when a change is tried again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[..., list[str]]
Whole = Callable[..., str]

FIELDS = """
status: in-review
actions:
  - {{title: a, id: A1, status: done, closed: 2026-03-20}}
  - {{title: b, id: A2, owner: t, ticket: OPS-1, priority: low, status: in-progress}}
  - {{title: c, id: A3, status: declined, closed: 2026-03-20, reason: No}}
retry: {retry}
"""


def problems(checked: Lines, whole: Whole, retry: str) -> list[str]:
    return checked({"x.md": whole(FIELDS.format(retry=retry))})


@pytest.mark.parametrize(
    ("retry", "column", "problem"),
    [
        (
            "{planned: 2026-10-06, requires: [A1, A2]}",
            40,
            "found A2 (in-progress), to be done before the retry planned for 2026-10-06. "
            "Finish it by then, move `planned`, or take it out of `requires`",
        ),
        (
            "{planned: 2026-10-05, requires: [A1, A2, A3]}",
            40,
            "found A2 (in-progress), A3 (declined), to be done before the retry that was planned "
            "for 2026-10-05. Write `status: done` if it is, or move `planned`",
        ),
        (
            "{requires: A3}",
            19,
            "found A3 (declined), to be done before the retry. "
            "Finish it, or take it out of `requires`",
        ),
    ],
)
def test_what_a_retry_waits_for_is_named(
    checked: Lines, whole: Whole, retry: str, column: int, problem: str
) -> None:
    assert problems(checked, whole, retry) == [
        f"x.md:11:{column}: info PM210: retry.requires: {problem}"
    ]


@pytest.mark.parametrize(
    "retry",
    [
        "{planned: 2026-10-05, requires: [A1]}",
        "{planned: 2026-10-05}",
        # On the day of the incident.
        "{planned: 2026-03-15}",
    ],
)
def test_a_retry_that_waits_for_nothing_is_fine(checked: Lines, whole: Whole, retry: str) -> None:
    assert problems(checked, whole, retry) == []


def test_an_action_that_does_not_exist_is_one_problem(checked: Lines, whole: Whole) -> None:
    lines = problems(checked, whole, "{requires: [A1, A9]}")
    assert ["PM303" in line for line in lines] == [True]


def test_a_draft_may_wait(checked: Lines, whole: Whole) -> None:
    fields = "actions: [{title: a}]\nretry: {requires: A1}"
    assert checked({"x.md": whole(fields)}) == []


@pytest.mark.parametrize("started", ["2026-03-15T14:44:00Z", "2026-03-15"])
def test_it_is_not_tried_again_before_it_failed(checked: Lines, whole: Whole, started: str) -> None:
    fields = f"started: {started}\nretry: {{planned: 2026-03-14}}"
    assert checked({"x.md": whole(fields)}) == [
        "x.md:6:18: warning PM314: retry.planned: found 2026-03-14, before the incident, "
        "2026-03-15. Write the day of the next attempt"
    ]
