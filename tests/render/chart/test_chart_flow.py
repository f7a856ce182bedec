"""Cumulative flow: the areas upon one another are the counts, from each step to the next."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.render.chart.flow import FlowChart, FlowStep, flow_chart

BASE = 200.0
HOSTILE = "\"><script>alert('1')</script>\x00 & ]]>"
Rect = dict[str, float]


def chart(*steps: FlowStep, quarters: tuple[str, ...] = ("2025-Q1", "2025-Q2")) -> FlowChart:
    return FlowChart("f", "Title", "Words.", quarters, steps)


def areas(given_chart: FlowChart) -> dict[str, list[Rect]]:
    """Return the bars of each area, in pixels down and percent across."""
    root = ElementTree.fromstring(flow_chart(given_chart))
    return {
        name: [
            {key: float(value.rstrip("%")) for key, value in bar.attrib.items()}
            for bar in root.findall(f".//g[@class='pm-flow pm-flow--{name}']/rect")
        ]
        for name in ("done", "declined", "open")
    }


@pytest.mark.parametrize("steps", [(), (FlowStep(0, 3, 1, 2),)], ids=["none", "one"])
def test_between_fewer_than_two_steps_there_is_no_area(steps: tuple[FlowStep, ...]) -> None:
    assert flow_chart(chart(*steps)) == ""


def test_heights_are_the_counts_with_what_is_done_at_the_base() -> None:
    found = areas(chart(FlowStep(0, 40, 20, 10), FlowStep(1, 40, 20, 10)))
    (done,), (declined,), (opened,) = found.values()
    assert done["y"] + done["height"] == BASE
    ends = [done["y"] + done["height"], declined["y"] + declined["height"]]
    ends += [opened["y"] + opened["height"], opened["y"]]
    heights = [below - above for below, above in pairwise(ends)]
    assert heights[0] / heights[1] == pytest.approx(2, rel=0.01)
    assert heights[1] / heights[2] == pytest.approx(2, rel=0.01)


def test_a_hairline_parts_an_area_from_the_one_above_it_but_not_the_uppermost() -> None:
    (done,), (declined,), (opened,) = areas(
        chart(FlowStep(0, 40, 20, 10), FlowStep(1, 0, 0, 0))
    ).values()
    assert done["y"] - (declined["y"] + declined["height"]) == pytest.approx(1, abs=0.02)
    assert declined["y"] - (opened["y"] + opened["height"]) == pytest.approx(1, abs=0.02)
    (alone,), *_ = areas(chart(FlowStep(0, 70, 0, 0), FlowStep(1, 0, 0, 0))).values()
    assert alone["y"] == opened["y"]


def test_the_last_step_is_only_where_the_areas_end() -> None:
    found = areas(chart(FlowStep(0, 1, 0, 0), FlowStep(0.5, 2, 0, 0), FlowStep(1.5, 9, 9, 9)))
    assert [len(bars) for bars in found.values()] == [2, 0, 0]
    first, second = found["done"]
    assert first["x"] + first["width"] == pytest.approx(second["x"], abs=0.02)
    assert second["x"] + second["width"] == pytest.approx(75, abs=0.02)


def test_what_is_zero_is_not_drawn() -> None:
    found = areas(chart(FlowStep(0, 0, 0, 0), FlowStep(1, 0, 0, 5), FlowStep(2, 0, 0, 5)))
    assert [len(bars) for bars in found.values()] == [0, 0, 1]


def test_a_count_too_small_for_a_pixel_is_still_a_bar() -> None:
    (done,), _, _ = areas(chart(FlowStep(0, 1, 0, 30_000), FlowStep(1, 0, 0, 0))).values()
    assert done["height"] > 0


def test_twelve_years_by_month_stay_in_the_frame() -> None:
    quarters = tuple(f"{2014 + at // 4}-Q{at % 4 + 1}" for at in range(48))
    steps = [FlowStep(at / 3, at * 3, at, 400 - at) for at in range(145)]
    found = areas(chart(*steps, quarters=quarters))
    assert [len(bars) for bars in found.values()] == [143, 143, 144]
    for bars in found.values():
        assert all(0 <= bar["x"] < bar["x"] + bar["width"] <= 100.02 for bar in bars)
        assert all(0 <= bar["y"] < bar["y"] + bar["height"] <= BASE for bar in bars)


def test_it_has_a_name_and_hostile_text_stays_text() -> None:
    steps = (FlowStep(0, 1, 0, 0), FlowStep(1, 1, 0, 0))
    markup = flow_chart(FlowChart(HOSTILE, HOSTILE, "Words.", (HOSTILE,), steps))
    assert "<script" not in markup
    svg = ElementTree.fromstring(markup)[0]
    by_id = {node.attrib["id"]: node.text for node in svg.iter() if "id" in node.attrib}
    assert str(by_id[svg.attrib["aria-describedby"]]).startswith("Words.")


COUNT = st.integers(0, 40_000)
STEPS = st.lists(st.tuples(st.floats(0, 2), COUNT, COUNT, COUNT), min_size=2, max_size=6)


@given(STEPS)
def test_any_steps_are_drawn_above_the_base_and_the_same_again(
    steps: list[tuple[float, int, int, int]],
) -> None:
    some = chart(*(FlowStep(*step) for step in sorted(steps)))
    assert flow_chart(some) == flow_chart(some)
    for bars in areas(some).values():
        assert all(bar["height"] >= 0 and bar["y"] + bar["height"] <= BASE + 0.02 for bar in bars)
