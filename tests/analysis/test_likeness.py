"""Earlier incidents that share a service and a contributing factor: which, and in what order."""

import datetime as dt
import math
from zoneinfo import ZoneInfo

from hypothesis import given, settings

from mkdocs_postmortems.analysis.likeness import Likeness, Past
from mkdocs_postmortems.analysis.observation import observe
from mkdocs_postmortems.analysis.repeat import find_repeats
from mkdocs_postmortems.model import Postmortem

from .invented import SETTINGS, START, frames_of, incident, knowledge_bases

UTC = ZoneInfo("UTC")
NEW = START + dt.timedelta(days=800)


def like(one: Postmortem, *others: Postmortem) -> tuple[Likeness, ...]:
    return Past((one, *others), UTC).like(one)


def ago(days: float, ident: str = "old", **fields: object) -> Postmortem:
    return incident(ident, NEW - dt.timedelta(days=days), **fields)


def test_what_shares_a_service_and_a_factor_is_alike_however_long_ago() -> None:
    new = incident("new", NEW, services=("orders", "mail"), causes=["test-gap", "review-gap"])
    old = ago(700, services=("mail", "orders", "web"), causes=["review-gap", "cascade-or-retry"])
    (found,) = like(new, old)
    assert (found.path, found.services, found.causes) == (
        "old.md",
        ("mail", "orders"),
        ("review-gap",),
    )


def test_one_of_the_two_is_not_enough() -> None:
    new = incident("new", NEW, causes=["test-gap"])
    assert like(new, ago(1, causes=["review-gap"])) == ()
    assert like(new, ago(1, services=("web",), causes=["test-gap"])) == ()


def test_factors_that_say_nothing_are_not_shared() -> None:
    new = incident("new", NEW, causes=["unknown", "other", ""])
    assert like(new, ago(1, causes=["unknown", "other", ""])) == ()


def test_only_what_started_before_is_told() -> None:
    new = incident("new", NEW, causes=["test-gap"])
    others = [ago(-1, "later"), ago(0, "same"), incident("undated", None)]
    assert like(new, *(other.model_copy(update={"causes": new.causes}) for other in others)) == ()


def test_without_a_date_nothing_is_earlier() -> None:
    assert like(incident("new", None, causes=["test-gap"]), ago(1, causes=["test-gap"])) == ()


def test_midnight_of_the_site_stands_for_a_time_that_is_not_known() -> None:
    day = incident("day", dt.date(2026, 3, 15), causes=["test-gap"])
    evening = dt.datetime(2026, 3, 14, 23, 30, tzinfo=dt.UTC)  # 00:30 of the 15th in Berlin
    night = incident("night", evening, causes=["test-gap"])
    assert [one.path for one in Past((day, night), UTC).like(day)] == ["night.md"]
    assert [one.path for one in Past((day, night), ZoneInfo("Europe/Berlin")).like(night)] == [
        "day.md"
    ]


def test_what_is_rarer_weighs_more() -> None:
    new = incident("new", NEW, causes=["test-gap", "review-gap"])
    rare = ago(10, "rare", causes=["review-gap"])
    common = [ago(10, f"common{n}", causes=["test-gap"]) for n in range(3)]
    assert [one.path for one in like(new, rare, *common)] == [
        "rare.md",
        "common2.md",
        "common1.md",
        "common0.md",
    ]


def test_what_is_recent_weighs_more_and_a_year_halves_it() -> None:
    new = incident("new", NEW, causes=["test-gap"])
    old, recent = ago(375, "old", causes=["test-gap"]), ago(10, "recent", causes=["test-gap"])
    first, second = like(new, old, recent)
    assert (first.path, second.path) == ("recent.md", "old.md")
    assert math.isclose(first.weight, 2 * second.weight)


def test_a_weight_is_the_sum_over_the_shared_labels() -> None:
    new = incident("new", NEW, causes=["test-gap"])
    (found,) = like(new, ago(0.5, causes=["test-gap"]), ago(1, "elsewhere", services=("web",)))
    # All three are counted: two of them have the service, two the factor.
    assert math.isclose(found.weight, 2 * math.log(1 + 3 / 2) * 0.5 ** (0.5 / 365))


def test_a_postmortem_that_is_not_among_the_past_finds_its_likes() -> None:
    new = incident("new", NEW, causes=["test-gap"])
    assert [one.path for one in Past((ago(1, causes=["test-gap"]),), UTC).like(new)] == ["old.md"]


@settings(max_examples=20)
@given(knowledge_bases())
def test_what_an_incident_repeats_is_among_those_like_it(postmortems: list[Postmortem]) -> None:
    past = Past(tuple(postmortems), UTC)
    seen = observe(frames := frames_of(*postmortems), SETTINGS, dt.date(2027, 1, 1))
    by_path = {postmortem.path: postmortem for postmortem in postmortems}
    for repeat in find_repeats(seen, frames).items:
        found = {one.path: one for one in past.like(by_path[repeat.path])}
        assert set(repeat.earlier) <= set(found)
        shared = [found[path] for path in repeat.earlier]
        assert repeat.causes == tuple(sorted({name for one in shared for name in one.causes}))
        assert repeat.services == tuple(sorted({name for one in shared for name in one.services}))


def test_the_order_does_not_depend_on_that_of_the_files() -> None:
    new = incident("new", NEW, causes=["test-gap", "review-gap"])
    others = [ago(n % 2, f"old{n}", causes=["test-gap", "review-gap"][: n % 3]) for n in range(6)]
    assert like(new, *others) == like(new, *reversed(others))
