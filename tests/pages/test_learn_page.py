"""The words of a knowledge base and this week in past years."""

import datetime as dt
from collections.abc import Callable

import pytest

from mkdocs_postmortems.pages.anniversary import week_of
from mkdocs_postmortems.pages.vocabulary import Vocabulary, vocabulary_of
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

Build = Callable[..., Site]


def incident(day: str, more: str = "severity: SEV-3\n") -> str:
    return f"---\ntitle: On {day}\nservices: [orders]\nstarted: {day}\n{more}---\n"


@pytest.mark.parametrize(
    ("as_of", "began", "years"),
    [
        ("2026-10-05", "2025-10-04", None),  # the Sunday before
        ("2026-10-05", "2025-10-11", 1),  # the Sunday of this week
        ("2026-10-11", "2024-10-05", 2),  # its Monday, seen from the Sunday
        ("2026-10-11", "2026-10-05", None),  # this year's
        ("2025-12-29", "2024-12-30", 1),
        ("2025-12-29", "2025-01-02", 1),  # its anniversary is in the new year
        ("2026-01-02", "2024-12-30", 1),  # and that one's in the old
        ("2026-01-02", "2025-12-30", None),
        ("2026-02-26", "2024-02-29", 2),  # kept on the 28th
        ("2026-03-02", "2024-02-29", None),
        ("2028-02-29", "2024-02-29", 4),
        ("2028-03-02", "2024-02-27", None),  # the Sunday before
    ],
)
def test_an_anniversary_lies_in_the_week(
    site_of: Build, as_of: str, began: str, years: int | None
) -> None:
    site = site_of({"a.md": incident(began)}, as_of=dt.date.fromisoformat(as_of))
    week = week_of(site.library)
    assert [one.years for one in week.anniversaries] == ([years] if years else [])
    assert (week.first.weekday(), week.last - week.first) == (0, dt.timedelta(days=6))


def test_the_most_severe_anniversary_comes_first(site_of: Build) -> None:
    files = {
        "a.md": incident("2025-10-06"),
        "b.md": incident("2024-10-07", "severity: SEV-1\n"),
        "c.md": incident("2023-10-08", ""),
    }
    found = week_of(site_of(files).library).anniversaries
    assert [(one.row.incident.text, one.years) for one in found] == [
        ("On 2024-10-07", 2),
        ("On 2025-10-06", 1),
        ("On 2023-10-08", 3),
    ]


@pytest.fixture
def words(site_of: Build) -> Vocabulary:
    files = {
        "a.md": incident("2026-01-01", "severity: SEV-2\ncauses: [test-gap, our-own]\n"),
        "b.md": incident("2026-01-02", "severity: SEV-1\ncauses: [test-gap, test-gap]\n"),
        "c.md": incident("2026-01-03", "severity: SEV-1\ntrigger: config-change\n"),
        "d.md": incident("2026-01-04", "severity: urgent\ndetection: customer\n"),
        "later.md": incident("2027-01-04", "severity: SEV-1\ncauses: [test-gap]\n"),
    }
    return vocabulary_of(site_of(files).library)


def test_severities_stand_in_their_order_with_their_number(words: Vocabulary) -> None:
    assert [(word.text, word.incidents) for word in words.severities] == [
        ("SEV-1", 2),
        ("SEV-2", 1),
        ("SEV-3", 0),
        ("SEV-4", 0),
        ("urgent", 1),
    ]
    assert words.severities[0].meaning == Settings().severities["SEV-1"].meaning
    assert words.severities[0].listed.query == "severity=SEV-1"
    assert words.total == 4


def test_a_word_has_the_most_severe_and_newest_example(words: Vocabulary) -> None:
    examples = {word.text: word.example and word.example.text for word in words.severities}
    assert (examples["SEV-1"], examples["SEV-3"]) == ("On 2026-01-03", None)
    (test_gap, _) = words.causes
    assert test_gap.example
    assert test_gap.example.text == "On 2026-01-02"


def test_factors_are_counted_once_an_incident_and_lead_to_their_page(words: Vocabulary) -> None:
    assert [(word.text, word.incidents, word.listed.page) for word in words.causes] == [
        ("test-gap", 2, "causes/test-gap.md"),
        ("our-own", 1, "causes/our-own.md"),
    ]
    assert words.causes[1].meaning == ""
    assert "monitoring-gap" in [word.text for word in words.unused]
    assert [(w.text, w.listed.query) for w in (*words.triggers, *words.detection)] == [
        ("config-change", "trigger=config-change"),
        ("customer", "detection=customer"),
    ]
