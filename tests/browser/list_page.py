"""A list of rows on a page, as its reader sees it."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def rows_and_links(page: Page, table: str, rows: str = "tr") -> tuple[list[str], list[str]]:
    """Return the text of each row, spaces apart, and where all links of the table lead."""
    texts = page.locator(f"{table} tbody {rows}").all_inner_texts()
    links = page.locator(f"{table} tbody a").evaluate_all("all => all.map(a => a.href)")
    assert texts
    assert links
    return [re.sub(r"\s+", " ", text) for text in texts], links
