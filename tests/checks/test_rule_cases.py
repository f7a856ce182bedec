"""Every rule of these families has an example on its page, which breaks it and no other rule."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mkdocs_postmortems.rules import RULES as ALL_RULES
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


def _ignored(content: str | bytes, rule: Rule) -> str | bytes:
    text = content if isinstance(content, str) else content.decode("latin-1")
    if "x-ignore: [" in text:
        text = text.replace("x-ignore: [", f"x-ignore: [{rule.id}, ")
    else:
        text = text.replace("---\n", f"---\nx-ignore: [{rule.id}]\n", 1)
    return text if isinstance(content, str) else text.encode("latin-1")


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda rule: rule.id)
def test_a_page_says_to_ignore_a_rule_in_the_file_only_where_that_helps(
    cases: dict[str, Case], checked: Lines, rule: Rule
) -> None:
    from reference.rules import UNREAD

    files = cases[rule.id].files
    ignoring = {
        name: _ignored(content, rule) if name.endswith(".md") else content
        for name, content in files.items()
    }
    assert bool(checked(ignoring)) is (rule.id in UNREAD and bool(files))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_shown_of_an_example_stands_in_it(cases: dict[str, Case], rule: Rule) -> None:
    case = cases[rule.id]
    text = "".join(str(content) for content in case.files.values())
    assert all(line in text for line in case.shown.strip("-\n").splitlines())
