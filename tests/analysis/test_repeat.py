"""Repeats: what resembles an earlier incident, and what chance would bring."""

import datetime as dt

import pytest
from hypothesis import given

from mkdocs_postmortems.analysis import repeat
from mkdocs_postmortems.analysis.observation import observe
from mkdocs_postmortems.analysis.repeat import Repeats, find_repeats
from mkdocs_postmortems.exports.metrics import metrics_record
from mkdocs_postmortems.model import Action, Postmortem

from .invented import AS_OF, SETTINGS, START, frames_of, incident, knowledge_bases, lasting
from .stats import close, example, rows


def cells(row: dict[str, str], name: str) -> list[str]:
    return row[name].split("|") if row[name] else []


def test_the_repeats_of_the_worked_example() -> None:
    found = {item["id"]: item for item in metrics_record(example())["repeats"]["items"]}
    for row in rows("recurrence_expected"):
        item = found.pop(row["id"])
        assert item["classifiable"] == (row["classifiable"] == "True")
        assert item["usable_cause"] == (row["has_usable_factor"] == "True")
        assert bool(item["earlier"]) == (row["repeat"] == "True")
        assert item["earlier"] == cells(row, "earlier")
        assert list(item["causes"]) == cells(row, "shared_factor")
        assert list(item["services"]) == cells(row, "shared_service")
        actions = [name.partition("/")[2] for name in item["open_actions"]]
        assert actions == cells(row, "open_actions_at_start")
        assert bool(actions) == (row["repeat_while_action_open"] == "True")
    assert not found


def test_the_chance_of_the_worked_example() -> None:
    (row,) = rows("recurrence_chance_expected")
    chance = example().repeats.chance
    assert chance.pairs == int(row["pairs_total"])
    assert chance.within_window == int(row["pairs_within_window"])
    assert chance.matching == int(row["pairs_matching"])
    assert chance.observed == int(row["observed"])
    close(chance.expected, row["expected_by_chance"])


def repeats_of(*postmortems: Postmortem) -> Repeats:
    frames = frames_of(*postmortems)
    return find_repeats(observe(frames, SETTINGS, AS_OF), frames)


def pair(days: float = 10, to_mitigate: float = 30, **second: object) -> tuple[str, ...]:
    first = lasting("a", START, to_mitigate, causes=["x"])
    later = {"causes": ["x"], **second}
    found = repeats_of(first, incident("b", START + dt.timedelta(days=days), **later))
    return found.items[1].earlier


def test_the_window_is_closed_at_its_end() -> None:
    assert pair(90) == ("a.md",)
    assert pair(90 + 1 / 86400) == ()


def test_the_earlier_one_had_ended() -> None:
    assert pair(10 / 1440, to_mitigate=10) == ("a.md",)
    assert pair(10 / 1440, to_mitigate=11) == ()


@pytest.mark.parametrize(
    "second",
    [{"causes": ["y"]}, {"causes": []}, {"services": ("other",)}, {"services": ()}],
)
def test_both_a_service_and_a_cause_are_shared(second: dict[str, object]) -> None:
    assert pair(**second) == ()


@pytest.mark.parametrize("label", ["unknown", "other"])
def test_labels_that_say_nothing_are_not_shared(label: str) -> None:
    first = lasting("a", START, 5, causes=[label])
    found = repeats_of(first, incident("b", START + dt.timedelta(days=1), causes=[label]))
    assert found.items[1].earlier == ()
    assert not found.items[1].usable_cause


@pytest.mark.parametrize(
    ("created", "closed", "status", "is_open"),
    [
        ("2026-01-10", None, "open", True),
        ("2026-01-11", None, "open", False),
        ("2026-01-02", "2026-01-11", "done", True),
        ("2026-01-02", "2026-01-10", "done", False),
        ("2026-01-02", "2026-01-11", "declined", True),
        ("2026-01-02", None, "done", False),
    ],
)
def test_an_action_is_open_from_the_end_of_one_day_to_the_end_of_another(
    created: str, closed: str | None, status: str, is_open: bool
) -> None:
    action = Action(id="A1", title="t", created=created, closed=closed, status=status)
    first = lasting("a", START, 30, causes=["x"], actions=(action,))
    found = repeats_of(first, incident("b", START + dt.timedelta(days=10), causes=["x"]))
    assert found.items[1].open_actions == ((("a.md", "A1"),) if is_open else ())


def test_only_what_can_be_judged_is_in_the_denominator() -> None:
    late = START + dt.timedelta(days=90)
    found = repeats_of(
        incident("a", START, causes=["x"]),
        incident("b", late, causes=["x"]),
        incident("c", late, causes=["unknown"]),
        incident("d", None, causes=["x"]),
    )
    assert [item.id for item in found.judged] == ["b"]
    assert [item.id for item in found.items] == ["a", "b", "c", "d"]


def test_all_in_one_minute_repeat_nothing() -> None:
    found = repeats_of(*(lasting(f"i{n}", START, 0, causes=["x"]) for n in range(20)))
    assert found.chance.observed == 0
    assert found.chance.expected == 0
    assert found.chance.matching == found.chance.pairs == 190


def test_many_are_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [0, 10, 95, 100, 120, 250]
    made = [incident(f"i{d}", START + dt.timedelta(days=d), causes=["x"]) for d in days]
    made = [one.model_copy(update={"resolved": one.started}) for one in made]
    monkeypatch.setattr(repeat, "_BLOCK", 2)
    assert {item.id: item.earlier for item in repeats_of(*made).items} == {
        "i0": (),
        "i10": ("i0.md",),
        "i95": ("i10.md",),
        "i100": ("i10.md", "i95.md"),
        "i120": ("i95.md", "i100.md"),
        "i250": (),
    }


def test_one_incident_has_no_pair() -> None:
    assert repeats_of(incident("a")).chance.expected is None
    assert repeats_of().items == ()


@given(knowledge_bases())
def test_it_agrees_with_the_definition(postmortems: list[Postmortem]) -> None:
    frames = frames_of(*postmortems)
    seen = observe(frames, SETTINGS, AS_OF)
    found = {item.path: item for item in find_repeats(seen, frames).items}
    table = seen.incidents.assign(begin=seen.begin, end=seen.end).set_index("path")
    spans = [(path, row["begin"], row["end"]) for path, row in table.iterrows()]
    by_path = {p.path: p for p in postmortems}
    window = dt.timedelta(days=90)
    for path, begin, _ in spans:
        expected = {
            other
            for other, earlier, end in spans
            if earlier < begin <= earlier + window
            and end <= begin
            and set(by_path[path].services) & set(by_path[other].services)
            and _usable(by_path[path]) & _usable(by_path[other])
        }
        assert set(found[path].earlier) == expected


def _usable(postmortem: Postmortem) -> set[str]:
    return {cause.factor for cause in postmortem.causes} - {"unknown", "other"}
