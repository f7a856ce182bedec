"""The pages and numbers of the public edition say nothing of what it does not know."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from mkdocs_postmortems.analysis.digest import summarise
from mkdocs_postmortems.analysis.period import read_since
from mkdocs_postmortems.embed.embedding import Embedder
from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.exports.digest import FORMATS, tell
from mkdocs_postmortems.exports.metrics import SCHEMA
from mkdocs_postmortems.exports.summary import write_summary
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]
FIELDS = """\
status: published
visibility: public
resolved: 2026-03-15T15:30:00Z
actions:
  - {title: Alert on the disk, owner: storage-team, due: 2026-09-20}
  - {title: Cap the queue, due: 2026-11-01}
  - {title: Move the snapshots, owner: web-team, status: done, closed: 2026-10-01}
"""
LATE = "status: draft\nresolved: 2026-03-15T15:30:00Z\nseverity: SEV-1\n"
UNKNOWN = ("without an owner", "no owner", "nobody", "Debt", "debt:", "overdue postmortem")
"""What would be said of owners and drafts, of which this edition has none."""


@pytest.fixture
def site(site_of: SiteOf, whole: Callable[..., str]) -> Callable[..., Site]:
    def make(**public: bool) -> Site:
        settings = Settings.from_mapping({"edition": "public", "public": public})
        return site_of({"open.md": whole(FIELDS), "draft.md": whole(LATE)}, settings)

    return make


def texts(site: Site) -> dict[str, str]:
    """Return the pages, a block, the digest and the metrics as they are read."""
    pages = {path: site.render(path) for path in site.pages}
    library = site.library
    digest = summarise(
        library.knowledge_base, library.results, read_since("7d", library.results.as_of)
    )
    blocks = Embedder.of(library, directory_urls=True)
    shown = {
        name: blocks.show(Block(f"```postmortems\nshow: {name}\n```", 1), "index.md", 0).html
        for name in ("debt", "services", "actions", "retries")
    }
    return {
        **{path: page.fill(page.markdown) for path, page in pages.items()},
        **shown,
        "digest": FORMATS["text"](tell(digest, lambda *_: None)),
        "metrics": write_summary(library.results.metrics),
    }


def test_nothing_is_said_of_owners_and_drafts(site: Callable[..., Site]) -> None:
    read = texts(site())
    assert [(page, it) for page, text in read.items() for it in UNKNOWN if it in text] == []
    assert "Needs attention" not in read["index.md"]
    assert "Open: 2 actions, 0 without a due date." in " ".join(read["digest"].split())
    assert "Closed\n- Move the snapshots: no priority, done" in read["digest"]
    assert "3 actions: 2 open, 0 of them without a due date." in read["metrics"]
    assert "1 overdue action" in read["actions/index.md"]
    assert "weekly" not in read["retries"]


def test_its_data_has_no_number_for_what_it_does_not_know(site: Callable[..., Site]) -> None:
    text = site().files["data/metrics.json"]()
    found = json.loads(text)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(found)
    summary = found["actions"]["summary"]
    unknown = [name for name, value in summary.items() if value is None]
    assert unknown == ["unowned", "overdue_postmortems", "debt"]
    assert summary["overdue"] == 1


def test_where_owners_are_shown_a_missing_one_is_told(site: Callable[..., Site]) -> None:
    read = texts(site(owners=True))
    assert "1 without an owner" in read["actions/index.md"]
    assert "1 without an owner" in " ".join(read["digest"].split())
    assert "Closed, with thanks to\n- web-team" in read["digest"]


def test_an_empty_one_does_not_say_that_nothing_was_written(
    site_of: SiteOf, whole: Callable[..., str]
) -> None:
    empty = site_of({"draft.md": whole(LATE)}, Settings.from_mapping({"edition": "public"}))
    pages = {path: empty.render(path) for path in empty.pages}
    said = {path: page.fill(page.markdown) for path, page in pages.items()}
    assert [path for path, text in said.items() if "been written" in text] == []
    assert "No postmortem is published here yet." in said["index.md"]
