"""No page prints a mean, a percentage of fewer than ten, or a median without its n.

Asked of every sentence and every table row that the plugin makes: what people wrote is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from honest_numbers import FIXED, PERCENTAGE, Text, complaints
from html_document import Document
from site_project import ROOT, Built, Project, postmortem

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

AUTHORED = re.compile(
    r"(guide|handbook|reference|learn/game-day)/|404\.html"
    r"|postmortems/(?!index\.html|\d{4}/index\.html)"
)
"""Pages whose text is that of people; all others are looked at, whatever they are called."""


def written_by_people(folder: Path, settings: Settings) -> re.Pattern[str]:
    """Return a pattern of every text in the front matter and the catalogue."""
    knowledge_base = load(folder, settings).knowledge_base
    records = [*knowledge_base.postmortems, *knowledge_base.services]
    found = {text for r in records for text in texts(r.model_dump(exclude={"body"})) if " " in text}
    plain = sorted({re.sub(r"[`*]", "", text).rstrip(".") for text in found}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, plain)) or r"(?!)", re.IGNORECASE)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def generated(site: Built) -> dict[str, Document]:
    """Return the pages that the plugin makes, by their files."""
    return {name: page for name, page in site.pages.items() if not AUTHORED.match(name)}


@cache
def written_in_the_example() -> re.Pattern[str]:
    settings = read_configuration(ROOT / "mkdocs.yml").settings
    return written_by_people(ROOT / "postmortems", settings)


@pytest.fixture(scope="module")
def pages(example: Built) -> dict[str, Document]:
    return generated(example)


def test_the_numbers_of_the_example_are_honest(pages: dict[str, Document]) -> None:
    found = [
        f"{name}: {complaint}"
        for name, page in pages.items()
        for complaint in complaints(page, written_in_the_example())
    ]
    assert found == []


@pytest.mark.parametrize(
    "family",
    [
        *("index.html", "trends/", "actions/", "services/", "causes/", "owners/", "quality/"),
        "postmortems/",
    ],
)
def test_every_family_of_pages_is_looked_at(pages: dict[str, Document], family: str) -> None:
    looked_at = [page for name, page in pages.items() if name.startswith(family)]
    assert looked_at
    assert all(list(Text(page.html).units) for page in looked_at)


def test_five_incidents_have_no_percentage(project: Project) -> None:
    for day in range(1, 6):
        more = f"mitigated: 2026-03-{day:02}T15:0{day}:00Z\ndetected: 2026-03-{day:02}T14:50:00Z\n"
        more += "causes: [monitoring-gap]\nactions:\n  - {title: Watch it, priority: high}\n"
        project.write(
            {f"postmortems/{day}.md": postmortem(f"No {day}", day=f"2026-03-{day:02}", more=more)}
        )
    pages = generated(project.build(strict=True))
    found = [
        f"{name}: {text}"
        for name, page in pages.items()
        for _, text in Text(page.html).units
        if PERCENTAGE.search(FIXED.sub("…", text))
    ]
    assert found == []
    assert [f"{name}: {why}" for name, page in pages.items() for why in complaints(page)] == []


# The checker itself
def asked(html: str) -> list[str]:
    return complaints(Document(f"<nav>mean 5 %</nav><article>{html}</article><p>avg 5 %</p>"))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Caught early: 7 of 27, 26 % (13 % to 45 %).</p>",
        "<p>Half took under 35 min (20 min to 50 min), n = 18 of 21; nothing more.</p>",
        "<p>Half took under 35 min, n = 1,018 of 1,200; nine in ten under 2 h.</p>",
        "<p>5 incidents: too few for a median, all five are shown.</p>",
        "<p>3 of 7 incidents are not over yet: the median is not known.</p>",
        "<p>With <b>95 %</b> intervals. Filled in for less than 70 %: not summarised.</p>",
        "<table><tr><th>trigger</th><td>25 of 36 (69 %)</td></tr></table>",
        "<table><thead><tr><th>n</th><th>Median of 9 quarters</th></tr></thead>"
        "<tr><td>8 of 9</td><td>35 min</td></tr></table>",
        "<script>x = '5 %'</script><svg><rect width='100%'/></svg>",
        "<p>The meaning of a demeanour, halfway through</p>",
    ],
)
def test_honest_numbers_are_let_through(html: str) -> None:
    assert asked(html) == []


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<p>The mean was 5 h.</p>", '"mean": The mean was 5 h.'),
        ("<p>On average 5 h</p>", '"average": On average 5 h'),
        ("<li>MTTR: 5 h</li>", '"MTTR": MTTR: 5 h'),
        ("<svg aria-label='Avg age'></svg>", '"Avg": Avg age'),
        ("<p>Fine. Up to 80 %.</p>", 'a percentage without "k of n": Up to 80 %.'),
        ("<p>1 of 36. Now 80%.</p>", 'a percentage without "k of n": Now 80%.'),
        ("<p>3 of 9, 33 %</p>", "a percentage of 9: 3 of 9, 33 %"),
        ("<p>3 of 36, then 1 of 4: 25 %</p>", "a percentage of 4: 3 of 36, then 1 of 4: 25 %"),
        ("<p>7 of 27, 62 %.</p>", "62 % is not 7 of 27: 7 of 27, 62 %."),
        ("<table><tr><td>3 of 9</td><td>33 %</td></tr></table>", "a percentage of 9: 3 of 9 33 %"),
        ("<svg><title>99 % up</title></svg>", 'a percentage without "k of n": 99 % up'),
        ("<p>Half took under 5 min. n = 9.</p>", '"Half" without its n: Half took under 5 min.'),
        ("<p>n = 9 of 9: median 5 min</p>", '"median" without its n: n = 9 of 9: median 5 min'),
        (
            "<p>Half took 5 min, n = 5 of 6</p>",
            '"Half" of fewer than 6: Half took 5 min, n = 5 of 6',
        ),
        (
            "<p>Half took 5 min, n = 28 of 30; nine in ten under 1 h</p>",
            '"nine in ten" of fewer than 29: Half took 5 min, n = 28 of 30; nine in ten under 1 h',
        ),
    ],
)
def test_what_would_mislead_is_found(html: str, complaint: str) -> None:
    assert asked(html) == [complaint]


def test_a_table_of_medians_without_n_is_found() -> None:
    head = "<thead><tr><th>Quarter</th><th>Median</th></tr></thead>"
    html = f"<table>{head}<tr><td>2026-Q1</td><td>5 min</td></tr></table>"
    assert asked(html) == ["a row of medians without its n: 2026-Q1 5 min"]


def test_what_people_wrote_is_left_to_them() -> None:
    page = Document("<article><td>Alert above 80% of the mean</td></article>")
    assert complaints(page, re.compile("alert above 80% of the mean", re.IGNORECASE)) == []
