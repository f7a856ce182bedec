"""From the text of a block to its keys: every problem at its line, all in one run."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.embed.chart import CHARTS
from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.embed.label import Labels
from mkdocs_postmortems.embed.option import SHOWS, Incidents, Services, Show
from mkdocs_postmortems.embed.reading import BlockError, read_block

LABELS = Labels(
    known={
        "severity": ("SEV-1", "SEV-2"),
        "cause": ("monitoring-gap", "test-gap"),
        "priority": ("high", "low"),
        "status": ("draft", "published"),
    },
    aliases={"severity": {"P1": "SEV-1"}},
)


def read(text: str) -> Show:
    return read_block(Block(f"```postmortems\n{text}\n```", line=11), LABELS)


def problems(text: str) -> list[str]:
    with pytest.raises(BlockError) as error:
        read(text)
    return [str(problem) for problem in error.value.problems]


def test_one_label_or_several_numbers_and_old_spellings() -> None:
    found = read("show: incidents\nseverity: P1\nservice: [a, b]\nyear: [2026, last]\ntag: 7")
    assert isinstance(found, Incidents)
    assert found.severity == ("SEV-1",)
    assert found.service == ("a", "b")
    assert found.year == ("2026", "last")
    assert found.tag == ("7",)
    services = read("show: services\ntier: 1\nwithout: runbook")
    assert isinstance(services, Services)
    assert (services.tier, services.without) == (("1",), "runbook")
    assert read("show: actions\nowner: ''\nlimit: 300").model_fields_set == {
        "show",
        "owner",
        "limit",
    }


@pytest.mark.parametrize("kind", SHOWS)
def test_every_kind_needs_no_more_than_its_name(kind: str) -> None:
    more = "\nchart: causes" if kind == "chart" else ""
    assert type(read(f"show: {kind}{more}")) is SHOWS[kind]


KINDS = ", ".join(SHOWS)
WRONG = {
    "show: incident": [
        f'12: show: found "incident"; write {KINDS}; did you mean "incidents"?',
    ],
    "title: x": [f"11: show: missing; write `show:` and {KINDS}"],
    "shwo: incidents": [f'11: show: found "shwo"; write `show:` and {KINDS}'],
    "": [f"11: show: missing; write `show:` and {KINDS}"],
    "show: debt\ntitle: a\ntitle: b": [
        '14: found the key "title" a second time (first on line 13). Keep one of the two',
    ],
    "show: [incidents]": [f"12: show: found a list; write {KINDS}"],
    "show: debt\n\n# a comment\nservce: x": [
        "15: servce: unknown key; write show, title",
    ],
    "show: severities\nlimit: 3": [
        "13: limit: severities takes no such key, only show, title; it is one of incidents, "
        "actions, services, causes",
    ],
    "show: incidents\nseverity: SEV1\nlimit: 0\nservces: a\nsort: -severty": [
        '13: severity: found "SEV1"; did you mean "SEV-1"?',
        '14: limit: found "0"; write 1 or a larger number',
        '15: servces: unknown key; did you mean "service"?',
        '16: sort: found "-severty"; did you mean "severity"?',
    ],
    "show: incidents\nlimit: many": [
        '13: limit: found "many"; write a whole number without separators, such as 2400',
    ],
    "show: incidents\nlimit: true": [
        "13: limit: found true; write a whole number without separators, such as 2400",
    ],
    "show: incidents\nlimit: 301": ['13: limit: found "301"; write 300 or a smaller number'],
    "show: incidents\nyear: 26": ['13: year: found "26"; write a year such as 2026, this or last'],
    "show: incidents\nseverity: [SEV-1, bad, worse]\nstatus: done": [
        '13: severity: found "bad"; write SEV-1, SEV-2; found "worse"; write SEV-1, SEV-2',
        '14: status: found "done"; write draft, published',
    ],
    "show: incidents\nservice: {a: b}": [
        "13: service: found a mapping; write a list: one entry a line, each after `- `",
    ],
    "show: chart": [
        f"11: chart: missing; write `chart:` and {', '.join(CHARTS)}",
    ],
    "show: chart\nchart: closing-curve\nseverity: SEV-1": [
        "11: closing-curve is of all actions; leave out severity",
    ],
    "show: actions\nstate: late": [
        '13: state: found "late"; write open, overdue or closed',
    ],
    "- show": ["12: found a list where keys are expected; write `show: incidents`"],
    "just words": ['12: found "just words" where keys are expected; write `show: incidents`'],
}


@pytest.mark.parametrize(("text", "said"), WRONG.items())
def test_what_is_wrong_is_said_with_its_line_and_the_way_out(text: str, said: list[str]) -> None:
    assert problems(text) == said


def test_a_chart_that_does_not_exist() -> None:
    (said,) = problems("show: chart\nchart: cause")
    assert said.startswith('13: chart: found "cause"; write incidents-per-quarter, severity, ')
    assert said.endswith('did you mean "causes"?')


HOSTILE = {
    "a tab": "show: incidents\nservice:\n\t- a",
    "a second key": "show: debt\nshow: count",
    "a second document": "show: debt\n---\nshow: count",
    "a tag": "show: !!python/object:os.system x",
    "an alias to nothing": "show: *incidents",
    "an alias bomb": "\n".join(
        ["show: incidents", "a0: &a0 [x, x]"]
        + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    ),
    "deep": "show: " + "[" * 2000,
    "long": "show: incidents\nq: " + "x" * 20_000,
    "a control character": "show: \x07",
    "a key that is a list": "? [a]\n: b",
    "not closed": "show: 'incidents",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_yaml_is_one_problem_at_a_line_of_the_block(text: str) -> None:
    (said,) = problems(text)
    line = int(said.partition(":")[0])
    assert 11 <= line <= 12 + text.count("\n")
    assert len(said) < 400


def test_a_flaw_of_the_fence_is_told_before_anything_else() -> None:
    with pytest.raises(BlockError) as error:
        read_block(Block("```postmortems", 3, "this block is not closed"), LABELS)
    assert str(error.value) == "3: this block is not closed"
