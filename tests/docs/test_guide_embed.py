"""The guide of the blocks shows each of them, and what it says is true."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.embed.chart import CHARTS
from mkdocs_postmortems.embed.fence import Block, mark_blocks
from mkdocs_postmortems.embed.option import SHOWS
from mkdocs_postmortems.saved_view import Choice
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "embed.md").read_text("utf-8")
REFERENCE = (ROOT / "docs" / "reference" / "blocks.md").read_text("utf-8")
LIVE = mark_blocks(GUIDE).blocks
_SHOWN = re.compile(r"^````markdown\n(.*?)^````$", re.MULTILINE | re.DOTALL)


@cache
def site() -> Site:
    settings = read_configuration(ROOT / "mkdocs.yml").settings
    assert settings.as_of
    return build_site(ROOT / "postmortems", settings, settings.as_of)


@pytest.mark.parametrize("block", LIVE, ids=lambda block: block.text.replace("\n", ", "))
def test_every_block_of_the_guide_shows_something(block: Block) -> None:
    assert site().embed(block, "guide/embed.md", 0).problems == ()


def test_every_block_is_shown_as_code_and_live() -> None:
    written = [one.text for shown in _SHOWN.findall(GUIDE) for one in mark_blocks(shown).blocks]
    assert written == [block.text for block in LIVE]


@pytest.mark.parametrize("kind", SHOWS)
def test_every_kind_has_an_example(kind: str) -> None:
    assert any(re.search(rf"^show: {kind}$", block.text, re.MULTILINE) for block in LIVE)


def section(heading: str) -> str:
    return REFERENCE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("kind", SHOWS)
def test_every_key_is_in_the_reference(kind: str) -> None:
    own = section(kind)
    if issubclass(SHOWS[kind], Choice):
        assert "(#which-incidents)" in own
        own += section("Which incidents")
    for key in SHOWS[kind].model_fields:
        assert f"| `{key}` |" in own or key == "show"


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_in_the_reference(chart: str) -> None:
    assert f"| `{chart}` |" in REFERENCE


@pytest.mark.parametrize(
    ("line", "keys"), [(13, "show: incident"), (19, "show: incidents\nseverity: SEV1")]
)
def test_the_messages_shown_are_those_given(line: int, keys: str) -> None:
    block = Block(f"```postmortems\n{keys}\n```", line)
    (problem,) = site().embed(block, "handbook/detection.md", 0).problems
    assert f"\nERROR   -  postmortems: docs/handbook/detection.md:{problem}\n" in GUIDE
