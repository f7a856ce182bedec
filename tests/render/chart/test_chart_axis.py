"""Axes: a few round ticks, and labels that keep apart and in the frame at every width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.render.chart.axis import (
    WIDTHS,
    AxisLabel,
    halved,
    label_width,
    quarter_labels,
    thinned,
)
from mkdocs_postmortems.render.chart.scale import Bands, Scale, Unit, linear, logarithmic

UNITS = st.sampled_from(("minutes", "days"))
DURATIONS = st.floats(0, 1e7) | st.floats(0, 200) | st.just(0.0)


def names(count: int, first: int = 0) -> tuple[str, ...]:
    return tuple(f"{2014 + at // 4}-Q{at % 4 + 1}" for at in range(first, first + count))


def shown(labels: tuple[AxisLabel, ...], width: float) -> list[str]:
    return [label.text for label in labels if WIDTHS[label.tier] <= width]


def assert_apart(labels: tuple[AxisLabel, ...]) -> None:
    for width in (*WIDTHS, 300.0, 700.0):
        extents = sorted(label.extent(width) for label in labels if WIDTHS[label.tier] <= width)
        assert all(left[1] < right[0] for left, right in pairwise(extents))
        assert all(left >= -6 and right <= width + 6 for left, right in extents)


def texts(scale: Scale) -> list[str]:
    return [tick.label for tick in scale.ticks]


@given(st.integers(1, 420), st.integers(0, 3))
def test_labels_of_quarters_keep_apart_and_in_the_frame(count: int, first: int) -> None:
    labels = quarter_labels(names(count, first))
    assert_apart(labels.quarters)
    assert_apart(labels.years)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=30))
def test_labels_of_bands_of_any_name_keep_apart_and_in_the_frame(bands: list[str]) -> None:
    labels = quarter_labels(tuple(bands))
    assert_apart(labels.quarters)
    assert_apart(labels.years)


@given(st.lists(st.tuples(st.floats(0, 100), st.text(max_size=20)), max_size=40))
def test_labels_anywhere_keep_apart_and_in_the_frame(ticks: list[tuple[float, str]]) -> None:
    labels = [AxisLabel(text, x, "middle") for x, text in sorted(ticks)]
    assert_apart(thinned(halved(labels)))


def test_eight_quarters_are_all_named_on_the_smallest_phone() -> None:
    labels = quarter_labels(names(8, first=2))
    assert shown(labels.quarters, 236) == ["Q3", "Q4", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"]
    assert shown(labels.years, 236) == ["2014", "2015", "2016"]


def test_years_stand_under_their_first_quarter() -> None:
    labels = quarter_labels(names(8, first=2))
    assert [label.x for label in labels.years] == [labels.quarters[at].x for at in (0, 2, 6)]


def test_of_twelve_years_only_years_are_named_and_on_a_phone_every_second() -> None:
    labels = quarter_labels(names(48))
    assert labels.quarters == ()
    assert shown(labels.years, 560) == [str(year) for year in range(2014, 2026)]
    assert shown(labels.years, 236) == ["2014", "2016", "2018", "2020", "2022", "2024"]


def test_the_year_that_is_cut_gives_way_to_whole_years() -> None:
    assert shown(quarter_labels(names(17, first=3)).years, 236)[0] == "2015"


@given(st.lists(st.integers(), min_size=1, max_size=70, unique=True))
def test_levels_hold_every_label_once(places: list[int]) -> None:
    labels = [AxisLabel(str(place), place, "start") for place in places]
    levels = halved(labels)
    assert sorted(label.text for level in levels for label in level) == sorted(map(str, places))


@given(st.floats(0, 1e9))
def test_counts_have_few_whole_ticks_from_zero(highest: float) -> None:
    scale = linear(highest, 0, 100)
    assert 2 <= len(scale.ticks) <= 6
    assert texts(scale)[0] == "0"
    assert scale.y(0) == 100
    assert 0 <= scale.y(highest) <= 100


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, ["0", "1"]),
        (3.7, ["0", "1", "2", "3", "4"]),
        (12, ["0", "5", "10", "15"]),
        (1800, ["0", "500", "1,000", "1,500", "2,000"]),
    ],
)
def test_ticks_of_counts_are_round(highest: float, ticks: list[str]) -> None:
    assert texts(linear(highest, 0, 100)) == ticks


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ([42.0], "minutes", ["20 min", "30 min", "1 h"]),
        ([3.0, 4000.0], "minutes", ["5 min", "20 min", "1 h", "4 h", "1 d", "3 d"]),
        ([0.0], "minutes", ["0", "30 s", "1 min", "2 min"]),
        ([0.0, 12.0, 300.0], "minutes", ["0", "20 min", "1 h", "4 h"]),
        ([2.0, 60.0], "days", ["2 d", "4 d", "1 w", "2 w", "1 mo", "2 mo"]),
    ],
)
def test_ticks_of_durations_are_those_people_know(
    values: list[float], unit: Unit, ticks: list[str]
) -> None:
    assert texts(logarithmic(values, unit, 0, 200)) == ticks


@given(st.lists(DURATIONS, min_size=1, max_size=9), UNITS)
def test_every_duration_has_its_place_and_ticks_are_readable(
    values: list[float], unit: Unit
) -> None:
    scale = logarithmic(values, unit, 20, 260)
    ticks = [tick for tick in scale.ticks if tick.label != "0"]
    assert 3 <= len(ticks) <= 6
    assert all(20 <= scale.y(value) <= 260 for value in values)
    assert all(low.y - high.y >= 16 for low, high in pairwise(scale.ticks))
    assert all(label_width(tick.label) <= 44 for tick in scale.ticks)
    assert ("0" in texts(scale)) == (0 in values)


@given(st.lists(DURATIONS, min_size=2, max_size=9), UNITS)
def test_longer_durations_stand_higher(values: list[float], unit: Unit) -> None:
    scale = logarithmic(values, unit, 20, 260)
    places = [scale.y(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)


@given(st.integers(1, 60), st.data())
def test_a_place_in_a_band_stays_in_it(count: int, data: st.DataObject) -> None:
    band, place = data.draw(st.integers(0, count - 1)), data.draw(st.floats(0, 1))
    bands = Bands(count)
    assert bands.at(band, 0) < bands.inside(band, place) < bands.at(band, 1)
