"""No postmortem yet: the site says how to write the first one."""

from __future__ import annotations

import pytest
from site_project import Project
from test_build_addresses import dead_links


@pytest.mark.parametrize("folder", ["missing", "empty", "only a catalogue", "only other files"])
def test_the_pages_say_how_to_write_the_first_one(project: Project, folder: str) -> None:
    if folder != "missing":
        (project.root / "postmortems").mkdir()
    if folder == "only a catalogue":
        project.write({"postmortems/services.yml": "- name: orders\n"})
    if folder == "only other files":
        project.write({"postmortems/README.md": "How we write", "postmortems/_draft.md": "no"})
    built = project.build(strict=True)
    overview, index = built.page(""), built.page("postmortems/")
    assert "No postmortem has been written yet." in overview.text
    assert "postmortems new" in overview.text
    assert overview.href("How to write the first one") == "postmortems/"
    assert "postmortems/2026/2026-10-05-what-broke.md" in index.text
    assert "severity: SEV-3" in index.text
    assert "No action has been written down yet." in built.page("actions/").text
    assert "it stands here with its file and line" in built.page("quality/").text
    assert dead_links(built) == []


def test_the_postmortem_shown_there_is_one_without_a_problem(project: Project) -> None:
    index = project.build(strict=True, to="before").page("postmortems/")
    (shown,) = ["".join(e.pieces) for e in index.in_article("code") if "---" in "".join(e.pieces)]
    project.write({"postmortems/2026/2026-10-05-what-broke.md": shown})
    built = project.build(strict=True)
    assert built.page("postmortems/").href("What broke, in one line")
    assert "no problem found" in built.page("quality/").text


def test_a_new_project_needs_no_docs_but_the_folder(project: Project) -> None:
    built = project.build(strict=True)
    pages = {name for name in built.pages if name != "404.html"}
    assert pages == {
        "index.html",
        "actions/index.html",
        "actions/closed/index.html",
        "actions/weekly/index.html",
        "causes/index.html",
        "learn/index.html",
        "learn/game-day/index.html",
        "owners/index.html",
        "postmortems/index.html",
        "quality/index.html",
        "reviews/index.html",
        "search/index.html",
        "services/index.html",
        "trends/index.html",
    }
