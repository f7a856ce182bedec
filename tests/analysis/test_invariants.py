"""What holds for every knowledge base: what adds up, what only falls, what is never shown.

The sentences are those of `invariant.py`. They are asked of random knowledge bases, small odd
ones and crowds that fill every figure, and each of them can fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_postmortems.analysis.comparison import RateRatio
from mkdocs_postmortems.analysis.distribution import Quantile
from mkdocs_postmortems.analysis.interval import Interval
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.exports.metrics import write_metrics
from mkdocs_postmortems.source.loader import load

from .crowd import Crowd, Drawn, crowds
from .invariant import INVARIANTS
from .invented import SETTINGS, knowledge_bases, metrics_of

EXAMPLE = Path(__file__).parents[2] / "postmortems"
FULL = Crowd(seed=1, size=90, gaps=0.1, ongoing=0.1)
"""A knowledge base in which every figure is given somewhere and refused somewhere."""


def hold_all(drawn: Drawn) -> None:
    metrics = drawn.measure()
    for holds in INVARIANTS.values():
        holds(drawn, metrics)


@settings(max_examples=20)
@given(knowledge_bases().map(lambda made: Drawn(tuple(made))))
def test_all_invariants_hold_for_small_odd_knowledge_bases(drawn: Drawn) -> None:
    hold_all(drawn)


@settings(max_examples=20)
@given(crowds())
def test_all_invariants_hold_for_crowds(drawn: Drawn) -> None:
    hold_all(drawn)


@settings(max_examples=10)
@given(crowds(most=50), st.randoms(use_true_random=False))
def test_the_order_of_the_postmortems_changes_no_byte(drawn: Drawn, random: Random) -> None:
    turned = random.sample(drawn.postmortems, len(drawn.postmortems))
    assert write_metrics(drawn.measure()) == write_metrics(drawn.measure(turned))


@settings(max_examples=10)
@given(crowds(most=50))
def test_what_began_after_the_date_changes_no_byte(drawn: Drawn) -> None:
    assert write_metrics(drawn.measure()) == write_metrics(drawn.measure(drawn.counted))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_folders_are_listed_changes_no_byte(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = metrics_of_files(EXAMPLE)
    monkeypatch.setattr(os, "walk", shuffled(os.walk, Random(seed)))
    assert metrics_of_files(EXAMPLE) == before


def metrics_of_files(folder: Path) -> str:
    loaded = load(folder, SETTINGS)
    return write_metrics(metrics_of(*loaded.knowledge_base.postmortems))


def shuffled(walk: Callable[..., Any], random: Random) -> Callable[..., Any]:
    """Return `os.walk` on a file system that lists folders and files in any order."""

    def walked(*arguments: Any, **options: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, names in walk(*arguments, **options):
            random.shuffle(folders)
            yield folder, folders, random.sample(names, len(names))

    return walked


# The crowds are crowded enough, and the invariants can fail


@pytest.fixture(scope="module")
def full() -> Metrics:
    return FULL.drawn.measure()


def test_a_crowd_fills_every_figure(full: Metrics) -> None:
    assert full.comparison.rate
    assert any(one.ratio for one in full.ratios)
    assert {bool(one.refused) for one in full.durations} == {True, False}
    assert any(one.high_percentile for one in full.durations)
    assert any(one.lasting for one in full.durations)
    assert all(one.steps for one in full.closing if one.priority == "all")
    assert any(step.declined_share for one in full.closing for step in one.steps)
    assert any(item.open_actions for item in full.repeats.items)
    assert any(one.minutes < one.sum_minutes for one in full.impact)
    assert full.debt.debt > full.debt.overdue > 0
    assert all(one.interval for one in full.quality.heaping)
    assert full.flow[-1].declined


def each(results: tuple[Any, ...], **changed: object) -> tuple[Any, ...]:
    return tuple(replace(one, **changed) for one in results)


def with_last(results: tuple[Any, ...], **changed: object) -> tuple[Any, ...]:
    return (*results[:-1], replace(results[-1], **changed))


MISTAKES: dict[str, Callable[[Metrics], dict[str, Any]]] = {
    "every_action_is_open_done_or_declined": lambda m: {
        "flow": with_last(m.flow, open=m.flow[-1].open + 1)
    },
    "every_dated_incident_is_in_one_quarter_and_one_severity": lambda m: {"counts": m.counts[1:]},
    "every_incident_is_in_a_distribution_or_left_out_of_it": lambda m: {
        "durations": each(m.durations, left_out=())
    },
    "the_quarters_of_a_distribution_add_up_to_its_dated_incidents": lambda m: {
        "durations": each(m.durations, of=50)
    },
    "every_incident_says_what_found_it_or_does_not": lambda m: {"detection": m.detection[1:]},
    "the_debt_is_what_is_overdue": lambda m: {"debt": replace(m.debt, debt=m.debt.debt + 1)},
    "what_overlaps_counts_once": lambda m: {"impact": each(m.impact, sum_minutes=1.0)},
    "no_field_is_filled_in_where_it_does_not_apply": lambda m: {
        "quality": replace(m.quality, fields=each(m.quality.fields, applicable=9))
    },
    "the_open_share_never_rises": lambda m: {
        "closing": each(m.closing, steps=m.closing[0].steps[::-1])
    },
    "the_coverage_of_causes_never_falls": lambda m: {"causes": m.causes[::-1]},
    "intervals_hold_what_they_are_of": lambda m: {
        "counts": each(m.counts, interval=Interval(98, 99))
    },
    "the_interval_of_the_comparison_leaves_out_one_where_p_is_small": lambda m: {
        "comparison": replace(m.comparison, rate=RateRatio(3, Interval(2, 4), 0.9))
    },
    "a_repeat_began_within_ninety_days_of_one_that_was_over": lambda m: {
        "repeats": replace(m.repeats, items=each(m.repeats.items, earlier=(m.incidents[9].path,)))
    },
    "a_median_rests_on_six_and_a_percentile_on_twenty_nine": lambda m: {
        "durations": each(m.durations, median=Quantile(2, 1, 3))
    },
    "a_ratio_rests_on_eight_on_either_side": lambda m: {"ratios": each(m.ratios, refused="no")},
    "a_comparison_rests_on_six": lambda m: {"comparison": replace(m.comparison, k1=2, k2=3)},
    "a_curve_rests_on_ten_actions_of_which_five_are_closed": lambda m: {
        "closing": each(m.closing, n=9)
    },
    "a_percentage_rests_on_ten": lambda m: {
        "quality": replace(m.quality, heaping=each(m.quality.heaping, n=9))
    },
}
"""For each invariant what a mistake looks like: the results that take the place of right ones."""


def test_every_invariant_has_its_mistake() -> None:
    assert list(MISTAKES) == list(INVARIANTS)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_breaks_its_invariant(name: str, full: Metrics) -> None:
    INVARIANTS[name](FULL.drawn, full)
    with pytest.raises(AssertionError):
        INVARIANTS[name](FULL.drawn, replace(full, **MISTAKES[name](full)))
