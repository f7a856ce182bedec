"""From a label, a bar or a row to what is behind it, as a reader goes there."""

from __future__ import annotations

import re

import pytest
from chromium_visit import Open
from playwright.sync_api import expect

DISK_FULL = "postmortems/2026/2026-03-15-orders-database-disk-full/"
ALERT = "Alert on disk usage above 80% on every database host"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_bar_leads_to_the_review_of_its_quarter(example: str, visit: Open, script: bool) -> None:
    """Links in drawings are a trap for `navigation.instant`: it must not keep the old page."""
    reader = visit(example, java_script_enabled=script)
    page = reader.open("trends/")
    page.locator(".pm-chart--bars a[*|href='../reviews/2026-q1/']").click()
    page.locator("article h1").get_by_text("Review of 2026-Q1").wait_for()
    assert page.url == f"{example}reviews/2026-q1/"
    assert reader.complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_action_leads_to_its_row_which_stands_out(
    example: str, visit: Open, script: bool
) -> None:
    reader = visit(example, java_script_enabled=script)
    page = reader.open("actions/")
    page.get_by_role("link", name=ALERT, exact=True).click()
    page.wait_for_url(f"{example}{DISK_FULL}#action-a2")
    row = page.locator("tr", has=page.locator("#action-a2"))
    expect(row).to_be_in_viewport()
    expect(row).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    other = page.locator("tr", has=page.locator("#action-a1"))
    expect(other).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert reader.complaints == []


def test_a_tag_leads_to_what_has_it(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open(DISK_FULL)
    page.get_by_role("link", name="postgresql", exact=True).click()
    page.wait_for_url(f"{example}postmortems/?tag=postgresql")
    page.locator("article h1").get_by_text("Postmortems").wait_for()
    assert reader.complaints == []


def test_a_long_list_of_factors_is_filtered_and_sorted(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open("causes/")
    names = page.locator(".pm-listing tbody th a")
    assert names.first.text_content() == "monitoring-gap"
    page.get_by_role("button", name="Factor").click()
    assert names.first.text_content() == "access-or-tooling-gap"
    assert page.url == f"{example}causes/?sort=cause"
    page.get_by_label("Filter factors").fill("backup monitoring")
    expect(page.locator(".pm-count")).to_have_text("0 of 20 factors, 20 hidden.")
    page.get_by_label("Filter factors").fill("monitoring")
    expect(names).to_have_count(1)
    first = page.locator(".pm-listing tbody tr").first
    assert re.fullmatch(
        r"\.\./postmortems/\?cause=monitoring-gap",
        first.locator("td a").first.get_attribute("href") or "",
    )
    assert reader.complaints == []
