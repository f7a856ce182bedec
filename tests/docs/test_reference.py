"""What the repository promises is documented, and what is documented is true."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from mkdocs_postmortems.addresses import url_of
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.model import FrontMatter
from mkdocs_postmortems.record import Record
from mkdocs_postmortems.rules import RULES, Rule
from mkdocs_postmortems.search.index import FOLDER as INDEX
from mkdocs_postmortems.settings import Aliases, Factor, Settings, Severity
from mkdocs_postmortems.site import build_site

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@cache
def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def run_reference(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reference", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts" / "lib")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_committed_reference_is_current() -> None:
    result = run_reference("--check")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("page", ["front-matter", "settings", "rules", "commands", "data"])
def test_generated_page_says_so(page: str) -> None:
    assert "<!-- Made by scripts/reference from the code." in text_of(f"reference/{page}.md")


def fields_of(models: tuple[type[BaseModel], ...]) -> Iterator[str]:
    for model in models:
        yield from model.model_fields


@pytest.mark.parametrize("option", sorted({*fields_of((Settings, Severity, Factor, Aliases))}))
def test_every_option_is_documented(option: str) -> None:
    assert f"`{option}`" in text_of("reference/settings.md")


@pytest.mark.parametrize("option", Settings.model_fields)
def test_every_option_has_a_heading_that_links_lead_to(option: str) -> None:
    assert re.search(rf"^## {option}$", text_of("reference/settings.md"), re.MULTILINE)


@pytest.mark.parametrize("option", Settings.model_fields)
def test_the_guide_tells_when_to_change_an_option(option: str) -> None:
    assert f"{option}:" in text_of("guide/configure.md")


def records() -> tuple[type[Record], ...]:
    return (FrontMatter, *(m for m in Record.__subclasses__() if m is not FrontMatter))


@pytest.mark.parametrize("field", sorted({*fields_of(records())} - {"internal"}))
def test_every_field_is_documented(field: str) -> None:
    assert f"| `{field}` |" in text_of("reference/front-matter.md")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_documented_with_an_example_of_its_message(rule: Rule) -> None:
    page = " ".join(text_of(f"reference/rules/{rule.id}.md").split())
    assert f"# {rule.id} {rule.name}" in page
    assert f"{rule.level} {rule.id}:" in page
    assert f"[{rule.id}](rules/{rule.id}.md)" in text_of("reference/rules.md")


def test_there_is_no_page_of_a_rule_that_does_not_exist() -> None:
    assert {page.stem for page in (DOCS / "reference" / "rules").iterdir()} == set(RULES)


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


COMMANDS = dict(commands(main, "postmortems"))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path: str) -> None:
    _, found, section = text_of("reference/commands.md").partition(f"## {path}\n")
    assert found
    section = section.partition("\n## ")[0]
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option):
            assert all(f"`{option}" in section for option in parameter.opts)
        else:
            assert parameter.human_readable_name in section


def documented_addresses() -> list[str]:
    return re.findall(r"^\| `(/[^`]*)` \|", text_of("reference/addresses.md"), re.MULTILINE)


def matches(pattern: str, address: str) -> bool:
    path = r"[^/].*" if "<path" in pattern else r"[^/]+"
    return bool(re.fullmatch(re.sub(r"<[^>]+>", path, pattern), address))


def test_every_generated_address_is_documented_and_no_other() -> None:
    settings = read_configuration(ROOT / "mkdocs.yml").settings
    assert settings.as_of
    site = build_site(ROOT / "postmortems", settings, settings.as_of)
    addresses = {f"/{url_of(path, directory_urls=True)}" for path in site.pages}
    addresses |= {f"/{address}" for address in (*site.files, *site.documents)}
    addresses.add(f"/{INDEX}/")
    patterns = documented_addresses()
    assert not [a for a in addresses if not any(matches(p, a) for p in patterns)]
    assert not [p for p in patterns if not any(matches(p, a) for a in addresses)]


def test_every_section_page_is_told_about_in_the_guide() -> None:
    site = build_site(ROOT / "no-such-folder", Settings(), dt.date(2026, 10, 5))
    for page in site.pages.values():
        if page.section:
            assert f"\n## {page.title}\n" in text_of("guide/site.md")
