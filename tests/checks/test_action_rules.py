"""PM204 to PM206, PM305 to PM307, PM309, PM311, PM315: what an action holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mkdocs_postmortems.settings import Settings

Lines = Callable[..., list[str]]
Whole = Callable[..., str]

REVIEWED = "status: in-review\n"
COMPLETE = "{title: a, owner: storage-team, priority: medium, ticket: OPS-1}"


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        (COMPLETE, ""),
        (COMPLETE.replace("priority: medium", "due: 2026-12-01"), ""),
        (COMPLETE.replace("priority: medium", "status: done, closed: 2026-04-01"), ""),
        (
            "{title: a, priority: medium, ticket: OPS-1}",
            "warning PM204: actions[0].owner: found A1 open, without an owner. "
            "Write `owner:`, a team or a person's handle",
        ),
        (
            "{title: a, owner: '', priority: medium, ticket: OPS-1, status: in-progress}",
            "warning PM204: actions[0].owner: found A1 in-progress, without an owner. "
            "Write `owner:`, a team or a person's handle",
        ),
        (
            "{title: a, owner: storage-team, ticket: OPS-1}",
            "warning PM205: actions[0].due: found A1 open, without a due date. "
            "Write `due:`, or a `priority:` that has days: high, medium, low",
        ),
        (
            "{title: a, owner: storage-team, priority: medium}",
            "info PM206: actions[0].ticket: found A1 open, without a ticket. "
            "Write `ticket:`, a key such as OPS-412 or a URL",
        ),
    ],
)
def test_an_open_action_has_owner_date_and_ticket(
    checked: Lines, whole: Whole, action: str, problem: str
) -> None:
    lines = [
        line.partition(" ")[2]
        for line in checked({"x.md": whole(f"{REVIEWED}actions: [{action}]")})
    ]
    assert lines == ([problem] if problem else [])


def test_what_an_action_lacks_is_said_at_the_action(checked: Lines, whole: Whole) -> None:
    fields = f"{REVIEWED}actions:\n  - {COMPLETE}\n  - title: b"
    places = [line.split()[0] for line in checked({"x.md": whole(fields)})]
    assert places == ["x.md:9:5:"] * 3


@pytest.mark.parametrize("action", ["{title: a}", "{title: a, status: in-progress}"])
def test_a_draft_is_left_in_peace(checked: Lines, whole: Whole, action: str) -> None:
    assert checked({"x.md": whole(f"actions: [{action}]")}) == []


@pytest.mark.parametrize(
    ("priorities", "rest"),
    [
        ({"now": 7, "some-day": None}, ", or a `priority:` that has days: now"),
        ({"some-day": None}, ""),
    ],
)
def test_a_priority_without_days_gives_no_date(
    checked: Lines, whole: Whole, priorities: dict[str, int | None], rest: str
) -> None:
    settings = Settings.from_mapping({"priorities": priorities, "aliases": {"priorities": {}}})
    action = COMPLETE.replace("medium", "some-day")
    (line,) = checked({"x.md": whole(f"{REVIEWED}actions: [{action}]")}, settings)
    assert line.partition("warning ")[2] == (
        f"PM205: actions[0].due: found A1 open, without a due date. Write `due:`{rest}"
    )


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("{title: a, owners: storage-team, priority: medium, ticket: OPS-1}", "PM111"),
        ("{title: a, owner: storage-team, due: soon, ticket: OPS-1}", "PM114"),
        ("{title: a, owner: storage-team, priority: urgent, ticket: OPS-1}", "PM115"),
        ("{title: a, status: done, closed: last week}", "PM114"),
        ("{title: a, owner: {name: storage}, priority: medium, ticket: OPS-1}", "PM112"),
    ],
)
def test_what_is_written_wrong_is_not_asked_for_as_well(
    checked: Lines, whole: Whole, wrong: str, rule: str
) -> None:
    lines = checked({"x.md": whole(f"{REVIEWED}actions: [{wrong}]")})
    assert [rule in line for line in lines] == [True]


def test_a_misspelt_key_elsewhere_explains_nothing(checked: Lines, whole: Whole) -> None:
    action = "{title: a, priority: medium, ticket: OPS-1}"
    lines = checked({"x.md": whole(f"{REVIEWED}owners: t\nactions: [{action}]")})
    assert [line.split()[2] for line in lines] == ["PM111:", "PM204:"]


DONE = "actions:\n  - {title: a, status: done, "


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            f"{DONE}created: 2026-03-20, closed: 2026-03-19}}",
            "7:59: error PM305: actions[0].closed: found 2026-03-19, before it was created, "
            "2026-03-20. Check both dates",
        ),
        (
            "actions: [{title: a, id: A2}, b]",
            '6:31: error PM306: actions[1].id: found the id "A2" a second time. '
            "Give it an id of its own",
        ),
        (
            "actions:\n  - {title: a, status: done}",
            "7:5: warning PM307: actions[0].closed: found `status: done` without a date. "
            "Write `closed:`, the day on which it was done",
        ),
        (
            "actions:\n  - {title: a, status: declined, closed: 2026-03-20}",
            "7:5: warning PM307: actions[0].reason: found `status: declined` without a reason. "
            "Write `reason:`, why it is not done",
        ),
        (
            f"{DONE}created: 2026-03-20, due: 2026-03-19, closed: 2026-03-21}}",
            "7:56: warning PM311: actions[0].due: found 2026-03-19, before it was created, "
            "2026-03-20. Check both dates",
        ),
        (
            f"{DONE}created: 2026-03-20, closed: 2026-10-06}}",
            "7:59: warning PM309: actions[0].closed: found 2026-10-06, after 2026-10-05, the date "
            "on which the knowledge base is read. Check day, month and year",
        ),
        (
            "actions:\n  - {title: a, created: 2026-10-06}",
            "7:25: warning PM309: actions[0].created: found 2026-10-06, after 2026-10-05, the date "
            "on which the knowledge base is read. Check day, month and year",
        ),
    ],
)
def test_a_contradiction_is_reported_in_a_draft_too(
    checked: Lines, whole: Whole, fields: str, problem: str
) -> None:
    assert checked({"x.md": whole(fields)}) == [f"x.md:{problem}"]


@pytest.mark.parametrize(
    "dates",
    [
        "created: 2026-03-20, due: 2026-03-20, closed: 2026-03-25",
        "created: 2026-03-20, due: 2026-03-25, closed: 2026-03-20",
        "created: 2026-10-05, due: 2026-10-05, closed: 2026-10-05",
        # Created by default on the day of publication, or of closing before it: both later than
        # the day by which it was promised.
        "due: 2026-03-16, closed: 2026-03-19",
        "due: 2026-03-16, closed: 2026-03-17",
        "due: 2026-03-16, closed: 2026-03-25",
    ],
)
def test_equal_and_unwritten_dates_are_fine(checked: Lines, whole: Whole, dates: str) -> None:
    assert checked({"x.md": whole(f"published: 2026-03-18\n{DONE}{dates}}}")}) == []


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        # Created after both: one date is wrong, and the worse contradiction is told.
        (f"{DONE}created: 2026-03-20, due: 2026-03-18, closed: 2026-03-19}}", "PM305"),
        # Wrong by a year.
        (f"{DONE}created: 2027-03-16, closed: 2026-03-19}}", "PM305"),
        ("actions: [{title: a, created: 2027-03-16, due: 2026-04-16}]", "PM311"),
        # Created by default on a day to come.
        ("published: 2027-03-16\nactions: [{title: a}]", "PM309"),
    ],
)
def test_one_wrong_date_is_one_problem(
    checked: Lines, whole: Whole, fields: str, rule: str
) -> None:
    assert [rule in line for line in checked({"x.md": whole(fields)})] == [True]


CAUSES = "causes: [test-gap, config-validation-gap]\n"


@pytest.mark.parametrize(
    ("addresses", "hint"),
    [
        ("[test-gap, config-validation-gap]", ""),
        ("alert-noise", "Write one of them, or add it to `causes:`"),
    ],
)
def test_an_action_addresses_a_cause_of_its_postmortem(
    checked: Lines, whole: Whole, addresses: str, hint: str
) -> None:
    fields = f"{CAUSES}actions:\n  - title: a\n    addresses: {addresses}"
    expected = (
        f'x.md:9:16: warning PM315: actions[0].addresses[0]: found "{addresses}", but the causes '
        f'are "test-gap", "config-validation-gap". {hint}'
    )
    assert checked({"x.md": whole(fields)}) == ([expected] if hint else [])


def test_a_cause_that_is_nearly_named_is_suggested(checked: Lines, whole: Whole) -> None:
    settings = Settings.from_mapping({"causes": ["disk-full", "disk-fill"]})
    fields = "causes: disk-full\nactions: [{title: a, addresses: disk-fill}]"
    (line,) = checked({"x.md": whole(fields)}, settings)
    assert line.endswith(
        'found "disk-fill", but the causes are "disk-full". Did you mean "disk-full"?'
    )


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        # No factor at all: a label that is not configured.
        (f"{CAUSES}actions: [{{title: a, addresses: tst-gap}}]", ["PM115"]),
        # The causes are still to be written.
        ("actions: [{title: a, addresses: test-gap}]", []),
    ],
)
def test_an_address_is_compared_with_causes_if_it_is_a_factor_and_there_are_some(
    checked: Lines, whole: Whole, fields: str, rules: list[str]
) -> None:
    lines = checked({"x.md": whole(fields)})
    assert [line.split()[2].rstrip(":") for line in lines] == rules
