"""The texts of this repository keep the rules of language, and the guide to them is right."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from language_findings import Told, findings, rules, teller, under

from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.rules import language
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

Read = Callable[..., tuple[Postmortem, list[str]]]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def told(read: Read) -> Told:
    return teller(read)


@pytest.mark.parametrize("folder", ["postmortems", "tests/corpora/public"])
def test_the_examples_are_blameless(folder: str) -> None:
    loaded = load(ROOT / folder, Settings())
    read = loaded.knowledge_base.postmortems
    assert len(read) >= 12
    assert [(it.id, found) for it in read for found in findings(it)] == []


GUIDE = (ROOT / "docs" / "guide" / "language.md").read_text("utf-8")
ADVICE = re.findall(r'^\| (PM4\d\d) \| "(.*?)" \| (.*) \|$', GUIDE, re.MULTILINE)


@pytest.mark.parametrize(("rule", "wording", "instead"), ADVICE)
def test_the_wordings_of_the_guide(told: Told, rule: str, wording: str, instead: str) -> None:
    sentence = f"- {wording}" if rule == "PM411" else wording
    beside = ["PM403"] if rule == "PM402" else ["PM406"] if "failed" in wording else []
    assert set(rules(told(under(sentence)))) == {rule, *beside}
    assert told(under(instead.strip('"'))) == []


def test_the_guide_tells_of_every_rule() -> None:
    assert sorted(rule for rule, _, _ in ADVICE) == [rule.id for rule in language.RULES]


def test_the_message_of_the_guide_is_the_one_given(read: Read) -> None:
    (found,) = findings(read(body=under("The on-call engineer overlooked it."))[0])
    assert f"warning {found.rule}: {found.loc[0]}: {found.message}. {found.hint}\n" in GUIDE
