"""Every rule of these families has an example on its page, which breaks it and no other rule."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mkdocs_postmortems.rules import Rule, completeness, consistency, policy

if TYPE_CHECKING:
    from reference.rule_cases import Case

Lines = Callable[..., list[str]]

LIBRARY = Path(__file__).parents[2] / "scripts" / "lib"
RULES = (*completeness.RULES, *consistency.RULES, *policy.RULES)


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Case]]:
    monkeypatch.syspath_prepend(str(LIBRARY))
    from reference.rule_cases import CASES

    yield CASES
    for name in [name for name in sys.modules if name.partition(".")[0] == "reference"]:
        del sys.modules[name]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_of_a_rule_breaks_it_and_no_other(
    cases: dict[str, Case], checked: Lines, rule: Rule
) -> None:
    found = {
        (line.split()[2].rstrip(":"), line.split()[1]) for line in checked(cases[rule.id].files)
    }
    assert found == {(rule.id, rule.level.value)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_shown_of_an_example_stands_in_it(cases: dict[str, Case], rule: Rule) -> None:
    case = cases[rule.id]
    text = "".join(str(content) for content in case.files.values())
    assert all(line in text for line in case.shown.strip("-\n").splitlines())
