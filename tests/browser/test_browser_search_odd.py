"""The search of other sites than the example: odd labels, no index, several indexes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from chromium_visit import Open, Serve, Visit
from playwright.sync_api import expect
from search_page import ask, settled, tick, titles
from site_project import MKDOCS_YML, Project, postmortem

HOSTILE = [
    "constructor",
    "__proto__",
    "a/b&c=d",
    "..",
    "<img src=x onerror=alert(1)>",
    "\u05e9\u05dc",
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of a small site with odd labels, a service for each of 300 incidents."""
    project = Project(tmp_path_factory.mktemp("odd"))
    services = [*HOSTILE, *(f"service-{number:03}" for number in range(30))]
    files: dict[str, str | bytes] = {"mkdocs.yml": MKDOCS_YML, "docs/about.md": "# About\n"}
    for number, service in enumerate(services):
        text = postmortem(f"Outage {number} <b>bold</b>", body="## Fault\n\n`ORA-01555` again.")
        files[f"postmortems/{number}.md"] = text.replace("[orders]", json.dumps([service]))
    project.write(files)
    built = project.build()
    return serve(built.folder)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of a site with three indexes, a year in each."""
    project = Project(tmp_path_factory.mktemp("several"))
    files: dict[str, str | bytes] = {
        "mkdocs.yml": MKDOCS_YML,
        "docs/about.md": "# Disks\n\nDisk.\n",
    }
    for number, day in enumerate(
        ("2024-03-01", "2024-02-01", "2025-03-01", "2025-02-01", "2026-01-01")
    ):
        text = postmortem(f"Disk {number}", day=day, body=f"The disk of OPS-41{number} was full.")
        files[f"postmortems/{number}.md"] = text.replace("SEV-3", f"SEV-{number % 2 + 1}")
    project.write(files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mkdocs_postmortems.search.shard.LARGEST", 2)
        return serve(project.build().folder)


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '"disk',
        "disk AND NOT (full) OR -x +y ~z^2 *",
        "<img src=x onerror=alert(1)>",
        "\U0001f525",
        "a" * 1000,
        "disk " * 200,
        "\u202e\u05d0\u05d1 %00 \\ {{7*7}}",
        "' OR 1=1 --",
        "__proto__",
    ],
    ids=lambda words: words[:12],
)
def test_no_query_is_an_error(odd: str, walk: Open, words: str) -> None:
    reader = walk(odd)
    page = reader.open("search/")
    page.locator(".pm-search input[type=search]").fill(words)
    page.wait_for_url("**/search/?q=**")
    expect(page.locator(".pm-search__status")).to_contain_text(re.compile("result|page"))
    assert page.locator(".pm-search img").count() == 0
    assert reader.complaints == []


def test_odd_labels_are_chosen_like_any_other(odd: str, visit: Open) -> None:
    reader = visit(odd)
    page = reader.open("search/?q=ORA-01555")
    settled(page, "36 results")
    page.get_by_role("group", name="Service").get_by_role("button").click()
    for label in HOSTILE:
        tick(page, "Service", label)
        settled(page, "1 result")
        assert titles(page) == [f"Outage {HOSTILE.index(label)} <b>bold</b>"]
        again = visit(odd).open(page.url.removeprefix(odd))
        settled(again, "1 result")
        tick(page, "Service", label)
        settled(page, "36 results")
    assert page.locator(".pm-search img, .pm-search b").count() == 0
    assert reader.complaints == []


def test_a_missing_index_is_said(example: str, odd: str, visit: Open, tmp_path: Path) -> None:
    page = visit(odd).page
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{odd}search/?q=disk")
    settled(page, "The index of this site is missing or could not be loaded.")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("disk")
    expect(page.locator(".pm-finder__status")).to_contain_text("The index of this site is missing")
    # It is tried again, without loading the page.
    page.unroute("**/pagefind/**")
    page.keyboard.press("Control+A")
    page.keyboard.type("again")
    page.locator(".pm-finder .pm-found").first.wait_for()


def test_a_site_opened_from_a_folder_says_what_to_do(odd: str, visit: Open, tmp_path: Path) -> None:
    project = Project(tmp_path)
    flat = f"{MKDOCS_YML}use_directory_urls: false\n"
    project.write({"mkdocs.yml": flat, "docs/a.md": "# A\n", "postmortems/a.md": postmortem("A")})
    page = visit(odd).page
    page.goto((project.build().folder / "index.html").as_uri())
    page.keyboard.press("/")
    expect(page.locator(".pm-finder__status")).to_contain_text("python -m http.server")
    page.goto((tmp_path / "site/search/index.html").as_uri())
    settled(page, "The search needs a web server.")


def test_a_query_takes_a_fraction_of_the_index(odd: str, visit: Open) -> None:
    """Only the results that are shown are loaded, and nothing twice."""
    reader: Visit = visit(odd)
    page = reader.open("")
    ask(page, "outage")
    fragments = [url for url in reader.requests if ".pf_fragment" in url]
    assert len(fragments) == len(set(fragments)) == 6


def test_several_indexes_are_searched_as_one(several: str, visit: Open) -> None:
    reader = visit(several)
    page = reader.open("search/?q=disk&sort=-date")
    settled(page, "6 results")
    assert titles(page) == ["Disk 4", "Disk 2", "Disk 3", "Disk 0", "Disk 1", "Disks"]
    page.get_by_label("Sort by").select_option("oldest")
    expect(page.locator(".pm-found__title").first).to_have_text("Disk 1")
    assert titles(page) == ["Disk 1", "Disk 0", "Disk 3", "Disk 2", "Disk 4", "Disks"]
    page.get_by_label("Sort by").select_option("most severe")
    expect(page.locator(".pm-found__title").nth(4)).to_have_text(re.compile("Disk [13]"))
    assert [title[-1] in "024" for title in titles(page)] == [True] * 3 + [False] * 3
    severity = page.get_by_role("group", name="Severity")
    assert severity.inner_text().split("\n")[1:] == ["SEV-1", "3", "SEV-2", "2"]
    tick(page, "Severity", "SEV-2")
    settled(page, "2 results")
    assert severity.inner_text().split("\n")[1:] == ["SEV-1", "3", "SEV-2", "2"]
    for words, outcome in {
        "OPS-412": "1 result",
        '"disk of OPS-413"': "1 result",
        "OPS-410 OPS-414": "No page has all of these words.",
        "disk zookeeper": "No page has \u201czookeeper\u201d.",
    }.items():
        page.goto(f"{several}search/?{urlencode({'q': words})}")
        settled(page, outcome)
    programs = [url for url in reader.requests if "wasm" in url]
    assert {url.rsplit("/", 1)[1] for url in programs} == {"wasm.en.pagefind"}
    assert len(set(programs)) == 1
    assert reader.complaints == []
