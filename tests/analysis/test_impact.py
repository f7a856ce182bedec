"""Minutes in which services were impaired: the union, clipped to each quarter."""

import datetime as dt

import pytest
from hypothesis import given, settings

from mkdocs_postmortems.analysis.count import count_quarters
from mkdocs_postmortems.analysis.impact import ServiceImpact, measure_impact
from mkdocs_postmortems.analysis.observation import observe
from mkdocs_postmortems.frames import Frames
from mkdocs_postmortems.model import Postmortem

from .invented import (
    AS_OF,
    SETTINGS,
    START,
    frames_of,
    incident,
    knowledge_bases,
    lasting,
    metrics_of,
    minutes,
)
from .stats import close, example, rows


def test_the_impact_of_the_worked_example() -> None:
    found = {(one.quarter, one.service): one for one in example().impact}
    expected = rows("service_impact_minutes_expected")
    for row in expected:
        one = found[row["quarter"], row["service"]]
        close(one.minutes, row["impact_minutes_union"])
        close(one.sum_minutes, row["naive_sum"])
    assert list(found) == [(row["quarter"], row["service"]) for row in expected]


def impact(*postmortems: Postmortem, as_of: str = "2026-04-02") -> dict[str, tuple[float, float]]:
    day = dt.date.fromisoformat(as_of)
    found = impact_of(frames_of(*postmortems, as_of=day), day)
    return {one.quarter: (one.minutes, one.sum_minutes) for one in found}


def impact_of(frames: Frames, as_of: dt.date) -> tuple[ServiceImpact, ...]:
    return measure_impact(observe(frames, SETTINGS, as_of), frames, SETTINGS, as_of)


def test_what_overlaps_counts_once() -> None:
    inner = lasting("b", START + minutes(10), 20)
    after = lasting("c", START + minutes(50), 30)
    found = impact(lasting("a", START, 60), inner, after)
    assert found["2026-Q1"] == (80, 110)


def test_it_is_split_at_the_quarters_of_the_site() -> None:
    last = dt.datetime(2026, 3, 31, 23, 0, tzinfo=dt.UTC)
    assert impact(lasting("a", last, 150)) == {"2026-Q1": (60, 60), "2026-Q2": (90, 90)}


def test_what_goes_on_is_cut_at_noon() -> None:
    started = dt.datetime(2026, 4, 2, 10, 0, tzinfo=dt.UTC)
    assert impact(incident("a", started)) == {"2026-Q2": (120, 120)}
    assert impact(incident("a", started + minutes(300))) == {"2026-Q2": (0, 0)}


def test_where_the_end_of_the_impact_is_missing_it_was_over_when_resolved() -> None:
    assert impact(incident("a", START, resolved=START + minutes(42)))["2026-Q1"] == (42, 42)


@pytest.mark.parametrize(
    "one",
    [
        incident("a", START.date()),
        incident("a", START, mitigated=START - minutes(1)),
        incident("a", None),
    ],
)
def test_what_cannot_be_placed_is_left_out(one: Postmortem) -> None:
    assert all(found == (0, 0) for found in impact(one).values())


def test_user_minutes_are_named_with_what_they_lack() -> None:
    metrics = metrics_of(
        lasting("a", START, 10, stats={"affected_users": 90}),
        lasting("b", START, 20, stats={"affected_users": 5}),
        lasting("c", START, 20),
    )
    whole = metrics.user_minutes[0]
    assert (whole.quarter, whole.minutes, whole.of, whole.without) == ("all", 1000, 3, 1)
    assert (whole.largest, whole.path) == (0.9, "a.md")


def test_no_incident_has_users() -> None:
    whole = metrics_of(lasting("a", START, 10, stats={"affected_users": 0})).user_minutes[0]
    assert (whole.minutes, whole.largest, whole.path) == (0, None, None)


@settings(max_examples=25)
@given(knowledge_bases())
def test_the_union_is_no_longer_than_the_sum_or_the_quarter(postmortems: list[Postmortem]) -> None:
    frames = frames_of(*postmortems)
    days = {one.quarter: one.days for one in count_quarters(frames, AS_OF)}
    for one in impact_of(frames, AS_OF):
        assert 0 <= one.minutes <= one.sum_minutes
        assert one.minutes <= days[one.quarter] * 1440
