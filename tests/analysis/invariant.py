"""What holds for every knowledge base: what adds up, what only falls, what is never shown.

Each `@invariant` is a sentence of METRICS.md as a function of a knowledge base and its metrics.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from itertools import pairwise

from mkdocs_postmortems.analysis.distribution import PUBLISH
from mkdocs_postmortems.analysis.metrics import Metrics
from mkdocs_postmortems.analysis.publishing import PublishState
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.settings import Settings

from .crowd import Drawn

Invariant = Callable[[Drawn, Metrics], None]
INVARIANTS: dict[str, Invariant] = {}


def invariant(holds: Invariant) -> Invariant:
    INVARIANTS[holds.__name__] = holds
    return holds


def in_order(*values: float | None) -> bool:
    """Say whether the values that are known do not fall; 1e-9 is what rounding may take."""
    known = [value for value in values if value is not None]
    return all(before <= after + 1e-9 for before, after in pairwise(known))


# Nothing is lost


@invariant
def every_action_is_open_done_or_declined(drawn: Drawn, metrics: Metrics) -> None:
    undated = [a for a in metrics.actions if a.created is None]
    for day in metrics.flow:
        assert day.open == day.created - day.done - day.declined
        assert 0 <= day.overdue <= day.open
    assert in_order(*(day.created for day in metrics.flow))
    if metrics.flow:
        last = metrics.flow[-1]
        assert last.day == drawn.as_of
        assert last.created + len(undated) == metrics.debt.total
        assert last.open + sum(a.open for a in undated) == metrics.debt.open
        assert last.overdue + sum(a.overdue for a in undated) == metrics.debt.overdue


@invariant
def every_dated_incident_is_in_one_quarter_and_one_severity(drawn: Drawn, metrics: Metrics) -> None:
    assert sum(one.count for one in metrics.counts) == sum(p.day is not None for p in drawn.counted)
    for one in metrics.counts:
        assert sum(one.by_severity.values()) == one.count


@invariant
def every_incident_is_in_a_distribution_or_left_out_of_it(drawn: Drawn, metrics: Metrics) -> None:
    for one in metrics.durations:
        assert one.n + sum(count for _, count in one.left_out) == one.of
        assert len(one.values) + one.lasting == one.n
        assert list(one.values) == sorted(one.values)
        assert all(value >= 0 for value in one.values)
        if one.period == "all" and one.metric != PUBLISH:
            assert one.of == len(drawn.counted)


@invariant
def the_quarters_of_a_distribution_add_up_to_its_dated_incidents(
    drawn: Drawn, metrics: Metrics
) -> None:
    undated = sum(p.day is None for p in drawn.counted)
    for metric in {one.metric for one in metrics.durations} - {PUBLISH}:
        parts = {one.period: one for one in metrics.durations if one.metric == metric}
        whole = parts.pop("all")
        assert sum(one.of for one in parts.values()) + undated == whole.of
        assert sum(one.n for one in parts.values()) <= whole.n


@invariant
def every_incident_says_what_found_it_or_does_not(drawn: Drawn, metrics: Metrics) -> None:
    unsaid = sum(p.detection is None or p.detection.source is None for p in drawn.counted)
    assert {one.of for one in metrics.detection} <= {len(drawn.counted)}
    assert sum(one.incidents for one in metrics.detection) + unsaid == len(drawn.counted)


@invariant
def the_debt_is_what_is_overdue(_: Drawn, metrics: Metrics) -> None:
    debt = metrics.debt
    actions = [one for one in metrics.actions if one.overdue]
    late = [one for one in metrics.publications if one.state is PublishState.OVERDUE]
    assert debt.debt == len(actions) + len(late) == debt.overdue + debt.overdue_postmortems
    assert debt.overdue_action_days == sum(one.days_overdue for one in actions)
    assert 0 <= debt.on_time <= debt.on_time_of <= debt.matured <= debt.total
    assert all(one.open and one.matured and one.days_overdue > 0 for one in actions)


@invariant
def what_overlaps_counts_once(_: Drawn, metrics: Metrics) -> None:
    days = {one.quarter: one.days for one in metrics.counts}
    for one in metrics.impact:
        assert 0 <= one.minutes <= one.sum_minutes
        assert one.minutes <= (days[one.quarter] + 1) * 1440


@invariant
def no_field_is_filled_in_where_it_does_not_apply(_: Drawn, metrics: Metrics) -> None:
    assert all(0 <= one.filled <= one.applicable for one in metrics.quality.fields)


# What only rises or falls


@invariant
def the_open_share_never_rises(_: Drawn, metrics: Metrics) -> None:
    for curve in metrics.closing:
        assert in_order(0, *reversed([step.open_share for step in curve.steps]), 1)
        assert in_order(*reversed([step.at_risk for step in curve.steps]), curve.n)
        for step in curve.steps:
            shares = step.open_share + step.done_share + step.declined_share
            assert math.isclose(shares, 1, abs_tol=1e-9)


@invariant
def the_coverage_of_causes_never_falls(drawn: Drawn, metrics: Metrics) -> None:
    caused = sum(any(cause.factor for cause in p.causes) for p in drawn.counted)
    covered = [one.covered for one in metrics.causes]
    assert in_order(0, *covered)
    assert (covered or [0])[-1] == caused <= len(drawn.counted)
    for one in metrics.causes:
        assert one.only <= one.incidents <= one.covered <= one.of == len(drawn.counted)


# An interval holds its estimate


@invariant
def intervals_hold_what_they_are_of(_: Drawn, metrics: Metrics) -> None:
    for one in metrics.durations:
        for found in filter(None, (one.median, one.high_percentile)):
            assert in_order(0, found.low, found.value, found.high)
    for curve in metrics.closing:
        assert in_order(curve.median.low, curve.median.value, curve.median.high)
        for step in curve.steps:
            assert in_order(0, step.low, step.open_share, step.high, 1)
    for count in metrics.counts:
        assert in_order(0, count.interval.low, count.count, count.interval.high)
    for ratio in metrics.ratios:
        assert in_order(0, ratio.interval.low, ratio.ratio, ratio.interval.high)
    for heap in metrics.quality.heaping:
        if heap.interval:
            assert in_order(0, heap.interval.low, heap.multiples / heap.n, heap.interval.high, 1)


@invariant
def the_interval_of_the_comparison_leaves_out_one_where_p_is_small(
    _: Drawn, metrics: Metrics
) -> None:
    if rate := metrics.comparison.rate:
        low, high = rate.interval.low, rate.interval.high
        assert in_order(0, low, rate.ratio, high)
        assert 0 < rate.p <= 1
        assert (rate.p < 0.05) == ((low or 0) > 1 or (high is not None and high < 1))


# A repeat follows what it repeats


@invariant
def a_repeat_began_within_ninety_days_of_one_that_was_over(drawn: Drawn, metrics: Metrics) -> None:
    by_path = {p.path: p for p in drawn.postmortems}
    for item in metrics.repeats.items:
        later = by_path[item.path]
        for earlier in map(by_path.__getitem__, item.earlier):
            began, before = (_began(p, drawn.settings) for p in (later, earlier))
            assert before < began <= before + dt.timedelta(days=90)
            assert any(end <= began for end in _ends(earlier, before))
            assert set(item.services) & set(later.services) & set(earlier.services)
        assert bool(item.earlier) == bool(item.causes) == bool(item.services)
        assert not {"unknown", "other"} & set(item.causes)
        assert {path for path, _ in item.open_actions} <= set(item.earlier)
    assert metrics.repeats.chance.observed == sum(len(i.earlier) for i in metrics.repeats.items)


def _began(postmortem: Postmortem, settings: Settings) -> dt.datetime:
    """Return the start; midnight where only its date is known."""
    assert postmortem.day
    return postmortem.start or dt.datetime.combine(postmortem.day, dt.time(), settings.zone)


def _ends(postmortem: Postmortem, began: dt.datetime) -> Iterator[dt.datetime]:
    """Yield every end that is on record, as a moment or as a typed duration."""
    yield from filter(None, (postmortem.mitigated, postmortem.resolved))
    if postmortem.stats.time_to_mitigate is not None:
        yield began + postmortem.stats.time_to_mitigate


# What is refused is not there, what is shown rests on enough


@invariant
def a_median_rests_on_six_and_a_percentile_on_twenty_nine(_: Drawn, metrics: Metrics) -> None:
    for one in metrics.durations:
        assert (one.refused is None) == (one.median.value is not None)
        if one.refused:
            assert (one.median.low, one.median.high, one.high_percentile) == (None, None, None)
        assert one.n >= 6 or one.refused
        if found := one.high_percentile:
            assert one.n >= (29 if (found.value, found.low) == (None, None) else 36)


@invariant
def a_ratio_rests_on_eight_on_either_side(_: Drawn, metrics: Metrics) -> None:
    n = {(one.metric, one.period): one.n for one in metrics.durations}
    for one in metrics.ratios:
        assert (one.refused is None) == (one.ratio is not None)
        if one.refused:
            assert (one.interval.low, one.interval.high) == (None, None)
        else:
            assert min(n[one.metric, str(q)] for q in (one.current, one.previous)) >= 8


@invariant
def a_comparison_rests_on_six(_: Drawn, metrics: Metrics) -> None:
    one = metrics.comparison
    refused = one.k1 + one.k2 < 6 or not one.days1
    assert (one.rate is None) == (one.refused is not None) == refused


@invariant
def a_curve_rests_on_ten_actions_of_which_five_are_closed(_: Drawn, metrics: Metrics) -> None:
    for one in metrics.closing:
        assert (one.refused is None) == (one.n >= 10 and one.closed >= 5)
        assert all(step.at_risk >= 5 for step in one.steps)
        if one.refused:
            assert (one.steps, one.median.value, one.rosier_median) == ((), None, None)


@invariant
def a_percentage_rests_on_ten(_: Drawn, metrics: Metrics) -> None:
    for heap in metrics.quality.heaping:
        assert (heap.interval is not None) == (heap.n >= 10)
