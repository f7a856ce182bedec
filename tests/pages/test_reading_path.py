"""What a new hire reads first: the rule, the reasons, the minutes, what the team names."""

import datetime as dt
from collections.abc import Callable

import pytest

from mkdocs_postmortems.model import Body, Postmortem, Section
from mkdocs_postmortems.pages.reading import (
    MOST,
    WORDS_PER_MINUTE,
    ReadingPath,
    minutes_to_read,
    missing_ids,
    reading_path,
)
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

Build = Callable[..., Site]


def incident(
    day: int,
    *,
    severity: str = "SEV-3",
    services: str = "orders",
    causes: str = "",
    minutes: int = 10,
    users: int | None = None,
    status: str = "published",
) -> str:
    more = f"stats: {{affected_users: {users}}}\n" if users is not None else ""
    return (
        f"---\ntitle: Day {day}\nseverity: {severity}\nservices: [{services}]\nstatus: {status}\n"
        f"started: 2026-03-{day:02}T10:00:00Z\nmitigated: 2026-03-{day:02}T10:{minutes:02}:00Z\n"
        f"resolved: 2026-03-{day:02}T12:00:00Z\npublished: 2026-04-01\n"
        f"causes: [{causes}]\n{more}---\n\n## Summary\n\n- It broke.\n"
    )


def path_of(site_of: Build, files: dict[str, str], **options: object) -> ReadingPath:
    return reading_path(site_of(files, Settings.from_mapping(options)).library)


def read(path: ReadingPath) -> list[tuple[str, tuple[str, ...]]]:
    return [(reading.row.incident.text, reading.why) for reading in path.readings]


def many(first: int = 1, **more: object) -> dict[str, str]:
    """Return ten small incidents of a service each, so that not all of them are read."""
    days = range(first, first + 10)
    return {f"small-{day}.md": incident(day, services=f"service-{day}", **more) for day in days}  # type: ignore[arg-type]


def test_the_rule_begins_with_what_went_furthest(site_of: Build) -> None:
    files = many() | {
        "users.md": incident(21, users=48_000),
        "few.md": incident(22, users=3, services="few"),
        "long.md": incident(23, minutes=59, services="long"),
        "wide.md": incident(24, services="a, b, c"),
        "two.md": incident(25, services="d, e"),
    }
    assert read(path_of(site_of, files)) == [
        ("Day 21", ("Reached the most users: 48,000 (known for 2 of 15)",)),
        ("Day 23", ("Had the longest impact: 59 min",)),
        ("Day 24", ("Touched the most services at once: 3",)),
    ]


def test_then_come_examples_of_frequent_factors_and_services(site_of: Build) -> None:
    files = many(minutes=0) | {
        "a.md": incident(21, causes="monitoring-gap", severity="SEV-2", minutes=0, services="x"),
        "b.md": incident(22, causes="monitoring-gap", severity="SEV-1", minutes=0, services="y"),
        "c.md": incident(23, causes="monitoring-gap", severity="SEV-1", minutes=0, services="z"),
        "d.md": incident(24, causes="unknown", minutes=0, services="orders"),
        "e.md": incident(25, causes="unknown", minutes=0, services="orders"),
    }
    assert read(path_of(site_of, files)) == [
        ("Day 23", ("Shows monitoring-gap (3 of 15)",)),
        ("Day 25", ("Is about orders (2 of 15)",)),
    ]


def test_what_is_chosen_gets_a_further_reason_before_another_is_chosen(site_of: Build) -> None:
    files = many() | {
        "long.md": incident(21, minutes=59, causes="test-gap", services="mail, orders"),
        "severe.md": incident(22, severity="SEV-1", causes="test-gap", services="mail, orders"),
    }
    assert read(path_of(site_of, files)) == [
        (
            "Day 21",
            (
                "Had the longest impact: 59 min",
                "Touched the most services at once: 2",
                "Shows test-gap (2 of 12)",
                "Is about mail (2 of 12), orders (2 of 12)",
            ),
        )
    ]


def test_free_places_go_to_each_further_service_that_two_share(site_of: Build) -> None:
    files = many(minutes=0) | {
        "wide.md": incident(21, services="a, b, c, d, e, f, g, h", minutes=0),
        "same.md": incident(22, services="a, b, c, d, e, f, g, h", minutes=0),
        "old.md": incident(23, services="search", minutes=0),
        "new.md": incident(24, services="search", minutes=0),
    }
    chosen = read(path_of(site_of, files))
    assert [title for title, _ in chosen] == ["Day 22", "Day 24"]
    assert chosen[1][1] == ("Is about search (2 of 14)",)


def test_there_are_at_most_eight(site_of: Build) -> None:
    files = {
        f"{service}-{day}.md": incident(day, services=f"service-{service}", minutes=0)
        for service in range(12)
        for day in (service + 1, service + 2)
    }
    path = path_of(site_of, files)
    assert len(path.readings) == MOST
    assert path.readings == path_of(site_of, dict(reversed(files.items()))).readings


@pytest.mark.parametrize(
    ("other", "expected"), [("published", ["Day 1"]), ("in-review", ["Day 2", "Day 1"])]
)
def test_a_draft_is_read_only_where_nothing_is_published(
    site_of: Build, other: str, expected: list[str]
) -> None:
    files = {"a.md": incident(1, status=other), "b.md": incident(2, status="draft")}
    assert [title for title, _ in read(path_of(site_of, files))] == expected


@pytest.mark.parametrize("n", [1, 2, 8])
def test_few_are_all_read_the_most_severe_first(site_of: Build, n: int) -> None:
    files = {f"{day}.md": incident(day, services=f"s{day}", minutes=0) for day in range(1, n)}
    files["worst.md"] = incident(1, severity="SEV-1", services="worst", minutes=0)
    path = path_of(site_of, files)
    assert len(path.readings) == n
    assert read(path)[0] == ("Day 1", ("SEV-1: Core function unavailable or data at risk",))


def test_without_postmortems_there_is_no_path(site_of: Build) -> None:
    assert path_of(site_of, {}).readings == ()


def test_the_team_names_what_is_read_and_in_which_order(site_of: Build) -> None:
    files = many() | {"long.md": incident(21, minutes=59), "draft.md": incident(22, status="draft")}
    path = path_of(site_of, files, must_read=["draft", "small-3", "draft", "long"])
    assert path.named
    assert read(path) == [
        ("Day 22", ("SEV-3: Minor, or elevated risk",)),
        ("Day 3", ("SEV-3: Minor, or elevated risk",)),
        ("Day 21", ("Had the longest impact: 59 min",)),
    ]


def test_an_id_that_no_postmortem_has_is_said_with_the_nearest(site_of: Build) -> None:
    site = site_of({"disk-full.md": incident(1)}, Settings(must_read=("disk-ful", "zzz\x1b[31m")))
    assert [str(missing) for missing in missing_ids(site.library)] == [
        'must_read: found "disk-ful", which is no postmortem\'s id. Did you mean "disk-full"?',
        'must_read: found "zzz\ufffd[31m", which is no postmortem\'s id. '
        "Write the name of its file without `.md`",
    ]
    assert site.warnings == tuple(map(str, missing_ids(site.library)))
    path = reading_path(site.library)
    assert not path.named
    assert len(path.readings) == 1


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (20, 1), (299, 1), (300, 2), (500, 3), (2000, 10)]
)
def test_minutes_are_words_by_the_pace_and_at_least_one(words: int, minutes: int) -> None:
    section = Section(id=None, heading="", text="word " * words, line=1, text_line=2)
    postmortem = Postmortem(
        id="a", path="a.md", day=dt.date(2026, 3, 1), body=Body(sections=(section,))
    )
    assert WORDS_PER_MINUTE == 200
    assert minutes_to_read(postmortem) == minutes
