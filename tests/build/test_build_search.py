"""The search of a built site: what is in its index, its place in the page, what can go wrong."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from site_project import DISK_FULL, MKDOCS_YML, Built, Project, postmortem

from mkdocs_postmortems.search.kept import Kept

MATERIAL = MKDOCS_YML.replace("2026-10-05}", "2026-10-05, search: material}")
PREFIX = len(b"pagefind_dcd")


def found(built: Built) -> dict[str, dict[str, Any]]:
    """Return everything that the search can find, by its address."""
    made = {}
    for name, content in built.files.items():
        if name.endswith(".pf_fragment"):
            fragment = json.loads(gzip.decompress(content)[PREFIX:])
            made[fragment["url"]] = fragment
    return made


def test_only_postmortems_and_what_is_written_by_hand_is_found(project: Project) -> None:
    project.write(
        {
            "postmortems/2026/disk-full.md": DISK_FULL,
            "docs/handbook/when.md": "# When something breaks\n\nCall.\n",
            "docs/hidden.md": "---\nsearch: {exclude: true}\n---\n# Hidden\n",
            "docs/services/orders.md": "# Orders\n\nTakes orders, since 2019.\n",
        }
    )
    pages = found(project.build(strict=True))
    assert set(pages) == {"/postmortems/2026/disk-full/", "/handbook/when/", "/services/orders/"}
    assert pages["/services/orders/"]["content"] == "Orders. Takes orders, since 2019."
    assert pages["/handbook/when/"]["filters"] == {}


def test_a_postmortem_is_found_by_what_its_author_wrote(example: Built) -> None:
    page = found(example)["/postmortems/2026/2026-03-15-orders-database-disk-full/"]
    text = page["content"]
    for written in ("pg_wal/xlogtemp", "OPS-412", "runbook-gap", "No alert on disk growth"):
        assert written in text
    # Drawings, headings of tables, durations, meanings of labels and other incidents are not his.
    for added in ("Elapsed", "Time to detect", "14:44:45", "A setting was changed", "overdue"):
        assert added not in text
    assert "read replica 40 minutes behind" not in text
    anchors = {anchor["id"] for anchor in page["anchors"]}
    assert anchors == {i for i in anchors if f'id="{i}"' in html_of(example, page["url"])}
    assert {"timeline", "actions", "fault"} <= anchors
    assert page["meta"]["services"] == "orders, orders-db"


def html_of(built: Built, url: str) -> str:
    return (built.folder / url.strip("/") / "index.html").read_text("utf-8")


def of_shards(built: Built) -> list[dict[str, bytes]]:
    """Return the files of each index, by their names in it, without what stands there once."""
    places = json.loads(built.files["pagefind/shards.json"])
    return [
        {
            name.removeprefix(f"pagefind/{place}"): content
            for name, content in built.files.items()
            if name.startswith(f"pagefind/{place}")
            and Path(name).suffix in {".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta"}
            and (place or not name.startswith(("pagefind/2/", "pagefind/3/")))
        }
        for place in places
    ]


def test_an_index_is_made_anew_where_a_document_of_it_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs_postmortems.search.shard.LARGEST", 2)
    files: dict[str, str | bytes] = {
        f"postmortems/{year}-{n}.md": postmortem(f"Outage {year} {n}", day=f"{year}-05-0{n}")
        for year in (2023, 2024, 2025)
        for n in (1, 2)
    }
    project.write(files)
    first = project.build(strict=True)
    one, two, three = of_shards(first)
    assert len(found(first)) == 6
    orders = json.loads(first.files["pagefind/2/orders.json"])
    assert sorted(orders.values()) == [[20240501, 2, None], [20240502, 2, None]]
    # Pagefind's program is loaded once.
    assert [name for name in first.files if name.endswith(("worker.js", "wasm.en.pagefind"))] == [
        "pagefind/pagefind-worker.js",
        "pagefind/wasm.en.pagefind",
    ]
    entry = json.loads(first.files["pagefind/2/pagefind-entry.json"])
    assert entry["languages"]["en"]["wasm"] == "/../../wasm.en"
    kept = project.root / ".cache/postmortems/search"
    assert len([*kept.glob("*.index")]) == 3
    # A new service, and two years more, change nothing of the years before.
    changed = postmortem("Outage 2024 1", day="2024-05-01", body="Text, new.")
    project.write({"postmortems/2024-1.md": changed.replace("[orders]", "[another]")})
    again = project.build(strict=True)
    assert of_shards(again)[0] == one
    assert of_shards(again)[1] != two
    assert of_shards(again)[2] == three
    assert "new." in str(found(again))


def test_what_is_kept_may_be_damaged_or_impossible_to_write(project: Project) -> None:
    project.write({"postmortems/a.md": DISK_FULL})
    first = found(project.build(strict=True))
    kept = project.root / ".cache/postmortems/search"
    (path,) = kept.glob("*.index")
    path.write_bytes(path.read_bytes()[:-1000])
    assert found(project.build(strict=True)) == first
    for file in kept.iterdir():
        file.unlink()
    kept.rmdir()
    kept.write_text("a file where the folder would be")
    assert found(project.build(strict=True)) == first


@pytest.mark.parametrize("why", ["committed", "switched off"])
def test_an_index_that_is_not_ours_to_keep_is_not_published(project: Project, why: str) -> None:
    project.write({"postmortems/a.md": DISK_FULL})
    project.build()
    (path,) = (project.root / ".cache/postmortems/search").glob("*.index")
    planted = Kept(path.parent)
    planted.keep(path.stem, {**(planted.take(path.stem) or {}), "pagefind.js": b"planted()"})
    if why == "committed":
        for command in (["init", "-q"], ["add", "-f", ".cache"]):
            subprocess.run(["git", "-C", str(project.root), *command], check=True)
    else:
        off = MKDOCS_YML.replace("2026-10-05}", "2026-10-05, cache: false}")
        project.write({"mkdocs.yml": off})
    assert project.build().files["pagefind/pagefind.js"] != b"planted()"


def test_generated_pages_are_not_found(example: Built) -> None:
    first = {url.split("/")[1] for url in found(example)}
    assert first == {"postmortems", "handbook", "guide", "reference", ""}


@pytest.mark.parametrize("flat", [False, True], ids=["directories", "flat"])
def test_the_box_leads_to_the_page_of_the_search(project: Project, flat: bool) -> None:
    project.write(
        {
            "mkdocs.yml": f"{MKDOCS_YML}site_url: https://x.example/kb/\nuse_directory_urls: "
            f"{str(not flat).lower()}\n",
            "postmortems/2026/disk-full.md": DISK_FULL,
        }
    )
    built = project.build(strict=True)
    search = "search/index.html" if flat else "search/"
    page = "postmortems/2026/disk-full" + (".html" if flat else "/index.html")
    up = "../../" if flat else "../../../"
    assert built.page(page).one("a", "pm-find__open").get("href") == up + search
    assert built.page("404.html").one("a", "pm-find__open").get("href") == f"/kb/{search}"
    (url,) = (url for url in found(built) if "disk-full" in url)
    assert url == "/" + page.removesuffix("index.html")


def test_the_theme_s_search_is_switched_off(project: Project) -> None:
    project.write({"postmortems/disk-full.md": DISK_FULL})
    built = project.build(strict=True)
    assert "search/search_index.json" not in built.files
    assert 'class="md-search"' not in built.page("").html
    assert "no search" not in str(built.lines)


def test_the_theme_s_search_stays_where_it_is_wanted(project: Project) -> None:
    project.write({"mkdocs.yml": MATERIAL, "postmortems/disk-full.md": DISK_FULL})
    built = project.build(strict=True)
    assert "search/search_index.json" in built.files
    assert "pm-find" not in built.page("").html
    assert 'class="md-search"' in built.page("").html
    ours = [name for name in built.files if "postmortems/search" in name or "pagefind" in name]
    assert [name for name in ours if not name.startswith("assets/")] == []
    assert "search/index.html" not in built.files


def test_a_site_with_nothing_to_find_has_an_index_all_the_same(project: Project) -> None:
    assert list(found(project.build(strict=True))) == ["/"]


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("", "there is no Pagefind at"),
        (
            "#!/bin/sh\necho 'no \x1b[31mmemory' >&2\nexit 3\n",
            "Pagefind ended with 3: no \ufffd[31m",
        ),
        ("#!/bin/sh\nexit 0\n", "Pagefind ended with 0: it said nothing"),
        ("#!/nowhere\n", "did not start"),
    ],
)
def test_without_pagefind_the_site_is_built_and_says_what_to_do(
    project: Project, monkeypatch: pytest.MonkeyPatch, program: str, says: str
) -> None:
    path = project.root / "a-program"
    if program:
        path.write_text(program, encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))
    project.write({"postmortems/disk-full.md": DISK_FULL, "site/pagefind/old.js": "old"})
    with pytest.raises(Abort):
        project.build(strict=True)
    built = Built(project.root / "site", project.lines)
    (line,) = built.warnings
    assert line.startswith("WARNING postmortems: the search has no index: ")
    assert says in line
    assert 'pip install "pagefind[bin]"' in line
    assert "search: material" in line
    assert "Disk full" in built.page("postmortems/disk-full/").text
    assert not [name for name in built.files if name.startswith("pagefind/")]


def test_without_pagefind_only_a_strict_build_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(project.root / "none"))
    project.write({"postmortems/disk-full.md": DISK_FULL})
    built = project.build()
    assert len(built.warnings) == 1
    assert "Disk full" in built.page("postmortems/disk-full/").text


def test_an_index_of_every_page_outlives_a_build_of_some(project: Project) -> None:
    project.write({"postmortems/a.md": DISK_FULL, "postmortems/b.md": postmortem("Other")})
    first = found(project.build())
    project.write({"postmortems/b.md": postmortem("Changed")})
    again = project.build(dirty=True)
    assert found(again) == first
    assert "not every page was built" in str(again.lines)


def test_hostile_labels_and_titles_are_indexed_as_text(project: Project) -> None:
    labels = ["constructor", "__proto__", "a/b", "..", "<b>x</b>", "\u202eabc", "\u05e9\u05dc"]
    title = json.dumps("<script>x</script> " + "long " * 60)
    text = DISK_FULL.replace("[orders]", json.dumps(labels)).replace("Disk full", title)
    long = "\u0436" * 60
    project.write({f"postmortems/{long}.md": text})
    built = project.build()
    (page,) = found(built).values()
    assert len(page["filters"]["service"]) == len(labels)
    assert page["meta"]["title"].startswith("<script>x</script> long")
    data = built.page("search/").one("template").text
    service = next(facet for facet in json.loads(data) if facet["name"] == "service")
    assert set(service["labels"]) == set(labels)
    assert "<b>x" not in built.page("search/").html


def test_without_a_script_the_page_of_the_search_leads_on(project: Project) -> None:
    project.write(
        {
            "postmortems/a.md": DISK_FULL,
            "postmortems/b.md": postmortem("Old", day="2024-01-01"),
        }
    )
    page = project.build(strict=True).page("search/")
    assert "The search needs JavaScript" in page.text
    assert page.href("2024") == "../postmortems/#2024"
    assert page.href("cause") == "../causes/"


def test_the_preview_makes_the_index_beside(project: Project) -> None:
    from mkdocs.config import load_config

    project.write({"postmortems/disk-full.md": DISK_FULL})
    config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(project.root / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    from mkdocs.commands.build import build

    build(config)
    search = config.plugins["postmortems"]._search
    assert search._running.wait() == ""
    assert Path(config.site_dir, "pagefind", "shards.json").is_file()
    assert "data-preview" in Path(config.site_dir, "index.html").read_text("utf-8")
    config.plugins.on_shutdown()
