"""What of a page's HTML is taken out before it is indexed."""

from __future__ import annotations

import time

import pytest

from mkdocs_postmortems.search.stripped import stripped


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>A</p>", "<p>A</p>"),
        ('<p>A</p><p class="pm-facts">1,029 <b>days</b></p><p>B</p>', "<p>A</p><p>B</p>"),
        ('<div class="wide pm-figure x"><div><svg><g/></svg></div>in</div>out', "out"),
        ('A<svg viewBox="0 0 1 1"><svg></svg><text>in</text></svg>B', "AB"),
        ('<h2>A<a class="headerlink" href="#a" title="Link">&para;</a></h2>', "<h2>A</h2>"),
        ('<p class="pm-factsheet">A</p>', '<p class="pm-factsheet">A</p>'),
        ('<p data-class="pm-due">A</p>', '<p data-class="pm-due">A</p>'),
        ('<p>&lt;p class="pm-due"&gt;A</p>', '<p>&lt;p class="pm-due"&gt;A</p>'),
        ('<p class="pm-due">A <p class="pm-due">B', '<p class="pm-due">A <p class="pm-due">B'),
        ("", ""),
    ],
)
def test_elements_are_taken_out_whole(html: str, left: str) -> None:
    assert stripped(html) == left


@pytest.mark.parametrize(
    "piece", ['<div class="pm-due">', "<div class=", '<p class="pm-due ', "<svg", "<", ' class="a ']
)
def test_broken_html_takes_no_time(piece: str) -> None:
    begin = time.process_time()
    stripped(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 2
