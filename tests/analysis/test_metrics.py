"""The whole structure: as the contract says, valid, the same bytes whatever the order of files."""

import datetime as dt
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mkdocs_postmortems.analysis.metrics import Metrics, check_period
from mkdocs_postmortems.analysis.quarter import Quarter, QuarterError
from mkdocs_postmortems.exports.metrics import SCHEMA, metrics_record, write_metrics
from mkdocs_postmortems.exports.summary import share, write_summary
from mkdocs_postmortems.model import Action, Postmortem, Status
from mkdocs_postmortems.settings import Settings

from .invented import START, incident, knowledge_bases, lasting, metrics_of, minutes
from .stats import close, example, rows

VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def written(*postmortems: Postmortem, **options: Any) -> dict[str, Any]:
    """Return the JSON of some incidents, checked against its schema."""
    return valid(metrics_of(*postmortems, **options))


def valid(metrics: Metrics) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_metrics(metrics))
    assert [error.message for error in VALIDATOR.iter_errors(found)] == []
    return found


def test_the_schema_is_one_and_every_key_has_its_sentence() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    assert list(_undescribed(VALIDATOR.schema)) == []


def _undescribed(schema: dict[str, Any], name: str = "") -> Any:
    properties = schema.get("properties", {})
    for key, inner in properties.items():
        if inner.get("type") != "array" and "description" not in inner:
            yield f"{name}.{key}"
        yield from _undescribed(inner, f"{name}.{key}")
    if isinstance(schema.get("items"), dict):
        yield from _undescribed(schema["items"], f"{name}[]")


def test_the_worked_example_is_valid() -> None:
    record = json.loads(write_metrics(example()))
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    assert list(record) == list(VALIDATOR.schema["properties"])


FLAGS = {"no_ack": "no_acknowledgement"}
COLUMNS = {
    "time_to_detect_min": "ttd_min",
    "time_to_acknowledge_min": "tta_min",
    "time_to_mitigate_min": "ttm_min",
    "response_min": "respond_to_mitigate_min",
    "time_to_resolve_min": "ttr_min",
    "user_minutes": "user_minutes_upper_bound",
}


def test_the_incidents_of_the_worked_example() -> None:
    found = {one["id"]: one for one in metrics_record(example())["incidents"]}
    for row in rows("incidents_expected"):
        one = found.pop(row["id"])
        for key, column in COLUMNS.items():
            close(one[key], row[column])
        flags = [FLAGS.get(name, name) for name in row["flags"].split("|") if name]
        assert list(one["flags"]) == flags
    assert not found


def test_the_actions_of_the_worked_example() -> None:
    found = {
        one["id"].partition("/")[2]: one for one in metrics_record(example())["actions"]["items"]
    }
    for row in rows("actions_expected"):
        one = found.pop(row["id"])
        assert str(one["due"] or "") == row["due"]
        assert [str(one[name]) for name in ("open", "overdue", "days_overdue", "matured")] == [
            row[name] for name in ("open", "overdue", "days_overdue", "matured")
        ]
        assert one["age_days"] == (int(row["age_days"]) if row["age_days"] else None)
        assert one["verdict"] == row["verdict"]
        assert one["days"] == int(row["time_days"])
    assert not found


def test_the_summary_of_the_worked_example() -> None:
    found = metrics_record(example())["actions"]["summary"]
    names = {
        "open_without_owner": "unowned",
        "open_without_due": "undated",
        "on_time_numerator": "on_time",
        "on_time_denominator": "on_time_of",
        "postmortem_debt": "debt",
    }
    passed_over = {"snapshot", "matured_declined_by_due", "naive_on_time_closed_only"}
    for row in rows("actions_summary_expected"):
        if row["metric"] not in passed_over:
            assert found[names.get(row["metric"], row["metric"])] == int(row["value"])


def test_the_publications_of_the_worked_example() -> None:
    for one, row in zip(
        metrics_record(example())["publishing"], rows("publish_expected"), strict=True
    ):
        assert one["id"] == row["id"]
        assert (str(one["due"] or ""), str(one["published"] or "")) == (
            row["publish_due"],
            row["published"],
        )
        assert one["days"] == (int(row["days_to_publish"]) if row["days_to_publish"] else None)
        assert one["state"] == row["state"]


def test_a_typed_duration_counts_only_where_its_moments_are_missing() -> None:
    typed = {"time_to_mitigate": "23m", "affected_users": 10}
    one = incident("a", START.date(), stats=typed)
    both = lasting("b", START, 5, stats=typed)
    found = [(i.time_to_mitigate, i.user_minutes) for i in metrics_of(one, both).incidents]
    assert found == [(23, 230), (5, 50)]


def test_no_incidents() -> None:
    found = written()
    assert found["counts"] == found["incidents"] == found["service_impact_minutes"] == []
    assert found["actions"]["flow"] == []
    assert found["comparison"]["sentence"] == "0 against 0: too few to compare."
    assert {one["refused"] for one in found["durations"]} == {
        "no incident to summarise",
        "no postmortem to summarise",
    }
    assert {one["period"] for one in found["durations"]} == {"all"}


def test_as_of_before_the_first_incident_counts_nothing_and_says_so() -> None:
    action = Action(id="A1", title="t", created=dt.date(2026, 1, 2))
    later = lasting("a", START, 5, actions=(action,))
    assert written(later, as_of=dt.date(2025, 12, 31))["incidents"] == []
    text = write_summary(metrics_of(later, as_of=dt.date(2025, 12, 31)))
    assert "Not counted: 1 incident after 2025-12-31." in text
    text = write_summary(metrics_of(later, as_of=dt.date(2026, 1, 1)))
    assert "Not counted: 1 action after 2026-01-01." in text


def test_all_in_one_minute() -> None:
    found = written(*(lasting(f"i{n}", START, 0, causes=["x"]) for n in range(40)))
    mitigate = next(d for d in found["durations"] if d["metric"] == "time_to_mitigate")
    assert (mitigate["median"], mitigate["low"], mitigate["high"]) == (0, 0, 0)


def test_all_ongoing() -> None:
    found = written(*(incident(f"i{n}", START, detected=START) for n in range(12)))
    mitigate = next(d for d in found["durations"] if d["metric"] == "time_to_mitigate")
    assert (mitigate["n"], mitigate["values"], mitigate["median"]) == (12, [], None)
    assert mitigate["refused"] == "12 of 12 incidents are not over yet: the median is not known"
    assert all("ongoing" in one["flags"] for one in found["incidents"])


def test_dates_only() -> None:
    found = written(*(incident(f"i{n}", START.date()) for n in range(12)))
    assert {one["count"] for one in found["counts"]} == {12, 0}
    assert {one["hour"] for one in found["incidents"]} == {None}
    assert all("time_unknown" in one["flags"] for one in found["incidents"])
    assert {one["n"] for one in found["durations"]} == {0}


@pytest.mark.parametrize("as_of", [dt.date(1, 1, 1), dt.date(1970, 1, 1), dt.date(2100, 12, 31)])
def test_any_date_can_be_read_on(as_of: dt.date) -> None:
    assert written(incident("a"), as_of=as_of)["as_of"] == as_of.isoformat()


def test_sixty_services_and_a_long_label() -> None:
    names = (*(f"service-{n:02}" for n in range(59)), "x" * 200)
    found = written(lasting("a", START, 5, services=names, causes=["y" * 200]))
    assert len(found["service_impact_minutes"]) == 60 * len(found["counts"])
    assert len(found["cause_service"]) == 60


@pytest.mark.parametrize("zone", ["America/Havana", "Asia/Beirut", "Pacific/Apia"])
def test_days_that_begin_twice_or_not_at_midnight(zone: str) -> None:
    """In these zones clocks change at midnight, or a whole day was skipped."""
    days = [dt.date(2011, 12, 30), dt.date(2012, 11, 4), dt.date(2016, 3, 13), dt.date(2026, 3, 29)]
    settings = Settings(timezone=zone)
    found = written(*(incident(f"i{n}", day) for n, day in enumerate(days)), settings=settings)
    assert [one["id"] for one in found["incidents"]] == ["i0", "i1", "i2", "i3"]


def test_drafts_are_counted_and_marked() -> None:
    metrics = metrics_of(incident("a"), incident("b", status=Status.PUBLISHED))
    assert [one.draft for one in metrics.incidents] == [True, False]
    assert "2 incidents, 1 of them in draft" in write_summary(metrics)


def test_incidents_are_sorted_by_start_then_id_and_those_without_a_date_are_last() -> None:
    later = START + minutes(60)
    made = [incident("d", None), incident("c", later), incident("b", START), incident("a", START)]
    made.append(incident("e", START.date()))
    assert [one["id"] for one in written(*made)["incidents"]] == ["a", "b", "e", "c", "d"]


def test_the_period_is_the_one_asked_for() -> None:
    found = written(incident("a"), period=Quarter(2026, 1))
    assert (found["comparison"]["current"], found["comparison"]["previous"]) == (
        "2026-Q1",
        "2025-Q4",
    )
    assert written(incident("a"))["comparison"]["current"] == "2026-Q3"


@pytest.mark.parametrize(
    ("quarter", "message"),
    [
        (Quarter(2027, 1), "2027-Q1 had not begun on 2026-10-05. Write 2026-q4 or earlier"),
        (Quarter(2025, 4), "the first incident is of 2026-Q1. Write 2026-q1 or later"),
    ],
)
def test_a_period_without_any_record_is_refused(quarter: Quarter, message: str) -> None:
    with pytest.raises(QuarterError, match=message):
        check_period(metrics_of(incident("a"), period=quarter))


@pytest.mark.parametrize("quarter", [Quarter(2026, 1), Quarter(2026, 4)], ids=str)
def test_the_first_and_the_current_quarter_have_records(quarter: Quarter) -> None:
    check_period(metrics_of(incident("a"), period=quarter))


def test_a_percentage_needs_ten() -> None:
    assert share(3, 9) == "3 of 9"
    assert share(3, 10) == "3 of 10, 30 % (11 % to 60 %)"


@settings(max_examples=10)
@given(knowledge_bases(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_no_byte(postmortems: list[Postmortem], random: Any) -> None:
    turned = random.sample(postmortems, len(postmortems))
    first, second = metrics_of(*postmortems), metrics_of(*turned)
    assert write_metrics(first) == write_metrics(second)
    assert write_summary(first) == write_summary(second)


@settings(max_examples=25)
@given(knowledge_bases())
def test_whatever_is_written_it_is_valid_and_adds_up(postmortems: list[Postmortem]) -> None:
    metrics = metrics_of(*postmortems)
    found = valid(metrics)
    assert len(found["incidents"]) == len(found["publishing"]) == len(found["repeats"]["items"])
    for one in metrics.durations:
        assert one.n + sum(count for _, count in one.left_out) == one.of
        assert len(one.values) + one.lasting == one.n
        assert list(one.values) == sorted(one.values)
        if one.median.value is not None and one.median.high is not None:
            assert (one.median.low or 0) <= one.median.value <= one.median.high
    summary = found["actions"]["summary"]
    assert summary["on_time"] <= summary["on_time_of"] <= summary["matured"] <= summary["total"]
    assert summary["debt"] == summary["overdue"] + summary["overdue_postmortems"]


def test_a_thousand_incidents_take_no_time() -> None:
    made = []
    for n in range(1000):
        actions = tuple(
            Action(id=f"A{k}", title="t", priority="high", created=dt.date(2024, 1, 9 + k))
            for k in range(3)
        )
        start = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=n * 23)
        causes = [f"c{n % 7}", f"c{n % 11}"]
        made.append(lasting(f"i{n}", start, n % 300, causes=causes, actions=actions))
    began = time.process_time()
    write_metrics(metrics_of(*made))
    assert time.process_time() - began < 5
