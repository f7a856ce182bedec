"""How far the data can be trusted."""

import datetime as dt

from hypothesis import given, settings

from mkdocs_postmortems.analysis.action import list_actions
from mkdocs_postmortems.analysis.observation import observe
from mkdocs_postmortems.analysis.quality import (
    Completeness,
    Quality,
    UnknownLabel,
    assess_quality,
)
from mkdocs_postmortems.model import Action, Postmortem

from .invented import (
    SETTINGS,
    START,
    frames_of,
    incident,
    knowledge_bases,
    lasting,
    metrics_of,
    minutes,
)
from .stats import example, rows

NAMES = {"users_affected": "affected_users", "factors_usable": "causes"}


def test_the_completeness_of_the_worked_example() -> None:
    found = {f.field: (f.filled, f.applicable) for f in example().quality.fields}
    for row in rows("completeness_expected"):
        expected = (int(row["filled"]), int(row["applicable"]))
        assert found[NAMES.get(row["field"], row["field"])] == expected


def quality_of(*postmortems: Postmortem, as_of: dt.date = dt.date(2026, 10, 5)) -> Quality:
    frames = frames_of(*postmortems, as_of=as_of)
    actions = list_actions(frames, SETTINGS, as_of)
    return assess_quality(observe(frames, SETTINGS, as_of), frames, actions, SETTINGS, as_of)


def test_what_goes_on_lacks_no_end() -> None:
    fields = {f.field: (f.filled, f.applicable) for f in quality_of(incident("a")).fields}
    assert fields["mitigated"] == fields["resolved"] == fields["published"] == (0, 0)
    assert fields["detected"] == (0, 1)


def test_a_typed_duration_stands_for_its_moment() -> None:
    typed = incident("a", dt.date(2026, 1, 1), stats={"time_to_mitigate": "23m"})
    fields = {f.field: (f.filled, f.applicable) for f in quality_of(typed).fields}
    assert fields["mitigated"] == (1, 1)
    assert fields["resolved"] == (0, 1)
    assert fields["started"] == (0, 1)


def test_what_is_missing_is_named_the_newest_first() -> None:
    found = quality_of(
        incident("undated", None),
        incident("old", START - minutes(1440)),
        incident("morning", START),
        incident("evening", START + minutes(600), trigger="dependency"),
        incident("day", START.date()),
        incident("later", dt.date(2027, 1, 1)),
    )
    assert found.missing["trigger"] == ("morning.md", "day.md", "old.md", "undated.md")
    assert found.missing["started"] == ("day.md", "undated.md")
    assert found.missing["mitigated"] == ()


def test_a_share_is_told_from_ten_incidents_on_and_never_rounded_up() -> None:
    shares = {
        (filled, applicable): Completeness("x", filled, applicable).percent
        for filled, applicable in ((0, 0), (9, 9), (10, 10), (199, 200), (209, 300))
    }
    assert shares == {(0, 0): None, (9, 9): None, (10, 10): 100, (199, 200): 99, (209, 300): 69}


def test_what_is_filled_in_for_less_than_70_percent_is_not_summarised() -> None:
    summarised = [Completeness("x", n, 10).summarised for n in (6, 7)]
    assert summarised == [False, True]
    assert Completeness("x", 0, 0).summarised


def test_heaping_and_zero_durations() -> None:
    spans = [15, 30, 45, 60, 75, 90, 105, 120, 7, 8, 0]
    found = quality_of(*(lasting(f"i{n}", START, span) for n, span in enumerate(spans)))
    heaping = {h.metric: h for h in found.heaping}["time_to_mitigate"]
    assert (heaping.n, heaping.multiples, heaping.zero) == (10, 8, 1)
    assert heaping.interval is not None
    assert heaping.interval.low is not None
    assert heaping.interval.low > 1 / 15
    assert heaping.rounded
    detect = {h.metric: h for h in found.heaping}["time_to_detect"]
    assert detect.interval is None
    assert not detect.rounded


def test_moments_out_of_order_are_named_and_their_duration_is_not_known() -> None:
    wrong = incident("a", START, mitigated=START - minutes(5), resolved=START + minutes(9))
    metrics = metrics_of(wrong)
    (disorder,) = metrics.quality.disorder
    assert (disorder.path, disorder.first, disorder.last) == ("a.md", "started", "mitigated")
    assert metrics.incidents[0].time_to_mitigate is None
    assert metrics.incidents[0].time_to_resolve == 9
    mitigate = next(d for d in metrics.durations if d.metric == "time_to_mitigate")
    assert mitigate.left_out == (("moments out of order", 1),)
    assert all(one.minutes == 0 for one in metrics.impact)


def test_labels_that_nobody_configured() -> None:
    action = Action(id="A1", title="t", priority="odd", created=dt.date(2026, 1, 1))
    twice = (action, action.model_copy(update={"id": "A2"}))
    odd = incident("a", severity="SEV-9", causes=["gremlins"], trigger="moon", actions=twice)
    also = incident("b", START + minutes(1), detection="nose", severity="SEV-9")
    assert quality_of(odd, also).unknown_labels == (
        UnknownLabel("severity", "SEV-9", 2, ("b.md", "a.md")),
        UnknownLabel("trigger", "moon", 1, ("a.md",)),
        UnknownLabel("detection", "nose", 1, ("b.md",)),
        UnknownLabel("causes", "gremlins", 1, ("a.md",)),
        UnknownLabel("priority", "odd", 2, ("a.md",)),
    )


def test_gaps_of_actions() -> None:
    made = (
        Action(id="A1", title="t"),
        Action(id="A2", title="t", status="done", owner="x", created=dt.date(2026, 1, 1)),
    )
    later = incident("b", START + minutes(1), actions=(Action(id="A1", title="t"),))
    found = quality_of(incident("a", actions=made), later).actions
    assert found.without_owner == found.without_due == (("b.md", "A1"), ("a.md", "A1"))
    assert found.without_closed == (("a.md", "A2"),)
    assert found.without_created == (("b.md", "A1"), ("a.md", "A1"))


def test_a_moment_after_the_date_is_not_known_yet_and_named() -> None:
    metrics = metrics_of(lasting("a", START, 3 * 1440), as_of=START.date())
    assert metrics.quality.in_future == {"a.md": ("mitigated", "resolved")}
    assert metrics.incidents[0].time_to_mitigate is None
    assert "ongoing" in metrics.incidents[0].flags


def test_a_publication_and_a_closing_day_after_the_date_are_named_too() -> None:
    closed = Action(id="A1", title="t", status="done", created=START.date(), closed="2026-10-06")
    found = quality_of(
        incident("a", actions=(closed,)),
        incident("b", START + minutes(1), published=dt.date(2026, 10, 6)),
    )
    assert list(found.in_future.items()) == [
        ("b.md", ("published",)),
        ("a.md", ("actions.closed",)),
    ]


def test_what_is_dated_on_the_date_itself_is_known() -> None:
    today = dt.date(2026, 10, 5)
    closed = Action(id="A1", title="t", status="done", created=START.date(), closed=today)
    found = quality_of(incident("a", actions=(closed,), published=today), as_of=today)
    assert found.in_future == {}


@settings(max_examples=25)
@given(knowledge_bases())
def test_nothing_is_filled_in_where_it_cannot_be(postmortems: list[Postmortem]) -> None:
    found = quality_of(*postmortems)
    for field in found.fields:
        assert 0 <= field.filled <= field.applicable <= len(postmortems)
        assert len(set(found.missing[field.field])) == field.applicable - field.filled
