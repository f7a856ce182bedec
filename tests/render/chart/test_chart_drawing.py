"""Every chart: well-formed, the same every time, without style; and what each one shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import chart_example as example
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_postmortems.render.chart.arcs import Arc, ArcChart, arc_chart
from mkdocs_postmortems.render.chart.bars import Bar, BarChart, bar_chart
from mkdocs_postmortems.render.chart.dots import LINKED, BandSummary, Dot, DotChart, dot_chart
from mkdocs_postmortems.render.chart.week import WeekChart, WeekDot, stacked, week_chart

XLINK = "{http://www.w3.org/1999/xlink}href"
HOSTILE = "\"><script>alert('1')</script>\n\n\x00 & ]]>"


def link(page: str) -> str:
    return f"../{page}/"


def dots(*given: Dot, summaries: tuple[BandSummary, ...] = ()) -> DotChart:
    return DotChart("d", "Title", "Words.", ("2025-Q1", "2025-Q2"), "minutes", given, summaries)


def dot(band: int = 0, value: float = 40, rank: int = 1, *, lasting: bool = False) -> Dot:
    return Dot(band, 0.5, value, rank, "Orders down", "orders.md", lasting)


def bars(*given: Bar) -> BarChart:
    return BarChart("b", "Title", "Words.", given)


def week(*given: WeekDot) -> WeekChart:
    return WeekChart("w", "Title", "Words.", given)


def arcs(*given: Arc) -> ArcChart:
    return ArcChart("a", "Title", "Words.", ((0.0, "2025"), (0.5, "2026")), ((0.1, 1),), given)


def tree(markup: Markup) -> ElementTree.Element:
    assert isinstance(markup, Markup)
    return ElementTree.fromstring(markup)


def attributes(markup: Markup, name: str, *css: str) -> list[dict[str, str]]:
    """Return the attributes of the elements of a name within groups of these classes."""
    path = "".join(f"//g[@class='{each}']" for each in css)
    return [node.attrib for node in tree(markup).findall(f".{path}//{name}")]


TEXT = st.text(max_size=20) | st.just(HOSTILE)
RANK = st.integers(0, 6)
VALUE = st.floats(0, 1e7)
DOT = st.builds(Dot, st.integers(0, 2), st.floats(0, 1), VALUE, RANK, TEXT, TEXT, st.booleans())
BOUND = st.none() | VALUE
SUMMARY = st.builds(BandSummary, st.integers(0, 2), VALUE, BOUND, BOUND)
PARTS = st.lists(st.tuples(RANK, st.integers(0, 400)), max_size=4).map(tuple)
BAR = st.builds(Bar, TEXT, PARTS, st.floats(0, 100), st.floats(0, 2000), st.booleans())
SHARE = st.floats(0, 1)
ARC = st.builds(Arc, SHARE, SHARE, TEXT, TEXT)
CHARTS: dict[str, st.SearchStrategy[Callable[[], Markup]]] = {
    "dots": st.builds(
        DotChart,
        TEXT,
        TEXT,
        TEXT,
        st.tuples(TEXT, TEXT, TEXT),
        st.sampled_from(("minutes", "days")),
        st.lists(DOT, max_size=5).map(tuple),
        st.lists(SUMMARY, max_size=3).map(tuple),
    ).map(lambda chart: lambda: dot_chart(chart, link)),
    "bars": st.builds(BarChart, TEXT, TEXT, TEXT, st.lists(BAR, max_size=5).map(tuple)).map(
        lambda chart: lambda: bar_chart(chart)
    ),
    "week": st.builds(
        WeekChart,
        TEXT,
        TEXT,
        TEXT,
        st.lists(st.builds(WeekDot, st.floats(0, 167.99), RANK, TEXT, TEXT), max_size=9).map(tuple),
    ).map(lambda chart: lambda: week_chart(chart, link)),
    "arcs": st.builds(
        ArcChart,
        TEXT,
        TEXT,
        TEXT,
        st.lists(st.tuples(SHARE, TEXT), max_size=5).map(tuple),
        st.lists(st.tuples(SHARE, RANK), max_size=5).map(tuple),
        st.lists(ARC, max_size=5).map(tuple),
    ).map(lambda chart: lambda: arc_chart(chart, link)),
}


@pytest.mark.parametrize("kind", CHARTS)
@given(st.data())
def test_any_chart_is_well_formed_the_same_again_and_without_style(
    kind: str, data: st.DataObject
) -> None:
    draw = data.draw(CHARTS[kind])
    markup = draw()
    assert markup == draw()
    if markup:
        assert_plain(markup)


def assert_plain(markup: Markup) -> None:
    nodes = list(tree(markup).iter())
    ids = [node.attrib["id"] for node in nodes if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    assert not {"style", "script"} & {node.tag for node in nodes}
    assert not {"style", "fill", "stroke", "href"} & {key for node in nodes for key in node.attrib}
    assert {node.attrib[XLINK] for node in nodes if node.tag == "use"} <= {f"#{id}" for id in ids}
    assert len(markup.splitlines()) == 1
    values = [value for node in nodes for key, value in node.attrib.items() if key != XLINK]
    assert not [value for value in values if re.search(r"\d\.\d{3}", value)]


@pytest.mark.parametrize(
    "markup",
    [
        dot_chart(dots(), link),
        bar_chart(bars()),
        week_chart(week(), link),
        arc_chart(arcs(), link),
    ],
)
def test_without_data_nothing_is_drawn(markup: Markup) -> None:
    assert markup == ""


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        (dot_chart(dots(dot()), link), "group"),
        (bar_chart(bars(Bar("2025-Q1", ((1, 2),), 0.2, 7.2))), "img"),
        (week_chart(week(WeekDot(3, 1, "Orders down", "orders.md")), link), "group"),
        (arc_chart(arcs(Arc(0.1, 0.6, "Again", "orders.md")), link), "group"),
    ],
)
def test_a_chart_has_a_name_and_a_description(markup: Markup, role: str) -> None:
    svg = tree(markup)[0]
    by_id = {node.attrib["id"]: node.text for node in svg.iter() if "id" in node.attrib}
    assert svg.attrib["role"] == role
    assert by_id[svg.attrib["aria-labelledby"]] == "Title"
    assert str(by_id[svg.attrib["aria-describedby"]]).startswith("Words.")


def test_hostile_text_stays_text() -> None:
    hostile = Dot(0, 0.5, 3, 1, HOSTILE, HOSTILE)
    chart = replace(dots(hostile), ident=HOSTILE, title=HOSTILE, bands=(HOSTILE,))
    markup = dot_chart(chart, lambda page: f"javascript:{page}")
    assert "<script" not in markup
    assert tree(markup).find(".//a").attrib[XLINK].startswith('javascript:">')  # type: ignore[union-attr]


def test_a_dot_links_to_its_incident_and_says_it() -> None:
    (found,) = tree(dot_chart(dots(dot()), link)).iter("a")
    assert found.attrib[XLINK] == "../orders.md/"
    assert found.findtext("title") == "Orders down"


def test_a_dot_that_lasts_has_an_arrow() -> None:
    uses = attributes(dot_chart(dots(dot(lasting=True)), link), "use", "pm-ink--1")
    assert [use[XLINK].rpartition("-")[2] for use in uses] == ["up", "1"]


def test_the_most_severe_dots_are_on_top_and_lesser_ranks_share_a_shape() -> None:
    chart = dots(*(dot(rank=rank) for rank in (1, 9, 0, 3, 2, 4)))
    groups = [node.attrib["class"] for node in tree(dot_chart(chart, link)).iterfind(".//g")]
    inks = [css for css in groups if css.startswith("pm-ink")]
    assert inks == ["pm-ink--0", "pm-ink--4", "pm-ink--3", "pm-ink--2", "pm-ink--1"]


def test_above_the_limit_dots_are_no_links() -> None:
    few, many = (tree(dot_chart(dots(*[dot()] * n), link)) for n in (LINKED, LINKED + 1))
    assert len(list(few.iter("a"))) == LINKED
    assert list(many.iter("a")) == []
    assert many[0].attrib["role"] == "img"
    assert len(many.findall(".//g[@class='pm-ink--1']/use")) == LINKED + 1


def test_an_interval_without_limit_runs_to_the_edge_of_the_frame() -> None:
    chart = dots(dot(), dot(1, 90), summaries=(BandSummary(0, 40, 30, None),))
    markup = dot_chart(chart, link)
    (wash,) = attributes(markup, "rect", "pm-interval")
    assert wash["y"] == "8"
    assert len(attributes(markup, "rect", "pm-bounds")) == 1
    assert len(attributes(markup, "rect", "pm-median")) == 1


def test_bars_stand_on_zero_with_the_most_severe_at_the_base() -> None:
    markup = bar_chart(bars(Bar("2025-Q1", ((1, 5), (3, 10)), 8.4, 20)))
    parts = [part for part in attributes(markup, "rect") if part["class"].startswith("pm-part")]
    severe, rest = parts
    assert severe["class"] == "pm-part pm-ink--1"
    assert float(severe["y"]) + float(severe["height"]) == 202
    assert float(rest["y"]) + float(rest["height"]) + 1 == float(severe["y"])
    assert (float(rest["height"]) + 1) / (float(severe["height"]) + 1) == pytest.approx(2)


def test_a_quarter_not_over_is_outlined_and_told() -> None:
    chart = bars(Bar("2025-Q1", ((1, 5),), 1, 9), Bar("2025-Q2", ((1, 2),), 0.1, 6, complete=False))
    markup = bar_chart(chart)
    assert len(attributes(markup, "rect", "pm-going")) == 2
    assert "Words. Not over yet: 2025-Q2." in markup


@pytest.mark.parametrize(
    ("quarters", "css"),
    [(8, "pm-total"), (16, "pm-total pm-from-medium"), (24, "pm-total pm-from-wide"), (48, None)],
)
def test_totals_are_written_where_they_fit(quarters: int, css: str | None) -> None:
    markup = bar_chart(example.bar_example(quarters * 4, quarters))
    groups = [node.attrib["class"] for node in tree(markup).iter("g")]
    assert [group for group in groups if "pm-total" in group] == ([css] if css else [])


def test_a_number_never_reaches_a_whisker() -> None:
    markup = bar_chart(example.bar_example(200, 8))
    numbers = attributes(markup, "text", "pm-total")
    whiskers = attributes(markup, "line", "pm-whisker")
    for number, whisker in zip(numbers, whiskers, strict=True):
        apart = (float(whisker["x1"][:-1]) - float(number["x"][:-1])) / 100 * 236
        assert apart > 10


def test_the_week_stacks_dots_of_the_same_hours_the_most_severe_below() -> None:
    given = [WeekDot(hour, rank, "", "") for hour, rank in ((0.5, 3), (1, 0), (2, 1), (24, 2))]
    columns = stacked(given, 6)
    assert [[each.rank for each in column] for column in columns.values()] == [[1, 3, 0], [2]]


def test_the_strip_grows_with_its_tallest_column_and_says_what_a_column_is() -> None:
    few, many = (week(*[WeekDot(10, 1, "", "a")] * n) for n in (1, 20))
    heights = [float(tree(week_chart(c, link))[0].attrib["height"]) for c in (few, many)]
    assert heights[1] > heights[0] + 100
    assert "Each column of dots stands for 6 hours." in week_chart(few, link)


@pytest.mark.parametrize("count", [1, 36, 160, 1000])
def test_dots_of_the_week_keep_apart_on_a_phone(count: int) -> None:
    markup = week_chart(example.week_example(count), link)
    places = sorted({float(use["x"][:-1]) for use in attributes(markup, "use")})
    assert all((right - left) / 100 * 290 >= 6.6 for left, right in pairwise(places))


def test_an_arc_links_and_rises_with_its_distance() -> None:
    markup = arc_chart(arcs(Arc(0.1, 0.2, "Near", "a"), Arc(0.1, 0.9, "Far", "b")), link)
    far, near = (float(each.attrib["ry"]) for each in tree(markup).findall(".//a/ellipse[2]"))
    assert far > near >= 10
    assert [node.text for node in tree(markup).iterfind(".//a/title")] == ["Far", "Near"]


@given(st.lists(ARC, min_size=1, max_size=5))
def test_arcs_stay_in_the_frame(given_arcs: list[Arc]) -> None:
    svg = tree(arc_chart(arcs(*given_arcs), link))[0]
    for arc in svg.iter("ellipse"):
        x, rx = float(arc.attrib["cx"][:-1]), float(arc.attrib["rx"][:-1])
        assert x - rx >= 0.9
        assert x + rx <= 99.1
        assert float(arc.attrib["cy"]) - float(arc.attrib["ry"]) >= 5.9
