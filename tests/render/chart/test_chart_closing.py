"""The closing curve: steps down from all that are open, its interval, and the policies."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.render.chart.closing import ClosingChart, CurveStep, closing_chart

TOP, BASE = 16.0, 180.0
HOSTILE = "\"><script>alert('1')</script>\x00 & ]]>"
Line = tuple[float, float, float, float]


def step(day: int, share: float, at_risk: int = 10) -> CurveStep:
    return CurveStep(day, share, max(share - 0.1, 0), min(share + 0.1, 1), at_risk)


def chart(*steps: CurveStep, policies: tuple[tuple[str, int], ...] = ()) -> ClosingChart:
    return ClosingChart("c", "Title", "Words.", steps, policies)


def svg(given_chart: ClosingChart) -> ElementTree.Element:
    return ElementTree.fromstring(closing_chart(given_chart))


def lines(given_chart: ClosingChart) -> list[Line]:
    """Return the lines of the curve: from and to, in percent across and pixels down."""
    found = svg(given_chart).findall(".//g[@class='pm-curve']/line")
    return [
        tuple(float(line.attrib[key].rstrip("%")) for key in ("x1", "x2", "y1", "y2"))  # type: ignore[misc]
        for line in found
    ]


def words(given_chart: ClosingChart, css: str) -> list[str]:
    path = f".//g[@class='{css}']//text"
    return [str(text.text) for text in svg(given_chart).iterfind(path)]


@pytest.mark.parametrize("steps", [(), (step(0, 0.8),)], ids=["no step", "only the first day"])
def test_without_a_step_after_the_first_day_nothing_is_drawn(steps: tuple[CurveStep, ...]) -> None:
    assert closing_chart(chart(*steps)) == ""


def test_one_step_goes_along_the_top_and_then_down() -> None:
    assert lines(chart(step(10, 0.5))) == [(0, 100, TOP, TOP), (100, 100, TOP, (TOP + BASE) / 2)]


def test_each_step_stands_at_its_day_and_the_last_one_at_the_edge() -> None:
    found = lines(chart(step(5, 0.75), step(20, 0.25)))
    assert [line[:2] for line in found] == [(0, 25), (25, 25), (25, 100), (100, 100)]
    assert found[-1][3] == BASE - 0.25 * (BASE - TOP)


def test_where_nothing_is_closed_it_does_not_go_down() -> None:
    found = lines(chart(step(5, 0.75), step(20, 0.75)))
    assert [y1 == y2 for *_, y1, y2 in found] == [True, False, True]


def test_actions_closed_on_their_first_day_drop_at_the_edge() -> None:
    found = lines(chart(step(0, 0.5), step(10, 0.5)))
    assert (0, 0, TOP, (TOP + BASE) / 2) in found


def test_the_interval_is_drawn_where_it_has_both_bounds() -> None:
    steps = (CurveStep(5, 0.8, 0.6, 0.9, 10), CurveStep(10, 0.5, None, 0.7, 5), step(20, 0.2))
    (band,) = svg(chart(*steps)).findall(".//g[@class='pm-interval']/rect")
    assert (band.attrib["x"], band.attrib["width"]) == ("25%", "25%")
    assert float(band.attrib["height"]) == pytest.approx(0.3 * (BASE - TOP), abs=0.02)


@pytest.mark.parametrize(
    ("day", "shown"), [(-3, False), (0, False), (14, True), (29, True), (30, False), (365, False)]
)
def test_a_policy_outside_the_range_is_left_out(day: int, shown: bool) -> None:
    some = chart(step(30, 0.5), policies=(("high", day),))
    assert words(some, "pm-policy") == (["high"] if shown else [])


def test_below_the_days_stands_how_many_were_followed_that_long() -> None:
    some = chart(step(1, 0.9, 1500), step(3, 0.5, 900), step(4, 0.4, 20))
    below = words(some, "pm-axis")[5:]
    assert below == ["1 d", "2 d", "3 d", "1,500", "900", "900", "open"]


def test_twelve_years_have_a_few_labels_and_stay_in_the_frame() -> None:
    some = chart(*(step(day, 1 - day / 5000) for day in range(1, 4383, 30)))
    days = [word for word in words(some, "pm-axis") if word.endswith(" d")]
    assert days == ["730 d", "1,460 d", "2,190 d", "2,920 d", "3,650 d"]
    for x1, x2, y1, y2 in lines(some):
        assert 0 <= x1 <= x2 <= 100.02
        assert TOP <= y1 <= y2 <= BASE


def test_hostile_text_stays_text() -> None:
    some = ClosingChart(HOSTILE, HOSTILE, HOSTILE, (step(30, 0.5),), ((HOSTILE, 14),))
    markup = closing_chart(some)
    assert "<script" not in markup
    assert ElementTree.fromstring(markup)[0].attrib["role"] == "img"


SHARE = st.floats(0, 1)
STEP = st.builds(
    CurveStep, st.integers(0, 5000), SHARE, st.none() | SHARE, st.none() | SHARE, st.integers(0)
)


@given(st.lists(STEP, max_size=6, unique_by=lambda one: one.day))
def test_any_steps_are_drawn_the_same_again(steps: list[CurveStep]) -> None:
    some = chart(*sorted(steps, key=lambda one: one.day), policies=(("high", 14),))
    assert closing_chart(some) == closing_chart(some)
    if closing_chart(some):
        assert all(TOP <= y <= BASE for *_, y1, y2 in lines(some) for y in (y1, y2))
