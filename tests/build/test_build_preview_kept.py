"""A build of a live preview leaves what a build of the same files leaves that knows no other."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from site_project import MKDOCS_YML as USUAL
from site_project import ROOT, Built, Project, postmortem

from mkdocs_postmortems.pages.kept_views import KeptViews, Shown
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.plugin.writing import THREAD
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import PAGE_MODULES, build_site
from mkdocs_postmortems.source import readings

MKDOCS_YML = USUAL.replace("as_of:", "search: material, as_of:")
ACTION = "actions: [{title: Alert, priority: high, owner: team, created: 2026-03-16}]\n"
DETECTED = "detected: 2026-03-15T16:50:00+02:00\n"
STEPS = """## Timeline

- 14:44 Started
- 14:50 Noticed
- 15:00 Found
- 15:30 Over
"""
SEVERITIES = "severities: {SEV-3: Some, SEV-2: Many, SEV-1: All}"
REVERSED = "severities: {SEV-1: All, SEV-2: Many, SEV-3: Some}"
ONE, RENAMED = "postmortems/one.md", "postmortems/2026/renamed.md"

CHANGES: dict[str, dict[str, str | None]] = {
    "prose": {ONE: postmortem("One", more=ACTION, body=f"{STEPS}\nThe pump was hot.")},
    "front matter": {
        ONE: postmortem("Uno", more=f"{ACTION}causes: [{{factor: capacity}}]\n{DETECTED}")
    },
    "files": {
        "postmortems/new.md": postmortem("New", day="2026-05-02", body="The pump leaked."),
        "postmortems/other.md": None,
        ONE: None,
        RENAMED: postmortem("Uno", more=ACTION),
    },
    "catalogue": {
        "postmortems/services.yml": "- {name: orders, description: Takes orders}\n",
        "postmortems/new.md": "---\ntitle: [never closed\n---\n",
    },
    "settings": {"mkdocs.yml": MKDOCS_YML.replace("as_of:", f"{SEVERITIES}, as_of:")},
    "order of a setting": {
        "mkdocs.yml": f"{MKDOCS_YML.replace('as_of:', f'{REVERSED}, as_of:')}"
        "repo_url: https://example.com/x\nedit_uri: edit/main/docs/\n"
    },
}


@pytest.fixture
def pair(project: Project) -> Project:
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML,
            "docs/index.md": "# Welcome\n",
            ONE: postmortem("One", more=ACTION, body=STEPS),
            "postmortems/other.md": postmortem("Other", day="2026-04-15", body="The pump leaked."),
            "postmortems/third.md": postmortem("Third", day="2025-01-15", more=ACTION),
        }
    )
    return project


class Preview:
    """The builds of a live preview, one after the other, without its server."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._config().plugins.on_startup(command="serve", dirty=False)

    def _config(self) -> MkDocsConfig:
        file, site = self._project.root / "mkdocs.yml", self._project.root / "site"
        return load_config(str(file), site_dir=str(site))

    def build(self) -> dict[str, bytes]:
        build(self._config())
        for thread in threading.enumerate():
            if thread.name == THREAD:
                thread.join()
        return Built(self._project.root / "site", []).files


@pytest.fixture
def preview(pair: Project) -> Iterator[Preview]:
    running = Preview(pair)
    yield running
    running._config().plugins.on_shutdown()


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, and the pages whose views are made."""
    made: list[str] = []
    read, make = readings.read_postmortem_text, KeptViews._anew

    def noted_read(text: str, relative: str, *rest: object) -> object:
        made.append(relative)
        return read(text, relative, *rest)

    def noted_view(self: KeptViews, page: Page) -> Shown:
        made.append(page.path)
        return make(self, page)

    monkeypatch.setattr(readings, "read_postmortem_text", noted_read)
    monkeypatch.setattr(KeptViews, "_anew", noted_view)
    return made


def test_every_build_is_as_the_first_of_its_files(
    pair: Project, preview: Preview, anew: list[str], tmp_path: Path
) -> None:
    shown = {"": preview.build()}
    copies = {}
    for number, (change, files) in enumerate(CHANGES.items()):
        anew.clear()
        for name, text in files.items():
            if text is None:
                (pair.root / name).unlink()
            else:
                pair.write({name: text})
        shown[change] = preview.build()
        copies[change] = Project(tmp_path / f"copy{number}")
        ignored = shutil.ignore_patterns("site", ".cache")
        shutil.copytree(pair.root, copies[change].root, ignore=ignored)
        if change == "prose":
            assert {"one.md", ONE} <= {*anew}
            assert not {"third.md", "trends.md", "actions/index.md"} & {*anew}
    for change, copy in copies.items():
        fresh = copy.build().files
        assert sorted(shown[change]) == sorted(fresh), change
        assert [n for n, content in fresh.items() if content != shown[change][n]] == [], change


def test_pages_with_figures_show_no_text_of_a_postmortem() -> None:
    """What keeps their views while somebody writes prose."""
    site = build_site(ROOT / "postmortems", Settings(), dt.date(2026, 10, 5))
    base = site.library.knowledge_base
    blank = tuple(one.model_copy(update={"body": None}) for one in base.postmortems)
    library = replace(site.library, knowledge_base=base.model_copy(update={"postmortems": blank}))
    shown = [page for module in PAGE_MODULES for page in module.pages(library) if page.figures]
    assert len(shown) > 10
    for page in shown:
        assert repr(page.view()) == repr(site.pages[page.path].view()), page.path
