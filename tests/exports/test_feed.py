"""The feeds: a tree of postmortems in, Atom out, held to the rules of RFC 4287."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from published_tree import PAYLOADS, SITE_URL, elsewhere, hostile_files, published

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.exports.feed import feeds
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.plain_text import plain_text
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"

DISK = """---
title: Orders & checkout down
severity: SEV-1
status: published
services: [orders, orders-db]
started: 2026-09-15T14:44:00Z
published: 2026-09-18
causes: [monitoring-gap]
---

## Executive summary

- No order was *taken* for [23 minutes](https://example.com)
- `a < b` held.

<script>alert(1)</script>

## Impact

Many.
"""

SiteOf = Callable[..., Site]


def texts(site: Site, site_url: str | None = SITE_URL) -> dict[str, str]:
    return {address: write() for address, write in feeds(published(site, site_url)).items()}


def parsed(text: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(text.encode(), resolve_relative_uris=False)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_a_published_postmortem_is_an_entry(site_of: SiteOf) -> None:
    text = texts(site_of({"2026/disk.md": DISK}))["feed.xml"]
    found = parsed(text)
    assert found.feed.title == "Postmortems"
    assert found.feed.author == "Postmortems"
    assert found.feed.generator == "mkdocs-postmortems"
    assert found.feed.updated == "2026-09-18T00:00:00+00:00"
    assert [(link.rel, link.href) for link in found.feed.links] == [
        ("alternate", "https://pm.example.com/kb/"),
        ("self", "https://pm.example.com/kb/feed.xml"),
    ]
    (entry,) = found.entries
    assert entry.title == "Orders & checkout down"
    assert entry.link == "https://pm.example.com/kb/postmortems/2026/disk/"
    assert entry.id == "urn:uuid:f1a7a676-8baa-5097-9885-b41ef8c0907b"
    assert entry.published == entry.updated == "2026-09-18T00:00:00+00:00"
    assert entry.summary == "No order was taken for 23 minutes. a &lt; b held."
    assert [tag.term for tag in entry.tags] == ["SEV-1", "orders", "orders-db", "monitoring-gap"]


def test_every_service_has_a_feed_beside_its_page(site_of: SiteOf) -> None:
    other = DISK.replace("[orders, orders-db]", "[search]").replace("Orders & checkout", "Search")
    catalogue = "- name: billing\n"
    site = site_of({"a.md": DISK, "b.md": other, "services.yml": catalogue})
    titles = {name: [e.title for e in parsed(text).entries] for name, text in texts(site).items()}
    assert titles == {
        "feed.xml": ["Search down", "Orders & checkout down"],
        "services/billing.xml": [],
        "services/orders-db.xml": ["Orders & checkout down"],
        "services/orders.xml": ["Orders & checkout down"],
        "services/search.xml": ["Search down"],
    }
    feed = parsed(texts(site)["services/search.xml"]).feed
    assert feed.title == "Postmortems: search"
    assert feed.link == "https://pm.example.com/kb/services/search/"


@pytest.mark.parametrize(
    "change",
    [
        ("status: published", "status: in-review"),
        ("published: 2026-09-18\n", ""),
        ("published: 2026-09-18", "published: 2026-10-06"),
    ],
    ids=["in review", "without a date", "after as_of"],
)
def test_only_what_is_published_is_there(change: tuple[str, str], site_of: SiteOf) -> None:
    found = parsed(texts(site_of({"disk.md": DISK.replace(*change)}))["feed.xml"])
    assert found.entries == []
    # No clock: an empty feed has the same bytes tomorrow.
    assert found.feed.updated == "1970-01-01T00:00:00+00:00"


def test_a_feed_has_the_newest_fifty(site_of: SiteOf) -> None:
    start = dt.date(2026, 1, 1)
    days = [str(start + dt.timedelta(days=nth)) for nth in range(60)]
    files = {
        f"{day}.md": DISK.replace("published: 2026-09-18", f"published: {day}") for day in days
    }
    found = parsed(texts(site_of(files))["feed.xml"])
    assert [entry.published[:10] for entry in found.entries] == days[:9:-1]


def idents(text: str) -> list[str]:
    found = parsed(text)
    return [found.feed.id, *(entry.id for entry in found.entries)]


def test_ids_survive_a_move_of_the_site_and_of_the_file(site_of: SiteOf, tmp_path: Path) -> None:
    before = texts(site_of({"2026/disk.md": DISK}))
    (tmp_path / "postmortems/2026/disk.md").unlink()
    again = DISK.replace("title: Orders", "title: All orders").replace("SEV-1", "SEV-2")
    moved = texts(site_of({"archive/disk.md": again}), "https://elsewhere.example.org/")
    for address in before:
        assert idents(moved[address]) == idents(before[address])


def test_two_knowledge_bases_have_feeds_of_their_own(site_of: SiteOf, tmp_path: Path) -> None:
    one = texts(site_of({"disk.md": DISK}))
    (tmp_path / "postmortems/disk.md").unlink()
    other = texts(site_of({"cable.md": DISK}))
    assert set(idents(one["feed.xml"])).isdisjoint(idents(other["feed.xml"]))


def test_files_with_one_id_are_entries_of_their_own(site_of: SiteOf) -> None:
    found = idents(texts(site_of({"a/disk.md": DISK, "b/disk.md": DISK}))["feed.xml"])
    assert len(set(found)) == 3
    assert idents(texts(site_of({"a/disk.md": DISK}))["feed.xml"])[1] in found


@pytest.mark.parametrize("directory_urls", [True, False])
def test_without_an_address_of_the_site_links_are_relative(
    directory_urls: bool, site_of: SiteOf
) -> None:
    site = site_of({"2026/disk.md": DISK}, directory_urls=directory_urls)
    page = "postmortems/2026/disk/" if directory_urls else "postmortems/2026/disk.html"
    for address, text in texts(site, None).items():
        (entry,) = parsed(text).entries
        assert urljoin(f"https://any.example/kb/{address}", entry.link).endswith(f"/kb/{page}")
        assert "://" not in entry.link


def test_the_day_begins_in_the_zone_of_the_site(site_of: SiteOf) -> None:
    site = site_of({"disk.md": DISK}, Settings(timezone="Europe/Berlin"))
    (entry,) = parsed(texts(site)["feed.xml"]).entries
    assert entry.published == "2026-09-17T22:00:00+00:00"


BODIES = {
    "## Executive summary\n\n- One\n- Two!\n": "One. Two!",
    "Before any heading.\nOn two lines.\n\nMore.\n\n## Impact\n\nNo.": "Before any heading. "
    "On two lines.",
    "## Impact\n\nFelt by **all** &amp; more.\n\nSecond.": "Felt by all & more.",
    "## Impact\n\n<!-- not yet -->\n": "",
    f"## Summary\n\n{'word ' * 200}": f"{'word ' * 119}word\u2026",
    f"## Summary\n\n{'x' * 700}": f"{'x' * 600}\u2026",
}


@pytest.mark.parametrize(("body", "summary"), BODIES.items())
def test_the_summary_is_the_text_of_the_first_passage(
    body: str, summary: str, site_of: SiteOf
) -> None:
    text = DISK.partition("## Executive")[0] + body
    (entry,) = parsed(texts(site_of({"disk.md": text}))["feed.xml"]).entries
    assert entry.get("summary", "") == summary.replace("&", "&amp;")


DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
SINGLE = ("generator", "icon", "logo", "published", "rights", "subtitle", "summary")


def assert_valid(text: str, absolute: bool) -> None:
    """Hold a feed to what RFC 4287 says MUST be (section in the comment)."""
    feed = ElementTree.fromstring(text.encode())
    assert feed.tag == f"{ATOM}feed"  # 2
    entries = feed.findall(f"{ATOM}entry")
    assert all(child.tag.startswith(ATOM) for child in feed.iter())
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):  # 4.1.1, 4.1.2
            assert len(element.findall(f"{ATOM}{name}")) == 1
        for name in SINGLE:
            assert len(element.findall(f"{ATOM}{name}")) <= 1
        alternates = [e for e in element.findall(f"{ATOM}link") if e.get("rel") == "alternate"]
        assert len(alternates) == 1  # 4.1.1, 4.1.2
        ident = element.findtext(f"{ATOM}id") or ""
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ident)  # 4.2.6
    idents = [element.findtext(f"{ATOM}id") for element in (feed, *entries)]
    assert len(set(idents)) == len(idents)  # 4.1.1
    assert [author.findtext(f"{ATOM}name") for author in feed.findall(f"{ATOM}author")]  # 4.1.1
    for person in feed.iter(f"{ATOM}author"):
        assert [child.tag for child in person] == [f"{ATOM}name"]  # 3.2
        assert person.findtext(f"{ATOM}name")
    for name in ("updated", "published"):
        for date in feed.iter(f"{ATOM}{name}"):
            assert DATE.fullmatch(date.text or "")  # 3.3
    for name in ("title", "summary"):
        for element in feed.iter(f"{ATOM}{name}"):
            assert element.get("type", "text") in {"text", "html"}  # 3.1.1
            assert len(element) == 0
    for category in feed.iter(f"{ATOM}category"):
        assert category.get("term")  # 4.2.2
    for link in feed.iter(f"{ATOM}link"):
        address = urlsplit(link.get("href") or "")  # 4.2.7
        assert re.fullmatch(r"[!#-;=?-\[\]_a-z~]+", link.get("href") or "", re.IGNORECASE)
        assert bool(address.scheme) is absolute


@pytest.mark.parametrize("site_url", [SITE_URL, None])
@pytest.mark.parametrize(
    "files", [{}, {"disk.md": DISK}, hostile_files()], ids=["empty", "small", "hostile"]
)
def test_every_feed_is_valid(files: dict[str, str], site_url: str | None, site_of: SiteOf) -> None:
    for text in texts(site_of(files), site_url).values():
        parsed(text)
        assert_valid(text, absolute=site_url is not None)


def test_the_feeds_of_the_example_are_valid() -> None:
    configuration = read_configuration(ROOT / "mkdocs.yml")
    site = build_site(configuration.folder, configuration.settings, dt.date(2026, 10, 5))
    found = texts(site, configuration.site_url)
    for text in found.values():
        parsed(text)
        assert_valid(text, absolute=True)
    assert len(parsed(found["feed.xml"]).entries) == 33


def test_hostile_texts_come_out_as_they_are_read(site_of: SiteOf) -> None:
    text = texts(site_of(hostile_files()))["feed.xml"]
    entries = ElementTree.fromstring(text.encode()).findall(f"{ATOM}entry")
    assert len(entries) == len(PAYLOADS)
    for entry, payload in zip(reversed(entries), PAYLOADS, strict=True):
        assert entry.findtext(f"{ATOM}title") == clean(payload)
        terms = {category.get("term") for category in entry.findall(f"{ATOM}category")}
        assert terms == {clean(payload)}
        summary = entry.findtext(f"{ATOM}summary") or ""
        assert "<" not in summary  # the summary is HTML, of text alone


def test_the_text_of_markdown_has_no_markup() -> None:
    source = '# T\n\n> quoted\n\n1. one\n2. two\n\n<style>p {}</style> <b onclick="x">bold</b>'
    assert plain_text(source) == "T. quoted. one. two. bold."
    assert plain_text("> " * 400 + "deep").endswith("deep.")


def test_the_same_files_give_the_same_bytes(site_of: SiteOf) -> None:
    first = texts(site_of({"disk.md": DISK}, as_of=dt.date(2026, 10, 5)))
    with elsewhere():
        assert texts(site_of({"disk.md": DISK}, as_of=dt.date(2026, 12, 31))) == first
