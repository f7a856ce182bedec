"""The search, as a person uses it: the dialog from any page, the page with the facets."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium_visit import Open
from playwright.sync_api import Page, expect
from search_page import ask, settled, tick, titles

DISK_FULL = "postmortems/2026/2026-03-15-orders-database-disk-full/"


def status(page: Page) -> str:
    return page.locator(".pm-search__status").inner_text()


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_it_and_escape_closes_it(example: str, walk: Open, key: str) -> None:
    page = walk(example).open("")
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Search")
    assert dialog.is_visible()
    page.keyboard.type("s/f")
    assert page.locator(".pm-finder__input").input_value() == "s/f"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_it_stays_open_when_the_content_of_its_page_comes_later(example: str, walk: Open) -> None:
    """With `navigation.instant` the address changes first; who opens it then goes on writing."""
    page = walk(example).open("")
    page.keyboard.press("/")
    page.evaluate("window.document$.next(document)")
    page.keyboard.type("next")
    assert page.locator(".pm-finder__input").input_value() == "next"
    page.evaluate("history.pushState({}, '', 'learn/'); window.document$.next(document)")
    assert not page.get_by_role("dialog", name="Search").is_visible()


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
def test_what_operators_paste_is_found(example: str, walk: Open, words: str) -> None:
    page = walk(example).open("")
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
def test_a_word_that_no_page_has_is_named(example: str, walk: Open, word: str) -> None:
    page = walk(example).open(f"search/?q=disk+{word}")
    settled(page, "No page has ")
    assert titles(page) == []


@pytest.mark.parametrize("word", ["disks", "OPS-412", "OPS-4", "pg_wal", "2026-03-15"])
def test_forms_and_beginnings_of_words_are_found(example: str, walk: Open, word: str) -> None:
    page = walk(example).open(f"search/?q={word}")
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
def test_results_are_sorted(example: str, walk: Open, order: str, field: int) -> None:
    page = walk(example).open("search/?q=customers")
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
