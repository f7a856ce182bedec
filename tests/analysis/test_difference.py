"""What differs between two states of one postmortem: two front matters in, the difference out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict

import pytest

from mkdocs_postmortems.analysis.difference import Difference, compare
from mkdocs_postmortems.model import Postmortem

Compared = Callable[..., Difference]

OPEN = "actions:\n  - {title: Watch the disk, due: 2026-04-01}\n"


@pytest.fixture
def compared(read: Callable[..., tuple[Postmortem, list[str]]]) -> Compared:
    """Compare two front matters, or two (front matter, body)."""

    def of(before: str | tuple[str, str], after: str | tuple[str, str]) -> Difference:
        states = (state if isinstance(state, tuple) else (state, "") for state in (before, after))
        old, new = (read(fields, body)[0] for fields, body in states)
        return compare(old, new)

    return of


def told(difference: Difference) -> dict[str, object]:
    """Return what differs only."""
    return {name: value for name, value in asdict(difference).items() if value}


def titles(actions: tuple[object, ...]) -> list[str]:
    return [getattr(action, "title", "") for action in actions]


def test_the_same_twice_has_no_difference(compared: Compared) -> None:
    assert told(compared(OPEN, OPEN)) == {}


def test_spacing_and_order_of_fields_are_no_difference(compared: Compared) -> None:
    assert told(compared("tags: [a]\nteams: [b]", "teams:   [b]\n\ntags: [a] # why")) == {}


@pytest.mark.parametrize("field", ["title", "status", "severity"])
def test_a_field_that_turned_is_told_with_both_values(compared: Compared, field: str) -> None:
    values = {"status": ("in-review", "published"), "severity": ("SEV-3", "SEV-1")}
    before, after = values.get(field, ("a", "b"))
    found = compared(f"{field}: {before}", f"{field}: {after}")
    assert told(found) == {field: {"before": before, "after": after}}


def test_labels_are_told_by_what_came_and_went(compared: Compared) -> None:
    found = compared(
        "services: [orders, web]\ncauses: [test-gap]", "services: [web, mail]\ncauses: [review-gap]"
    )
    assert told(found) == {
        "services_added": ("mail",),
        "services_removed": ("orders",),
        "causes_added": ("review-gap",),
        "causes_removed": ("test-gap",),
    }


@pytest.mark.parametrize("status", ["done", "declined"])
def test_an_action_that_is_closed_and_one_that_is_opened_again(
    compared: Compared, status: str
) -> None:
    closed = OPEN.replace("}", f", status: {status}, closed: 2026-03-20, reason: x}}")
    assert titles(compared(OPEN, closed).closed) == ["Watch the disk"]
    assert titles(compared(closed, OPEN).reopened) == ["Watch the disk"]
    assert set(told(compared(OPEN, closed))) == {"closed"}


def test_an_action_is_known_by_its_title_not_by_its_number(compared: Compared) -> None:
    first = OPEN.replace("actions:", "actions:\n  - title: Call the vendor")
    assert titles(compared(OPEN, first).added) == ["Call the vendor"]
    assert titles(compared(first, OPEN).removed) == ["Call the vendor"]
    assert set(told(compared(OPEN, first))) == {"added"}


def test_of_two_actions_with_one_title_each_is_one(compared: Compared) -> None:
    once, twice = "actions: [Watch the disk]", "actions: [Watch the disk, Watch the disk]"
    assert titles(compared(once, twice).added) == ["Watch the disk"]
    assert titles(compared(twice, once).removed) == ["Watch the disk"]


def test_a_due_date_that_moved(compared: Compared) -> None:
    (moved,) = compared(OPEN, OPEN.replace("04-01", "05-01")).moved
    assert (moved.before, moved.after) == (dt.date(2026, 4, 1), dt.date(2026, 5, 1))
    (gone,) = compared(OPEN, "actions: [Watch the disk]").moved
    assert gone.after is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a]", "tags: [b]"),
        ("actions: [a]", "actions: [{title: a, owner: storage}]"),
        ("actions: [a]", "actions: [{title: a, status: in-progress}]"),
        ("causes: [test-gap]", "causes: [{factor: test-gap, note: Why}]"),
        ("", "mitigated: 2026-03-15T15:00:00Z"),
    ],
)
def test_other_fields_differ_too(compared: Compared, before: str, after: str) -> None:
    assert told(compared(before, after)) == {"elsewhere": True}


def test_the_text_is_told_by_its_headings(compared: Compared) -> None:
    before = "Opening.\n\n## Impact\n\nSome.\n\n## Timeline\n\n- 14:44 x\n\n## Notes\n\nOld.\n"
    after = "Beginning.\n\n## Impact\n\nMore.\n\n## Timeline\n\n- 14:44 x\n\n## Whys\n\nNew.\n"
    found = compared(("", before), ("", after))
    assert told(found) == {"sections": ("Preamble", "Impact", "Whys", "Notes")}


def test_a_file_that_moved(read: Callable[..., tuple[Postmortem, list[str]]]) -> None:
    new, _ = read()
    found = compare(new.model_copy(update={"path": "2025/x.md"}), new)
    assert told(found) == {"path": {"before": "2025/x.md", "after": "x.md"}}


@pytest.mark.parametrize(
    ("before", "after", "alters"),
    [
        ("status: draft", "status: published", True),
        ("status: published", "status: draft", False),
        ("causes: []", "causes: [test-gap]", True),
        ("services: [a, b]", "services: [a]", True),
        ("title: a", "title: b", False),
    ],
)
def test_when_other_incidents_may_be_like_it(
    compared: Compared, before: str, after: str, alters: bool
) -> None:
    assert compared(before, after).alters_likeness is alters
