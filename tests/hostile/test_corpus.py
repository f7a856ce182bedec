"""Every case of the corpus: the problems that are told of it, and no other."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import file_system
import pytest
from click.testing import CliRunner
from corpus import Case, read_cases
from every_case import CASES, text_of

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

AS_OF = dt.date(2026, 10, 5)
LISTS = {"services": "services.yml", "contacts": "contacts.yml"}


def test_the_corpus_is_large_enough() -> None:
    lists = sum(len(read_cases(area)) for area in (*LISTS, "settings"))
    names = len(file_system.FINE) + len(file_system.REFUSED)
    assert len(CASES) + lists + names >= 200
    paths = [case.path for case in CASES]
    assert len(set(paths)) == len(paths)
    assert all(case.problems for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_a_case_gives_its_problems_and_no_other(
    case: Case, whole: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "x.md").write_bytes(text_of(case, whole))
    loaded, settings = load(tmp_path, Settings()), Settings()
    found = [str(one) for one in check(loaded, settings, AS_OF) if one.level != "info"]
    assert found == [f"x.md:{problem}" for problem in case.problems]


def test_a_wrong_field_costs_no_other_and_no_text(
    whole: Callable[..., str], tmp_path: Path
) -> None:
    for case in read_cases("fields"):
        assert isinstance(case.content, str)
        (tmp_path / "x.md").write_text(whole(case.content, "## Impact\n\nNone.\n"), "utf-8")
        (postmortem,) = load(tmp_path, Settings()).knowledge_base.postmortems
        assert postmortem.body.sections[0].text == "None.", case.name
        if not case.content.startswith("title:"):
            assert postmortem.title == "Orders down", case.name
        if not case.content.startswith("services:"):
            assert postmortem.services == ("orders",), case.name


@pytest.mark.parametrize("area", LISTS)
def test_a_list_beside_the_postmortems_gives_its_problems(area: str, tmp_path: Path) -> None:
    wrong = {}
    for case in read_cases(area):
        assert isinstance(case.content, str)
        (tmp_path / LISTS[area]).write_text(case.content, "utf-8")
        found = [str(one) for one in check(load(tmp_path, Settings()), Settings(), AS_OF)]
        expected = [f"{LISTS[area]}:{problem}" for problem in case.problems]
        if found != expected:
            wrong[case.name] = found
    assert wrong == {}


@pytest.mark.skipif(os.name == "nt", reason="there is no relative path to another drive")
@pytest.mark.parametrize("case", read_cases("settings"), ids=lambda case: case.name)
def test_wrong_settings_stop_a_run_with_two(case: Case, tmp_path: Path) -> None:
    assert isinstance(case.content, str)
    block = "".join(f"      {line}\n" for line in case.content.rstrip("\n").split("\n"))
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"plugins:\n  - postmortems:\n{block}", "utf-8")
    (tmp_path / "postmortems").mkdir()
    result = CliRunner().invoke(main, ["check", "--config", str(path)])
    assert result.exit_code == 2
    shown = os.path.relpath(path)
    assert result.stderr.splitlines() == [f"{shown}:{problem}" for problem in case.problems]
