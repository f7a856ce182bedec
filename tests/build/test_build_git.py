"""Sites built from a repository: what git knows of the actions stands in their rows."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from git_repository import Repository, isolate_git
from site_project import MKDOCS_YML, Project, postmortem

from mkdocs_postmortems import chronicle
from mkdocs_postmortems.chronicle import CACHE

BuildIn = Callable[[Project, str], dict[str, bytes]]

PATH = "postmortems/2026-03-15-orders.md"


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Three versions of one action, whose due date moves by 7 and then by 34 days."""
    isolate_git(monkeypatch)
    project.write({"mkdocs.yml": MKDOCS_YML.replace("as_of:", "git: true, as_of:")})
    made = Repository(project.root)
    for day, due in (("16", "2026-11-01"), ("20", "2026-11-08"), ("25", "2026-12-12")):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-03-{day}T23:30:00-02:00")
        action = f"actions: [{{title: Alert, owner: storage, due: {due}}}]\n"
        made.commit({PATH: postmortem("Orders", more=action), ".gitignore": "/site*/\n/.cache/\n"})
    return made


@pytest.fixture
def built_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[BuildIn]:
    """Build as another process does, on a machine in this zone."""

    def build(project: Project, zone: str) -> dict[str, bytes]:
        chronicle._read.cache_clear()
        monkeypatch.setenv("TZ", zone)
        if sys.platform != "win32":
            time.tzset()
        return {
            name: data for name, data in project.build().promised.items() if "sitemap" not in name
        }

    yield build
    monkeypatch.undo()
    if sys.platform != "win32":
        time.tzset()


def test_a_moved_due_date_stands_in_every_row_of_its_action(
    project: Project, repository: Repository
) -> None:
    built = project.build(strict=True)
    assert built.warnings == []
    for address in ("actions/", "owners/storage/", "postmortems/2026-03-15-orders/"):
        assert "moved twice, 41 days" in built.page(address).text
    assert b"moved twice, 41 days" in built.files["data/listings/actions.json"]
    # Created on 17 March: half past eleven at night, two hours west of the site.
    assert "202 d" in built.page("actions/").text


def test_the_same_commit_gives_the_same_bytes_in_every_clone(
    project: Project,
    repository: Repository,
    built_in: BuildIn,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "clone"
    repository.clone(folder)
    (folder / "docs").mkdir()
    here, there = built_in(project, "UTC"), built_in(Project(folder), "Pacific/Auckland")
    assert here == there
    assert built_in(project, "America/New_York") == here
    assert (project.root / CACHE).is_file()


def test_a_shallow_clone_is_one_warning_and_the_site_is_built(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "shallow"
    repository.clone(folder, "--depth=1")
    (folder / "docs").mkdir()
    built = Project(folder).build()
    (warning,) = built.warnings
    assert "no history from git: the clone is shallow" in warning
    assert "`fetch-depth: 0`" in warning
    assert "moved twice" not in built.page("actions/").text
    shutil.rmtree(folder / ".git")
    (warning,) = Project(folder).build().warnings
    assert "not in the work tree of a git repository" in warning
