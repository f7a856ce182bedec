"""Some of the incidents: the same figures, over fewer of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_postmortems.analysis.distribution import ALL
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.part import impact_of, mix_of, part_of, user_minutes_of
from mkdocs_postmortems.frames import Frames

from .invented import frames_of, incident, lasting, metrics_of

UTC = dt.UTC
JANUARY, MAY = dt.datetime(2026, 1, 10, tzinfo=UTC), dt.datetime(2026, 5, 10, tzinfo=UTC)


def test_a_part_counts_its_own_incidents_in_every_quarter() -> None:
    metrics = metrics_of(
        lasting("one", JANUARY, 30, severity="SEV-1"),
        lasting("two", JANUARY, 60),
        lasting("three", MAY, 90),
    )
    part = part_of(metrics, "mine", {"one.md", "three.md"})
    assert [(one.quarter, one.count) for one in part.counts] == [
        ("2026-Q1", 1),
        ("2026-Q2", 1),
        ("2026-Q3", 0),
        ("2026-Q4", 0),
    ]
    assert part.counts[0].by_severity == {"SEV-1": 1, "SEV-2": 0, "SEV-3": 0, "SEV-4": 0}
    assert [one.id for one in part.incidents] == ["one", "three"]


def test_a_part_measures_only_what_is_asked() -> None:
    metrics = metrics_of(lasting("one", JANUARY, 30), lasting("two", JANUARY, 60))
    part = part_of(metrics, "mine", {"two.md"}, only=("time_to_mitigate",))
    (one,) = part.durations
    assert (one.metric, one.period, one.values, one.of) == ("time_to_mitigate", "mine", (60.0,), 1)
    assert [(m.path, m.value, m.lasting) for m in part.measured["time_to_mitigate"]] == [
        ("two.md", 60.0, False)
    ]


def test_what_goes_on_is_measured_so_far() -> None:
    metrics = metrics_of(incident("on", dt.datetime(2026, 10, 5, 11, tzinfo=UTC)))
    part = part_of(metrics, "mine", {"on.md"}, only=("time_to_mitigate",))
    (one,) = part.measured["time_to_mitigate"]
    assert (one.value, one.lasting) == (60.0, True)


def test_negative_values_are_counted_and_not_measured() -> None:
    early = incident("early", JANUARY, detected=JANUARY - dt.timedelta(minutes=5))
    part = part_of(metrics_of(early), "mine", {"early.md"}, only=("time_to_detect",))
    assert part.measured["time_to_detect"] == ()
    assert part.durations[0].left_out == (("caught before users were affected", 1),)


def test_what_is_not_known_is_not_measured() -> None:
    unknown = incident("unknown", JANUARY, resolved=JANUARY + dt.timedelta(minutes=30))
    part = part_of(metrics_of(unknown), "mine", {"unknown.md"}, only=("time_to_detect",))
    assert part.measured["time_to_detect"] == ()


def test_a_mix_is_that_of_its_own_incidents() -> None:
    frames = frames_of(
        incident("one", JANUARY, detection="customer", causes=["test-gap"]),
        incident("two", MAY, detection="monitoring"),
    )
    mix = mix_of(frames, {"one.md"})
    assert [one.cause for one in mix.causes if one.incidents] == ["test-gap"]
    assert [one.service for one in mix.cause_services] == ["orders"]
    assert [one.source for one in mix.detection if one.incidents] == ["customer"]


def test_the_impact_of_quarters_adds_up() -> None:
    metrics = metrics_of(
        lasting("one", JANUARY, 30, services=("orders",)),
        lasting("two", JANUARY, 60, services=("orders", "search")),
        lasting("three", MAY, 15, services=("search",)),
    )
    both = impact_of(metrics, {"2026-Q1", "2026-Q2"})
    assert [(one.service, one.minutes, one.sum_minutes) for one in both] == [
        ("search", 75.0, 75.0),
        ("orders", 60.0, 90.0),
    ]
    assert [one.service for one in impact_of(metrics, {"2026-Q2"})] == ["search"]


def test_user_minutes_name_the_largest_and_what_has_no_estimate() -> None:
    metrics = metrics_of(
        lasting("one", JANUARY, 30, stats={"affected_users": 10}),
        lasting("two", JANUARY, 10, stats={"affected_users": 10}),
        lasting("three", JANUARY, 10),
    )
    found = user_minutes_of(metrics.incidents)
    assert (found.minutes, found.of, found.without, found.path) == (400.0, 3, 1, "one.md")
    assert found.largest == pytest.approx(0.75)
    assert user_minutes_of(()).largest is None


paths = st.sets(st.sampled_from([f"{number}.md" for number in range(12)]))


@pytest.fixture(scope="module")
def twelve() -> tuple[Metrics, Frames]:
    postmortems = [
        lasting(
            str(number),
            JANUARY + dt.timedelta(days=20 * number),
            5 + number,
            causes=("test-gap",) if number % 2 else ("review-gap", "unknown"),
        )
        for number in range(12)
    ]
    return metrics_of(*postmortems), frames_of(*postmortems)


@given(paths)
@settings(max_examples=30, deadline=None)
def test_a_part_and_the_rest_make_the_whole(
    twelve: tuple[Metrics, Frames], chosen: set[str]
) -> None:
    metrics, frames = twelve
    rest = {one.path for one in metrics.incidents} - chosen
    parts = [part_of(metrics, "x", some) for some in (chosen, rest)]
    whole = [one for one in metrics.durations if one.period == ALL]
    for index, one in enumerate(whole):
        values = sorted(v for part in parts for v in part.durations[index].values)
        assert values == list(one.values)
        assert sum(part.durations[index].of for part in parts) == one.of
    assert [sum(p.counts[q].count for p in parts) for q in range(len(metrics.counts))] == [
        one.count for one in metrics.counts
    ]
    mixes = [mix_of(frames, some) for some in (chosen, rest)]
    for cause in metrics.causes:
        halves = [c.incidents for mix in mixes for c in mix.causes if c.cause == cause.cause]
        assert sum(halves) == cause.incidents
