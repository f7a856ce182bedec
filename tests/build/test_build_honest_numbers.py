"""No page prints a mean, a percentage of fewer than ten, or a median without its n.

Asked of every sentence and every table row that the plugin makes: what people wrote is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from html_document import Document, Element
from site_project import ROOT, Built, Project, postmortem

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

AUTHORED = re.compile(
    r"(guide|handbook|reference|learn/game-day)/|404\.html"
    r"|postmortems/(?!index\.html|\d{4}/index\.html)"
)
"""Pages whose text is that of people; all others are looked at, whatever they are called."""

FIXED = re.compile(
    r"95 % intervals?|(less than|under|at least) 70 %|5 minutes and 10 %|Did you mean"
    r"|too few for a median|the median is not known"
)
"""Words of rules and refusals: they are no numbers of the site."""

MEAN = re.compile(r"\b(mean|averaged?|averages|avg|MTT[A-Z]|MTBF)\b", re.IGNORECASE)
PERCENTAGE = re.compile(r"\d ?%")
_NUMBER = r"(\d+(?:,\d{3})*)"
SHARE = re.compile(rf"{_NUMBER} of {_NUMBER}")
SHARE_AND_PERCENTAGE = re.compile(rf"{SHARE.pattern}(?:,| \()? ?(\d+) ?%")
FROM_MEDIAN, FROM_PERCENTAGE, FROM_P90_UPPER = 6, 10, 29
"""Fewest cases, as the contract says; on purpose not those of the code."""

HALF, NINE_IN_TEN = (re.compile(rf"\b({w})\b", re.I) for w in ("medians?|half", "nine in ten"))

_BLOCKS = {
    *("p", "li", "dt", "dd", "div", "section", "article", "main", "nav", "figure", "td", "th"),
    *("h1", "h2", "h3", "h4", "caption", "figcaption", "summary", "label", "blockquote", "pre"),
    *("svg", "text", "title", "desc", "button", "option", "form", "table", "ul", "dl"),
}
_SPOKEN = ("title", "aria-label", "alt")
"""Attributes that are read to people."""


class Text(Document):
    """A page as units: one for each table row, else for each innermost block."""

    def __init__(self, html: str) -> None:
        self._pieces: dict[int, tuple[Element, list[str]]] = {}
        super().__init__(html)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        rows = [e for e in self._open if e.tag == "tr"]
        blocks = rows[:1] or [e for e in reversed(self._open) if e.tag in _BLOCKS]
        if blocks and not any(e.tag in ("script", "style") for e in self._open):
            self._pieces.setdefault(id(blocks[0]), (blocks[0], []))[1].append(data)

    @property
    def units(self) -> Iterator[tuple[Element, str]]:
        """Yield the units of the article and what its attributes say; never empty."""
        article = self.article
        for element, pieces in self._pieces.values():
            if _is_of_a_scale(element):
                continue
            if (element is article or article in element.within) and (text := joined(pieces)):
                yield element, text
        for element in self.elements:
            if article in element.within:
                yield from ((element, said) for n in _SPOKEN if (said := element.get(n)))


def _is_of_a_scale(element: Element) -> bool:
    """Say whether this is a label of an axis: it claims nothing."""
    return any("pm-axis" in e.get("class").split() for e in (element, *element.within))


def joined(pieces: list[str]) -> str:
    """Return the text of a unit: cells and elements apart, no space before a full stop."""
    return re.sub(r"\s+([.,;:!?)])", r"\1", " ".join(" ".join(pieces).split()))


def complaints(page: Document, authored: re.Pattern[str] | None = None) -> list[str]:
    """Return what is wrong on a page, each with the sentence or row. `authored` is left out."""
    found = []
    for element, text in Text(page.html).units:
        told = FIXED.sub("…", authored.sub("…", text) if authored else text)
        is_row = element.tag == "tr"
        for sentence in [told] if is_row else sentences(told):
            found += [f"{why}: {sentence}" for why in mistakes(sentence)]
            found += [] if is_row else [f"{why}: {sentence}" for why in quantiles(sentence)]
    return [*found, *bare_tables(page)]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=\S)", text)


def mistakes(told: str) -> Iterator[str]:
    """Yield what is wrong with the words and percentages of one sentence or row."""
    if match := MEAN.search(told):
        yield f'"{match[0]}"'
    yield from filter(None, (wrong_percentage(told, m.start()) for m in PERCENTAGE.finditer(told)))
    for k, n, percent in SHARE_AND_PERCENTAGE.findall(told):
        if abs(100 * number(k) - int(percent) * number(n)) > number(n):
            yield f"{percent} % is not {k} of {n}"


def quantiles(told: str) -> Iterator[str]:
    """Yield what is wrong with the medians and 90th percentiles of one sentence.

    The n of a median comes after it; nine in ten share that n.
    """
    for match in HALF.finditer(told):
        yield from wrong_quantile(told[match.end() :], match[0], FROM_MEDIAN)
    for match in NINE_IN_TEN.finditer(told):
        yield from wrong_quantile(told, match[0], FROM_P90_UPPER)


def wrong_percentage(sentence: str, place: int) -> str | None:
    """Return what is wrong with the percentage at a place: the share before it is its own."""
    shares = SHARE.findall(sentence[:place])
    if not shares:
        return 'a percentage without "k of n"'
    n = number(shares[-1][1])
    return None if n >= FROM_PERCENTAGE else f"a percentage of {n}"


def wrong_quantile(said: str, words: str, least: int) -> Iterator[str]:
    """Yield what is wrong with a quantile, from where its n is said."""
    n = re.search(rf"\bn = {_NUMBER}|{_NUMBER} of \d|\bof {_NUMBER}", said)
    if not n:
        yield f'"{words}" without its n'
    elif number(n[1] or n[2] or n[3]) < least:
        yield f'"{words}" of fewer than {least}'


def bare_tables(page: Document) -> Iterator[str]:
    """Yield the rows without an n of every table that speaks of medians."""
    for table in page.all("table"):
        rows = [e for e in page.elements if e.tag == "tr" and any(t is table for t in e.within)]
        texts_of_rows = [FIXED.sub("…", joined(row.pieces)) for row in rows]
        if any(re.search(r"\bmedian", text, re.IGNORECASE) for text in texts_of_rows):
            for row, text in zip(rows, texts_of_rows, strict=True):
                if not is_head(row) and not SHARE.search(text):
                    yield f"a row of medians without its n: {text}"


def is_head(row: Element) -> bool:
    return any(element.tag == "thead" for element in row.within)


def number(text: str) -> int:
    return int(text.replace(",", ""))


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
