"""The site of every case of the corpus: each has its page, and nothing else is changed by it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import file_system
import pytest
from click.testing import CliRunner, Result
from corpus import Case
from every_case import CASES, text_of
from html_document import Document
from site_project import MKDOCS_YML, Built, Project

from mkdocs_postmortems.addresses import postmortem_page, url_of
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.errors import MOST_ALIKE

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows"),
]

GOOD = """---
title: {what}
severity: SEV-4
services: [printing-{day}]
started: 2019-0{day}-15T14:44:00Z
resolved: 2019-0{day}-15T15:44:00Z
---

## Impact

{what} all day long.
"""

# They have no word in common, so that none is like another, whatever stands beside them.
TOPICS = {1: "Printer ran dry", 2: "Lift stood still", 3: "Heating went cold"}


@dataclass(frozen=True)
class Base:
    """The knowledge base of all cases, what the check says of it, and its site."""

    project: Project
    site: Built
    alone: Built
    text: Result
    report: Result
    told: dict[str, list[object]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, whole: Callable[..., str]) -> Base:
    project = Project(tmp_path_factory.mktemp("hostile"))
    docs = {
        "docs/notes.md": "# Notes\n",
        "mkdocs.yml": MKDOCS_YML.replace("2026-10-05}", "2026-10-05, search: material}"),
    }
    good = {f"postmortems/good/{n}.md": GOOD.format(day=n, what=what) for n, what in TOPICS.items()}
    project.write({**docs, **good})
    alone = project.build(to="alone")
    project.write({"secret.md": whole("title: The secret of the house")})
    project.write({f"postmortems/{case.path}": text_of(case, whole) for case in CASES})
    for number, name in enumerate(file_system.FINE):
        project.write({f"postmortems/names/{name}": whole(f"title: Name {number}")})
    (project.root / "postmortems" / "refused").mkdir()
    for name, make, _ in file_system.REFUSED:
        make(project.root / "postmortems" / "refused" / name)
    config = ["check", "--config", str(project.root / "mkdocs.yml")]
    text = CliRunner().invoke(main, [*config, "--level", "warning"])
    report = CliRunner().invoke(main, [*config, "--format", "json"])
    told: dict[str, list[object]] = {}
    for one in json.loads(report.stdout)["problems"]:
        told.setdefault(one["file"].partition("postmortems/")[2], []).append(one)
    return Base(project, project.build(), alone, text, report, told)


def told_of(problems: tuple[str, ...]) -> list[str]:
    """Return the problems that are told: of one rule the first, and the one that says how many."""
    seen: Counter[str] = Counter()
    told = []
    for problem in problems:
        rule = problem.split()[2]
        seen[rule] += 1
        if seen[rule] <= MOST_ALIKE + 1:
            told.append(problem)
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_a_case_has_a_page_whose_banner_says_its_problems(base: Base, case: Case) -> None:
    page = base.site.page(url_of(postmortem_page(case.path), True))
    (banner,) = [e for e in page.all("div", "pm-banner") if "in this file" in e.text]
    shown = " ".join(banner.text.split())
    for problem in told_of(case.problems)[:20]:
        rule = problem.split()[2].rstrip(":")
        line = problem.partition(":")[0]
        assert rule in shown
        assert f"{case.path.rpartition('/')[2]}:{line}" in shown or f"line {line}" in shown
    assert page.all("footer", "md-footer")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_a_case_is_in_the_report_and_its_errors_fail_a_strict_build(base: Base, case: Case) -> None:
    told = base.told[case.path]
    assert len(told) == len(case.problems)
    assert Path(case.path).name in base.text.stdout
    errors = sum(" error PM" in problem for problem in told_of(case.problems))
    prefix = f"ERROR postmortems: postmortems/{case.path}:"
    assert sum(line.startswith(prefix) for line in base.site.lines) == errors


def test_nothing_ends_in_a_traceback(base: Base) -> None:
    for result in (base.text, base.report):
        assert result.exit_code == 1
        assert "Traceback" not in result.output
    assert not any("\x1b" in line or "\u202e" in line for line in base.site.lines)
    assert "\u202e" not in base.text.output


def article(page: bytes) -> list[str]:
    """Return the lines of a page without the navigation around it, which names other pages."""
    return page.decode().partition("<article")[2].partition("</article>")[0].split("\n")


@pytest.mark.parametrize("page", ["postmortems/good/2", "notes", "services/printing-2"])
def test_a_good_page_beside_them_is_the_same_byte_for_byte(base: Base, page: str) -> None:
    here, alone = (article(one.files[f"{page}/index.html"]) for one in (base.site, base.alone))
    assert len(alone) > 3
    assert here == alone


def test_every_name_is_a_page(base: Base) -> None:
    folder = base.site.folder / "postmortems" / "names"
    pages = [Document(path.read_text("utf-8")) for path in folder.rglob("*.html")]
    titles = {page.title for page in pages}
    expected = {
        f"Name {n} - Incidents"
        for n, name in enumerate(file_system.FINE)
        if not name.startswith(".")
    }
    assert titles == expected


@pytest.mark.parametrize(("name", "problem"), [(n, p) for n, _, p in file_system.REFUSED])
def test_a_link_or_a_pipe_is_refused(base: Base, name: str, problem: str) -> None:
    prefix = f"ERROR postmortems: postmortems/refused/{name}:1:1: {problem}"
    assert any(line.startswith(prefix) for line in base.site.lines)


def test_what_a_link_leads_to_is_nowhere(base: Base) -> None:
    assert not [
        name for name, text in base.site.files.items() if b"The secret of the house" in text
    ]
