"""What the indexer reads of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from mkdocs_postmortems.search.document import Document, Facts
from mkdocs_postmortems.search.fact import OTHER_PAGE, facts_of
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded

PAGE = Document("guide/check/", "Check", "<h1 id='check'>Check</h1><p>Text.</p>", OTHER_PAGE)


def test_a_document_is_the_content_with_what_is_known_of_it() -> None:
    facts = Facts({"day": "2026-03-15"}, {"service": (".a", ".b")}, {"date": 20260315})
    assert Document("a/", "A & B", "<h1>A</h1>", facts).html("de") == (
        '<!doctype html>\n<html lang="de">\n'
        '<head><meta charset="utf-8"><title>A &amp; B</title>\n'
        '<meta name="title" data-pagefind-meta="title[content]" content="A &amp; B">\n'
        '<meta name="day" data-pagefind-meta="day[content]" content="2026-03-15">\n'
        '<meta name="service" data-pagefind-filter="service[content]" content=".a">\n'
        '<meta name="service" data-pagefind-filter="service[content]" content=".b">\n'
        "</head>\n<body data-pagefind-body><h1>A</h1></body></html>\n"
    )


def test_a_page_that_is_no_incident_weighs_less() -> None:
    html = PAGE.html("en")
    assert '<body data-pagefind-body data-pagefind-weight="0.05">' in html
    assert "data-pagefind-filter" not in html


def test_a_page_without_a_heading_gets_its_title() -> None:
    made = Document("a/", '<b>"x"</b>', "<p>Text</p>", OTHER_PAGE).html("en")
    assert "<h1>&lt;b&gt;&quot;x&quot;&lt;/b&gt;</h1><p>Text</p>" in made
    assert "<b>" not in made


def test_anchors_of_lines_of_code_are_left_out() -> None:
    anchor = '<a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>'
    made = Document("a/", "A", f"<pre>{anchor}pg_wal</pre>", OTHER_PAGE).html("en")
    assert "<pre>pg_wal</pre>" in made


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("./", "index.html"),
        ("guide/check/", "guide/check/index.html"),
        ("guide/check.html", "guide/check.html"),
        ("a%20b/", "a%20b/index.html"),
        (f"{'%D0%B6' * 80}/", f"{('%D0%B6' * 80)[:200]}%/{('%D0%B6' * 80)[200:400]}%/"),
    ],
)
def test_a_document_stands_at_its_address(address: str, path: str) -> None:
    assert Document(address, "A", "", OTHER_PAGE).path.startswith(path)


def test_a_long_name_is_whole_again_without_the_cuts() -> None:
    address = f"postmortems/{'%D0%B6' * 80}/"
    path = Document(address, "A", "", OTHER_PAGE).path
    assert all(len(part) < 255 for part in path.split("/"))
    assert path.replace("%/", "") == f"{address}index.html"


def test_the_facts_of_a_postmortem(load_tree: Callable[..., Loaded]) -> None:
    text = (
        "---\ntitle: Disk full\nseverity: SEV-2\nservices: [orders, orders-db]\n"
        "started: 2026-03-15T14:44:00Z\n---\n"
    )
    loaded = load_tree({"a.md": text, "b.md": "---\ntitle: Bare\nseverity: SEV-9\n---\n"})
    disk, bare = loaded.knowledge_base.postmortems
    facts = facts_of(disk, Settings(), dt.timedelta(minutes=23))
    assert facts.shown == {
        "severity": "SEV-2",
        "day": "2026-03-15",
        "services": "orders, orders-db",
        "status": "draft",
    }
    assert facts.labels["service"] == (".orders", ".orders-db")
    assert facts.labels["severity"] == (".SEV-2",)
    assert facts.order == {"date": 20260315, "severity": 1, "duration": 1380}
    unknown = facts_of(bare, Settings(), None)
    assert unknown.order == {"date": None, "severity": None, "duration": None}
    assert unknown.labels["year"] == unknown.labels["service"] == ("-",)
