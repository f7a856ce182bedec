"""The search as it is on a page: what is asked, and what is found."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def ask(page: Page, words: str) -> None:
    """Open the dialog with its key, and write."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator(".pm-finder .pm-found").first.wait_for()


def titles(page: Page) -> list[str]:
    return page.locator(".pm-search .pm-found__title").all_inner_texts()


def settled(page: Page, words: str) -> None:
    expect(page.locator(".pm-search__status")).to_contain_text(words)


def tick(page: Page, facet: str, label: str) -> None:
    page.get_by_role("group", name=facet, exact=True).get_by_text(label, exact=True).click()
