"""Completion in the shell: what Tab offers for the options of `postmortems new`."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from mkdocs_postmortems.cli.new import new

INCIDENT = """---
title: Orders down
severity: SEV-1
services: [orders, web, "a\\u001bb"]
started: 2026-03-15T14:44:00Z
---
"""


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("plugins: [postmortems]\n")
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "2026-03-15-orders-down.md").write_text(INCIDENT)
    (tmp_path / "postmortems" / "_template.md").write_text(INCIDENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offered(*words: str) -> list[str]:
    """Return what is offered for the last word."""
    *before, begun = words
    completed = ShellComplete(new, {}, "postmortems", "_POSTMORTEMS_COMPLETE")
    return [item.value for item in completed.get_completions(before, begun)]


def test_severities_are_those_of_the_settings() -> None:
    assert offered("--severity", "s") == ["SEV-1", "SEV-2", "SEV-3", "SEV-4"]
    assert offered("--severity", "x") == []


def test_services_are_those_in_use_after_each_comma() -> None:
    assert offered("--service", "") == ["orders", "web"]
    assert offered("--service", "orders,W") == ["orders,web"]


def test_services_are_those_of_the_catalogue_if_there_is_one(base: Path) -> None:
    (base / "postmortems" / "services.yml").write_text("- name: search\n")
    assert offered("--service", "") == ["search"]


def test_ids_are_the_names_of_the_files() -> None:
    assert offered("--from", "2026") == ["2026-03-15-orders-down"]
    assert offered("--from", "") == ["2026-03-15-orders-down"]


@pytest.mark.parametrize("config", ["plugins: [search]\n", "plugins: [{postmortems: {x: 1}}]\n"])
def test_without_a_usable_configuration_nothing_is_offered(base: Path, config: str) -> None:
    (base / "mkdocs.yml").write_text(config)
    assert offered("--severity", "") == []
    (base / "mkdocs.yml").unlink()
    assert offered("--severity", "") == []


def test_the_configuration_that_is_named_counts(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert offered("--config", str(base / "mkdocs.yml"), "--severity", "SEV-1") == ["SEV-1"]
