"""The small parts: the legend, the bar of a table's cell, the tint of a grid's cell."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.render.chart.mark import legend, mark_definitions
from mkdocs_postmortems.render.chart.share import heat, share_bar


def widths(markup: str) -> dict[str, str]:
    bars = ElementTree.fromstring(markup).iter("rect")
    return {bar.attrib["class"]: bar.attrib["width"] for bar in bars}


def test_every_rank_has_a_shape_of_its_own() -> None:
    shapes = list(ElementTree.fromstring(mark_definitions("a b")))
    drawn = {(shape.tag, shape.attrib["class"], shape.attrib.get("d")) for shape in shapes}
    assert len(drawn) == len(shapes) == 6
    assert [shape.attrib["id"] for shape in shapes][:2] == ["pm-mark-a_20_b-0", "pm-mark-a_20_b-1"]


def test_the_legend_names_each_rank_beside_its_shape() -> None:
    entries = list(ElementTree.fromstring(legend(((1, "SEV-1"), (7, "<b>")))))
    assert ["".join(entry.itertext()) for entry in entries] == ["SEV-1", "<b>"]
    assert [entry[0].attrib["class"] for entry in entries] == ["pm-ink--1", "pm-ink--4"]
    assert legend(()) == ""


def test_a_bar_is_as_long_as_its_share() -> None:
    assert widths(share_bar(30, 120)) == {"pm-value": "25%"}
    assert widths(share_bar(60, 120, rest=30)) == {"pm-value": "50%", "pm-rest": "25%"}
    assert widths(share_bar(0, 120)) == widths(share_bar(0, 0)) == {}


def test_a_bar_never_vanishes_nor_leaves_its_cell() -> None:
    assert widths(share_bar(1, 1e6)) == {"pm-value": "1%"}
    assert widths(share_bar(90, 100, rest=90)) == {"pm-value": "90%", "pm-rest": "10%"}


@pytest.mark.parametrize(("value", "level"), [(0, 0), (1, 1), (2, 1), (3, 2), (9, 5), (10, 5)])
def test_tints_rise_in_even_steps(value: int, level: int) -> None:
    assert heat(value, 10) == level


@given(st.integers(-5, 10**6), st.integers(0, 10**6))
def test_only_nothing_has_no_tint(value: int, most: int) -> None:
    assert 0 <= heat(value, most) <= 5
    assert (heat(value, most) == 0) == (value <= 0 or most == 0)
