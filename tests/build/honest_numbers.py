"""What would mislead on a page: a mean, a percentage of fewer than ten, a median without its n."""

from __future__ import annotations

import re
from collections.abc import Iterator

from html_document import Document, Element

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
