"""`llms.txt`: a tree of postmortems in, the map of the site for a language model out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from published_tree import SITE_URL, hostile_files, published

from mkdocs_postmortems.exports.llms import llms
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]
LINK = re.compile(r"^- \[((?:[^\\\]]|\\.)*)\]\(([^()\s]+)\)(?::|$)")


def text_of(site: Site, site_url: str | None = SITE_URL) -> str:
    (text,) = (write() for write in llms(published(site, site_url)).values())
    assert isinstance(text, str)
    return text


def sections(text: str) -> dict[str, list[str]]:
    """Return the lines under each second heading."""
    parts = text.split("\n## ")[1:]
    return {part.partition("\n")[0]: part.split("\n\n", 1)[1].splitlines() for part in parts}


def incident(day: str, severity: str = "SEV-3", more: str = "") -> str:
    return (
        f"---\ntitle: Orders [down]\nseverity: {severity}\nservices: [orders]\n"
        f"started: {day}T10:00:00Z\nmitigated: {day}T10:23:00Z\n{more}---\n\n"
        "## Executive summary\n\n- *Nobody* could order.\n"
    )


def test_it_has_the_form_of_the_proposal(site_of: SiteOf) -> None:
    text = text_of(site_of({"2026/disk.md": incident("2026-03-15")}))
    assert text.startswith(
        "# Postmortems\n\n> A knowledge base of blameless postmortems: 1 incident"
    )
    assert "from 2026-03-15 to 2026-03-15 in 1 service," in text
    assert "Everything is read on 2026-10-05." in text
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    found = sections(text)
    assert list(found) == ["Data", "Pages", "The newest postmortems", "Optional"]
    assert [line for lines in found.values() for line in lines if not LINK.match(line)] == []


def test_a_postmortem_is_a_line(site_of: SiteOf) -> None:
    text = text_of(site_of({"2026/disk.md": incident("2026-03-15")}))
    assert sections(text)["The newest postmortems"] == [
        "- [Orders \\[down\\]](https://pm.example.com/kb/data/postmortems/2026/disk.json): "
        "2026-03-15, SEV-3, orders, 23 min. Nobody could order."
    ]


def test_the_newest_come_first_and_then_the_most_severe_of_the_others(site_of: SiteOf) -> None:
    days = [f"2026-0{month}-{day:02}" for month in range(1, 6) for day in range(1, 25)]
    files = {f"{day}.md": incident(day) for day in days}
    files["2026-01-02.md"] = incident("2026-01-02", "SEV-1")
    files["later.md"] = incident("2026-12-01")
    found = sections(text_of(site_of(files)))
    newest, widest = found["The newest postmortems"], found["The most severe of the others"]
    assert (len(newest), len(widest)) == (50, 50)
    assert "2026-05-24" in newest[0]
    assert "2026-01-02, SEV-1" in widest[0]


def test_every_link_leads_to_a_file_of_the_site(site_of: SiteOf) -> None:
    site = site_of({"2026/a (b) [c].md": incident("2026-03-15")})
    links = [LINK.match(line) for lines in sections(text_of(site, None)).values() for line in lines]
    pages = {page.removesuffix("index.md") for page in site.pages} | {"./"}
    files = {*site.files, *site.documents}
    targets = {link[2].replace("%20", " ") for link in links if link}
    assert "data/postmortems/2026/a %28b%29 %5Bc%5D.json" in targets
    assert {t for t in targets if "%" not in t} <= pages | files


def test_every_section_and_every_table_is_named(site_of: SiteOf) -> None:
    site = site_of({"2026/disk.md": incident("2026-03-15")})
    text = text_of(site, None)
    # The results of a search are made in a browser.
    named = {p.path for p in site.pages.values() if p.section} - {"index.md", "search/index.md"}
    assert [path for path in named if f"]({path.removesuffix('index.md')}):" not in text] == []
    tables = [name for name in site.files if name.endswith((".csv", ".parquet"))]
    assert len(tables) == 8
    assert [name for name in tables if f"]({name}):" not in text] == []


def test_hostile_texts_stay_texts(site_of: SiteOf) -> None:
    text = text_of(site_of(hostile_files()))
    found = sections(text)
    assert len(found["The newest postmortems"]) == len(hostile_files())
    assert [line for lines in found.values() for line in lines if not LINK.match(line)] == []
    for line in found["The newest postmortems"]:
        link = LINK.match(line)
        assert link
        shown = re.sub(r"\\.", "", link[1] + line[link.end() :])
        assert not set("<>[]*_`#\u202e\u200b") & set(shown)


def test_without_a_postmortem_it_has_no_list(site_of: SiteOf) -> None:
    text = text_of(site_of({}))
    assert "0 incidents in 0 services" in text
    assert list(sections(text)) == ["Data", "Pages", "Optional"]


def test_a_file_of_the_author_is_kept(site_of: SiteOf, tmp_path: Path) -> None:
    site = site_of({})
    assert "llms.txt" in site.files
    kept = Site(site.library, True, standing=("llms.txt",))
    assert "llms.txt" not in kept.files
