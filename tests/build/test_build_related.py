"""Related incidents on the page of a postmortem: in its head and at its end, as text."""

from __future__ import annotations

import pytest
from html_document import Document
from site_project import MKDOCS_YML, Built, Project, postmortem

HOSTILE = "<script>alert(1)</script> & `x` | **b** {{ 7*7 }}"
ACTIONS = """\
actions:
  - {title: 'Move <b>the</b> snapshots', status: done, created: 2026-01-11, closed: 2026-01-12}
  - {title: Test the move, owner: ada, status: in-progress, created: 2026-01-11}
  - {title: 'Alert & tell <i>all</i>', owner: ada, created: 2026-01-11, due: 2026-09-25}
"""
SHARED = "causes: [monitoring-gap]\ntags: ['<u>tls</u>']\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("related"))
    (project.root / "docs").mkdir()
    named = "".join(f"related: [{', '.join(f'named{n}' for n in range(7))}]\n")
    files = {
        "new": postmortem("New one", day="2026-05-01", more=SHARED),
        "old": postmortem(f"'{HOSTILE}'", day="2026-01-10", more=SHARED + ACTIONS),
        "later": postmortem("Later one", day="2026-06-01", more=SHARED),
        "naming": postmortem("Naming one", day="2026-06-02", more=named),
        "future": postmortem("After the day of the site", day="2026-12-01", more=SHARED),
    }
    files |= {f"named{n}": postmortem(f"Named {n}", day="2026-02-01") for n in range(7)}
    project.write({"mkdocs.yml": MKDOCS_YML})
    project.write({f"postmortems/{name}.md": text for name, text in files.items()})
    return project.build(strict=True)


def section(page: Document) -> str:
    """Return the text between the heading of the section and the end of the page."""
    return " ".join(page.text.partition("Related incidents")[2].split())


def test_each_with_its_reason_and_what_became_of_it(built: Built) -> None:
    page = built.page("postmortems/new/")
    assert page.one("span", id="related")
    told = section(page)
    assert f"{HOSTILE} 10 Jan 2026, SEV-3 shares" in told
    assert "monitoring-gap" in told
    assert "<u>tls</u>" in told
    assert "Done then: Move <b>the</b> snapshots." in told
    assert "Still open: Alert & tell <i>all</i> (10 days overdue); Test the move." in told
    assert "Later one" in told
    assert "After the day of the site" not in told
    assert "New one" not in told


def test_the_head_names_the_most_similar_earlier_one(built: Built) -> None:
    page = built.page("postmortems/new/")
    assert f"Similar before: {HOSTILE}, Jan 2026" in " ".join(page.text.split())
    assert "Similar before" not in built.page("postmortems/old/").text


def test_what_authors_named_is_said_and_nothing_of_it_is_lost(built: Built) -> None:
    told = section(built.page("postmortems/naming/"))
    assert told.count("SEV-3 named by the authors") == 5
    assert "Also named by the authors: Named 5, Named 6." in told
    assert "its authors name this one" in section(built.page("postmortems/named0/"))
