"""PM301, PM309, PM310: the moments against each other, against today, against the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded

Lines = Callable[..., list[str]]
Whole = Callable[..., str]
Load = Callable[..., Loaded]


def in_zone(name: str) -> Settings:
    return Settings.from_mapping({"timezone": name})


@pytest.mark.parametrize(
    "fields",
    [
        # Caught before users felt it.
        "detected: 2026-03-15T14:40:00Z",
        # Healed before anybody saw it.
        "mitigated: 2026-03-15T14:50:00Z\ndetected: 2026-03-15T15:00:00Z",
        # All at one instant.
        "detected: 2026-03-15T14:44:00Z\nmitigated: 2026-03-15T14:44:00Z\n"
        "resolved: 2026-03-15T14:44:00Z\npublished: 2026-03-15",
        # Only the date of the start is known.
        "started: 2026-03-15\nmitigated: 2026-03-15T00:10:00Z\npublished: 2026-03-15",
        # Over the hour that the clocks skip.
        "started: 2026-03-29T01:30:00+01:00\nmitigated: 2026-03-29T03:10:00+02:00",
    ],
)
def test_orders_that_happen_are_fine(checked: Lines, whole: Whole, fields: str) -> None:
    assert checked({"x.md": whole(fields)}) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            "detected: 2026-03-15T14:45:30Z\nacknowledged: 2026-03-15T14:45:00Z",
            "7:15: error PM301: acknowledged: found 2026-03-15T14:45:00Z, before `detected`, "
            "2026-03-15T14:45:30Z. Check date, time and offset of both",
        ),
        (
            "mitigated: 2026-03-15T15:44:00+02:00",
            "6:12: error PM301: mitigated: found 2026-03-15T13:44:00Z, before `started`, "
            "2026-03-15T14:44:00Z. Check date, time and offset of both",
        ),
        (
            "mitigated: 2026-03-15T15:00:00Z\nresolved: 2026-03-15T14:50:00Z\n"
            "published: 2026-03-16",
            "7:11: error PM301: resolved: found 2026-03-15T14:50:00Z, before `mitigated`, "
            "2026-03-15T15:00:00Z. Check date, time and offset of both",
        ),
        (
            "started: 2026-03-15\nmitigated: 2026-03-14T23:00:00Z",
            "6:12: error PM301: mitigated: found 2026-03-14T23:00:00Z, before `started`, "
            "2026-03-15. Check date, time and offset of both",
        ),
        (
            "published: 2026-03-14",
            "6:12: error PM301: published: found 2026-03-14, before the incident started, "
            "2026-03-15. Check both dates",
        ),
    ],
)
def test_a_moment_out_of_order_is_reported(
    checked: Lines, whole: Whole, fields: str, problem: str
) -> None:
    assert checked({"x.md": whole(fields)}) == [f"x.md:{problem}"]


READ = "the date on which the knowledge base is read. Check day, month and year"


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ("mitigated: 2026-10-05T23:59:59Z", []),
        (
            "mitigated: 2026-10-06T00:00:00Z",
            [
                "6:12: warning PM309: mitigated: found 2026-10-06T00:00:00Z, after 2026-10-05, "
                f"{READ}"
            ],
        ),
        ("published: 2026-10-05", []),
        (
            "published: 2026-10-06",
            [f"6:12: warning PM309: published: found 2026-10-06, after 2026-10-05, {READ}"],
        ),
        # Each moment that is still to come is said once.
        (
            "detected: 2026-11-15T14:44:00Z\nacknowledged: 2026-11-15T14:47:00Z",
            [
                f"6:11: warning PM309: detected: found 2026-11-15T14:44:00Z, after 2026-10-05, "
                f"{READ}",
                f"7:15: warning PM309: acknowledged: found 2026-11-15T14:47:00Z, after "
                f"2026-10-05, {READ}",
            ],
        ),
        # What is planned may be.
        ("actions: [{title: a, due: 2026-12-01}]\nretry: {planned: 2026-12-01}", []),
    ],
)
def test_nothing_has_happened_after_the_date(
    checked: Lines, whole: Whole, fields: str, problems: list[str]
) -> None:
    assert checked({"x.md": whole(fields)}) == [f"x.md:{problem}" for problem in problems]


@pytest.mark.parametrize("started", ["2026-10-06", "2026-10-06T00:00:00Z"])
def test_of_an_incident_to_come_the_start_alone_is_reported(
    checked: Lines, whole: Whole, started: str
) -> None:
    fields = (
        f"started: {started}\nmitigated: 2026-10-07T09:00:00Z\nresolved: 2026-10-07T09:00:00Z\n"
        "published: 2026-10-09\n"
        "actions: [{title: a, created: 2026-10-08, status: done, closed: 2026-10-09}]"
    )
    assert checked({"x.md": whole(fields)}) == [
        f"x.md:5:10: warning PM309: started: found {started}, after 2026-10-05, {READ}"
    ]


def test_the_date_of_an_instant_is_that_of_the_site(checked: Lines, whole: Whole) -> None:
    text = whole("mitigated: 2026-10-05T12:00:00Z")
    assert checked({"x.md": text}) == []
    assert checked({"x.md": text}, in_zone("Pacific/Auckland")) == [
        "x.md:6:12: warning PM309: mitigated: found 2026-10-06T01:00:00+13:00, after 2026-10-05, "
        f"{READ}"
    ]
    late = whole("mitigated: 2026-10-06T03:00:00Z")
    assert checked({"x.md": late}, in_zone("America/New_York")) == []


def test_the_date_is_the_one_on_which_it_is_read(load_tree: Load, whole: Whole) -> None:
    loaded = load_tree({"x.md": whole()})
    found = {
        day: [problem.rule for problem in check(loaded, Settings(), dt.date(2026, 3, day))]
        for day in (14, 15)
    }
    assert found == {14: ["PM309"], 15: []}


@pytest.mark.parametrize(
    "fields",
    [
        # Wrong by a year: it cannot be before the next moment, and is still to come.
        "detected: 2027-03-15T14:44:00Z\nacknowledged: 2026-03-15T14:47:00Z",
        "mitigated: 2027-03-15T14:44:00Z\nresolved: 2026-03-15T14:47:00Z\npublished: 2026-03-18",
        "started: 2027-03-15T14:44:00Z\nmitigated: 2026-03-15T14:47:00Z",
        "started: 2027-03-15T14:44:00Z\npublished: 2026-03-18",
    ],
)
def test_one_wrong_year_is_one_problem(checked: Lines, whole: Whole, fields: str) -> None:
    assert ["error PM301" in line for line in checked({"x.md": whole(fields)})] == [True]


TIMELINE = """
## Timeline

- 14:40 The disk is nearly full
- 14:44 Orders fail
- 15:30 Orders flow again
"""


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        # Up to 15 minutes before the first event, up to 15 after the last.
        ("detected: 2026-03-15T14:25:00Z\nmitigated: 2026-03-15T15:45:00Z", ""),
        (
            "detected: 2026-03-15T14:24:59Z",
            "6:11: warning PM310: detected: found 2026-03-15T14:24:59Z, 15m 1s before the first "
            "event of the timeline. Check the date and the time, or add it to the timeline",
        ),
        (
            "mitigated: 2026-03-15T15:46:00Z",
            "6:12: warning PM310: mitigated: found 2026-03-15T15:46:00Z, 16m after the last event "
            "of the timeline. Check the date and the time, or add it to the timeline",
        ),
        (
            "acknowledged: 2026-03-15T16:44:30Z",
            "6:15: warning PM310: acknowledged: found 2026-03-15T16:44:30Z, 1h 14m 30s after the "
            "last event of the timeline. "
            "Check the offset, an event is exactly 2h earlier; or add it to the timeline",
        ),
        (
            "detected: 2026-03-15T09:44:00Z",
            "6:11: warning PM310: detected: found 2026-03-15T09:44:00Z, 4h 56m before the first "
            "event of the timeline. "
            "Check the offset, an event is exactly 5h later; or add it to the timeline",
        ),
        # The largest offset there is, and an hour more.
        (
            "resolved: 2026-03-16T05:30:00Z\npublished: 2026-03-18",
            "6:11: warning PM310: resolved: found 2026-03-16T05:30:00Z, 14h after the last event "
            "of the timeline. "
            "Check the offset, an event is exactly 14h earlier; or add it to the timeline",
        ),
        (
            "resolved: 2026-03-16T06:30:00Z\npublished: 2026-03-18",
            "6:11: warning PM310: resolved: found 2026-03-16T06:30:00Z, 15h after the last event "
            "of the timeline. Check the date and the time, or add it to the timeline",
        ),
        # A day is no offset.
        (
            "resolved: 2026-03-16T15:30:00Z\npublished: 2026-03-18",
            "6:11: warning PM310: resolved: found 2026-03-16T15:30:00Z, 1d after the last event of "
            "the timeline. Check the date and the time, or add it to the timeline",
        ),
    ],
)
def test_the_moments_are_part_of_the_timeline(
    checked: Lines, whole: Whole, fields: str, problem: str
) -> None:
    expected = [f"x.md:{problem}"] if problem else []
    assert checked({"x.md": whole(fields, TIMELINE)}) == expected


def test_of_several_offsets_the_smallest_is_likely(checked: Lines, whole: Whole) -> None:
    body = "## Timeline\n\n- 13:44 Slow\n- 14:44 Slower\n- 14:50 Normal\n"
    (line,) = checked({"x.md": whole("mitigated: 2026-03-15T16:44:00Z", body)})
    assert "an event is exactly 2h earlier" in line


@pytest.mark.parametrize(
    "body",
    [
        TIMELINE.replace("- 15:30", "- later"),
        TIMELINE.replace("Timeline", "Notes"),
        "",
    ],
    ids=["two events with a time", "no timeline", "no body"],
)
def test_a_timeline_of_less_than_three_times_says_nothing(
    checked: Lines, whole: Whole, body: str
) -> None:
    lines = checked({"x.md": whole("mitigated: 2026-03-15T19:00:00Z", body)})
    assert not [line for line in lines if "PM310" in line]


def test_a_start_of_which_only_the_date_is_known_lies_nowhere(checked: Lines, whole: Whole) -> None:
    assert checked({"x.md": whole("started: 2026-03-14", TIMELINE)}) == []


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ("mitigated: 2026-03-15T13:07:00Z", "PM301"),
        ("mitigated: 2026-12-15T15:07:00Z", "PM309"),
    ],
)
def test_what_is_wrong_already_is_not_missed_in_the_timeline(
    checked: Lines, whole: Whole, fields: str, rule: str
) -> None:
    assert [rule in line for line in checked({"x.md": whole(fields, TIMELINE)})] == [True]
