"""The examples of the guide work as they stand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import AUTHORED_PLACE
from mkdocs_postmortems.source.loader import load

AS_OF = dt.date(2026, 9, 8)
"""The day on which the postmortem of the guide is published."""

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
README = Path(__file__).parents[2] / "README.md"
_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$", re.S | re.M)


def blocks(language: str) -> list[tuple[str, str]]:
    """Return (page, text) of every block of one language, of the guide and the README."""
    return [
        (page.name, match["text"])
        for page in (README, *sorted(GUIDE.glob("*.md")))
        for match in _BLOCK.finditer(page.read_text("utf-8"))
        if match["language"] == language
    ]


def postmortems() -> list[tuple[str, str]]:
    found = [*blocks("yaml"), *blocks("markdown")]
    return [(page, text) for page, text in found if text.startswith("---\n")]


def numbered(examples: list[tuple[str, str]]) -> list[str]:
    return [f"{page}-{number}" for number, (page, _) in enumerate(examples)]


def test_there_is_a_first_postmortem() -> None:
    assert "first-postmortem.md" in dict(postmortems())


@pytest.mark.parametrize("example", postmortems(), ids=numbered(postmortems()))
def test_every_postmortem_is_without_a_problem(example: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "2026-09-03-search-without-results.md").write_text(example[1], "utf-8")
    settings = Settings()
    assert check(load(tmp_path, settings), settings, AS_OF) == ()


def configurations() -> list[tuple[str, str]]:
    return [(page, text) for page, text in blocks("yaml") if "\nplugins:\n" in f"\n{text}"]


@pytest.mark.parametrize("example", configurations(), ids=numbered(configurations()))
def test_every_configuration_is_accepted(example: tuple[str, str]) -> None:
    (block,) = [p for p in yaml.safe_load(example[1])["plugins"] if "postmortems" in p]
    options = block["postmortems"] if isinstance(block, dict) else {}
    Settings.from_mapping(options)


def catalogues() -> list[tuple[str, str]]:
    return [(page, text) for page, text in blocks("yaml") if text.startswith("- name:")]


@pytest.mark.parametrize("example", catalogues(), ids=numbered(catalogues()))
def test_every_catalogue_is_read(example: tuple[str, str], tmp_path: Path) -> None:
    name = "contacts.yml" if "reach:" in example[1] else "services.yml"
    (tmp_path / name).write_text(example[1], "utf-8")
    assert load(tmp_path, Settings()).knowledge_base.problems == ()


def test_every_yaml_block_is_yaml() -> None:
    for page, text in blocks("yaml"):
        assert list(yaml.safe_load_all(text)), page


def relative_links() -> list[tuple[str, str]]:
    """Return (file, target) of every relative link of the texts that are not pages of the site."""
    names = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
    link = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
    return [(n, t) for n in names for t in link.findall((README.parent / n).read_text("utf-8"))]


@pytest.mark.parametrize(("name", "target"), relative_links())
def test_every_link_leads_to_a_file(name: str, target: str) -> None:
    assert (README.parent / target).is_file(), f"{name} links to {target}"


def test_the_message_shown_is_the_message_given(tmp_path: Path) -> None:
    file = tmp_path / "2026" / "2026-03-15-disk-full.md"
    file.parent.mkdir()
    lines = ["---", "title: Disk full", "severity: SEV3", "services: [orders]"]
    file.write_text("\n".join([*lines, "started: 2026-03-15T14:44:00Z", "---", ""]), "utf-8")
    settings = Settings()
    (problem,) = check(load(tmp_path, settings), settings, AS_OF)
    assert f"\npostmortems/{problem}\n" in (GUIDE / "check.md").read_text("utf-8")


def test_the_settings_error_shown_is_the_one_given() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_mapping({"severitys": []})
    ((option, message),) = error.value.findings
    assert f"option '{option}': {message}\n" in (GUIDE / "configure.md").read_text("utf-8")


def test_the_place_of_generated_text_is_the_one_that_is_read() -> None:
    assert f"\n{AUTHORED_PLACE}\n" in (GUIDE / "site.md").read_text("utf-8")
