"""A quarterly review on paper."""

from __future__ import annotations

import re

import pytest
from chromium_visit import Open

NOTES = """
<p>Held on: 8 October 2026</p><p>Present: review lead, on-call, owners of two services</p>
<h2>Decisions</h2><ul><li>Connection limits come first.</li></ul>
<h2>Actions agreed</h2><ul><li><a href="/">Limit connections</a></li></ul>
<h2>What we change</h2><ul><li>Firewall changes are reviewed as code is.</li></ul>
"""
"""Five lines below the headings of `postmortems review new`, as the host renders them."""


@pytest.mark.parametrize("notes", ["", NOTES], ids=["without notes", "with notes"])
def test_an_ordinary_quarter_is_one_page_of_a4(example: str, visit: Open, notes: str) -> None:
    page = visit(example).open("reviews/2026-q3/")
    page.locator(".pm-review").evaluate(
        "(review, notes) => review.insertAdjacentHTML('beforebegin', notes)", notes
    )
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
