"""The search, as a person uses it: the dialog from any page, the page with the facets."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium_visit import Open, Serve, Visit
from playwright.sync_api import Page, expect
from site_project import MKDOCS_YML, Project, postmortem

DISK_FULL = "postmortems/2026/2026-03-15-orders-database-disk-full/"
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


def ask(page: Page, words: str) -> None:
    """Open the dialog with its key, and write."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator(".pm-finder .pm-found").first.wait_for()


def titles(page: Page) -> list[str]:
    return page.locator(".pm-search .pm-found__title").all_inner_texts()


def status(page: Page) -> str:
    return page.locator(".pm-search__status").inner_text()


def settled(page: Page, words: str) -> None:
    expect(page.locator(".pm-search__status")).to_contain_text(words)


def tick(page: Page, facet: str, label: str) -> None:
    page.get_by_role("group", name=facet, exact=True).get_by_text(label, exact=True).click()


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_it_and_escape_closes_it(example: str, visit: Open, key: str) -> None:
    page = visit(example).open("")
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Search")
    assert dialog.is_visible()
    page.keyboard.type("s/f")
    assert page.locator(".pm-finder__input").input_value() == "s/f"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_nothing_is_loaded_before_it_is_opened(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open("")
    assert not [url for url in reader.requests if "/pagefind/" in url]
    ask(page, "snapshots external volume")
    assert page.locator(".pm-finder a").first.get_attribute("href") == f"{example}{DISK_FULL}"
    assert reader.left_the_machine == []
    assert reader.complaints == []


@pytest.mark.parametrize(
    "words",
    ["OPS-412", "pg_wal", '"could not write to file"', "db-prod-01", "pg_wal/xlogtemp.4127"],
)
def test_what_operators_paste_is_found(example: str, visit: Open, words: str) -> None:
    page = visit(example).open("")
    ask(page, words)
    links = page.locator(".pm-finder .pm-found__title").evaluate_all("all => all.map(a => a.href)")
    assert f"{example}{DISK_FULL}" in links[:3]


def test_arrows_and_enter_lead_to_a_section_and_instant_navigation_goes_on(
    example: str, visit: Open
) -> None:
    reader = visit(example)
    page = reader.open("actions/")
    page.evaluate("window.walked = true")
    ask(page, "wait for promotion")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    section = page.evaluate("document.activeElement.href")
    assert "#" in section
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(section)
    assert not page.get_by_role("dialog", name="Search").is_visible()
    # From there on the search is at the same place, and its addresses are still right.
    page.locator("article h1").wait_for()
    page.keyboard.press("s")
    page.keyboard.press("Control+A")
    page.keyboard.type("snapshots external volume")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{example}{DISK_FULL}")
    page.go_back()
    page.wait_for_url(section)
    assert page.evaluate("window.walked") is True
    assert reader.complaints == []


def test_all_results_stand_on_the_page_of_the_search(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open("")
    ask(page, "database disk")
    page.get_by_text("All results, with filters").click()
    page.wait_for_url(f"{example}search/?q=database+disk")
    page.locator(".pm-search .pm-found").first.wait_for()
    assert page.locator(".pm-search .pm-found").count() == 10
    page.get_by_role("button", name="more", exact=False).last.click()
    expect(page.locator(".pm-search .pm-found")).not_to_have_count(10)
    assert reader.complaints == []


def test_one_search_after_another_from_the_box_on_the_page(example: str, visit: Open) -> None:
    page = visit(example).open("learn/")
    page.evaluate("window.walked = true")
    for words in ("disk", "pooler"):
        ask(page, words)
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        page.get_by_text("All results, with filters").click()
        page.wait_for_url(f"{example}search/?q={words}")
        expect(page.locator(".pm-search input[type=search]")).to_have_value(words)
        expect(page.locator(".pm-search .pm-found mark").first).to_contain_text(
            re.compile(words, re.IGNORECASE)
        )
    page.go_back()
    expect(page.locator(".pm-search input[type=search]")).to_have_value("disk")
    assert page.evaluate("window.walked") is True


@pytest.mark.parametrize("word", ["OPS-99999", "ORA-00600", "zookeeper", "qqqqqzzz", "a" * 1000])
def test_a_word_that_no_page_has_is_named(example: str, visit: Open, word: str) -> None:
    page = visit(example).open(f"search/?q=disk+{word}")
    settled(page, "No page has ")
    assert titles(page) == []


@pytest.mark.parametrize("word", ["disks", "OPS-412", "OPS-4", "pg_wal", "2026-03-15"])
def test_forms_and_beginnings_of_words_are_found(example: str, visit: Open, word: str) -> None:
    page = visit(example).open(f"search/?q={word}")
    settled(page, "result")
    assert page.locator(".pm-search .pm-found .pm-sev").count() > 0


def test_facets_combine_are_shared_and_come_back(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open("search/?q=disk")
    settled(page, "result")
    every = int(status(page).split()[0])
    tick(page, "Service", "orders-db")
    settled(page, "3 results")
    assert every > 3
    tick(page, "Severity", "SEV-1")
    settled(page, "2 results")
    # What is not chosen in a facet is counted by the other facets alone.
    assert page.get_by_role("group", name="Severity").inner_text().split("\n")[-1] == "1"
    page.get_by_label("Sort by").select_option("newest")
    page.wait_for_url(f"{example}search/?q=disk&severity=SEV-1&service=orders-db&sort=-date")
    settled(page, "2 results")
    expect(page.locator(".pm-found__title").first).to_contain_text("failover stopped halfway")
    shown = titles(page)
    page.locator(".pm-found__title").first.click()
    page.wait_for_url("**/postmortems/**")
    page.go_back()
    expect(page.locator(".pm-found__title")).to_have_count(2)
    assert titles(page) == shown
    assert page.locator(".pm-search input[type=search]").input_value() == "disk"

    other = visit(example).open(page.url.removeprefix(example))
    expect(other.locator(".pm-found__title")).to_have_count(2)
    assert titles(other) == shown
    other.get_by_role("button", name="Clear filters").click()
    settled(other, f"{every} results")
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("order", "field"), [("newest", -1), ("oldest", 1), ("most severe", 0), ("longest impact", 0)]
)
def test_results_are_sorted(example: str, visit: Open, order: str, field: int) -> None:
    page = visit(example).open("search/?q=customers")
    settled(page, "result")
    page.get_by_label("Sort by").select_option(order)
    page.wait_for_url("**sort=**")
    page.wait_for_timeout(400)
    facts = page.locator(".pm-found__facts").all_inner_texts()
    days = [fact.split("\n")[1] for fact in facts if fact.startswith("SEV-")]
    severities = [fact.split("\n")[0] for fact in facts if fact.startswith("SEV-")]
    assert len(days) > 5
    if field:
        assert days == sorted(days, reverse=field < 0)
    elif order == "most severe":
        assert severities == sorted(severities)


def test_a_label_that_is_gone_is_said(example: str, visit: Open) -> None:
    page = visit(example).open("search/?q=disk&service=mainframe&severity=SEV-1")
    settled(page, "There is no service “mainframe” here any more.")
    settled(page, "result")
    assert "mainframe" not in page.url


def test_without_words_the_list_of_postmortems_has_the_same_filters(
    example: str, visit: Open
) -> None:
    reader = visit(example)
    page = reader.open("search/?severity=SEV-1&owner=storage-team")
    link = page.get_by_text("the postmortems with these labels")
    assert link.get_attribute("href") == "../postmortems/?severity=SEV-1&owner=storage-team"
    assert not [url for url in reader.requests if ".pf_index" in url]


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
def test_no_query_is_an_error(odd: str, visit: Open, words: str) -> None:
    reader = visit(odd)
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


def test_without_a_script_the_box_leads_to_the_page(example: str, visit: Open) -> None:
    page = visit(example, java_script_enabled=False).open(DISK_FULL)
    page.locator(".pm-find__open").click()
    page.wait_for_url(f"{example}search/")
    assert page.get_by_text("The search needs JavaScript").is_visible()


def axe(page: Page, where: str) -> list[str]:
    results = Axe().run(
        page, context={"include": [[where]]}, options={"resultTypes": ["violations"]}
    )
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(example: str, visit: Open, scheme: str, width: int) -> None:
    page = visit(example, width=width, color_scheme=scheme).open("")
    assert axe(page, ".pm-find") == []
    ask(page, "disk full")
    assert axe(page, ".pm-finder") == []
    page.goto(f"{example}search/?q=disk&service=orders")
    settled(page, "result")
    if width == 390:
        page.get_by_role("button", name="Filters", exact=True).click()
    assert axe(page, ".pm-search") == []
    size = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert size[0] <= size[1]


def test_the_scheme_changes_under_it(example: str, visit: Open) -> None:
    reader = visit(example, color_scheme="light")
    page = reader.open("search/?q=disk")
    settled(page, "result")
    before = page.evaluate("getComputedStyle(document.querySelector('.pm-found mark')).color")
    page.locator("label[for=__palette_1]").click()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.pm-found mark')).color") != before
    )
    assert reader.complaints == []


def test_on_a_phone_it_fills_the_screen(example: str, visit: Open) -> None:
    reader = visit(example, width=390, has_touch=True)
    page = reader.open("")
    page.locator(".pm-find__open").tap()
    page.keyboard.type("disk full")
    page.locator(".pm-finder .pm-found").first.wait_for()
    assert page.locator(".pm-finder").bounding_box()["width"] > 350  # type: ignore[index]
    page.get_by_role("button", name="Close").tap()
    assert not page.get_by_role("dialog", name="Search").is_visible()
    assert reader.complaints == []


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
