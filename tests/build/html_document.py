"""HTML as a flat list of elements: enough to ask a page what it links and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("param", "source", "track", "wbr"),
}


@dataclass
class Element:
    """One element: its attributes, and all text within it."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    within: tuple[Element, ...] = ()

    @property
    def text(self) -> str:
        """The text within, one space between words."""
        return " ".join("".join(self.pieces).split())

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def has_class(self, name: str) -> bool:
        return name in self.get("class").split()


class Document(HTMLParser):
    """One page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks where an element stands, and counting takes its time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, within=tuple(self._open))
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        elif any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)

    def all(self, tag: str, css: str = "", **attributes: str) -> list[Element]:
        """Return the elements of a tag that have this class and these attributes."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (not css or element.has_class(css))
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, css: str = "", **attributes: str) -> Element:
        """Return the only such element."""
        (element,) = self.all(tag, css, **attributes)
        return element

    @property
    def title(self) -> str:
        """The title of the page, which is the first one: drawings have titles as well."""
        return self.all("title")[0].text

    @property
    def article(self) -> Element:
        """The page's own content, without header, navigation and footer of the theme."""
        content = [e for e in self.elements if e.get("role") == "main" or e.tag == "article"]
        return content[-1]

    def in_article(self, tag: str) -> list[Element]:
        article = self.article
        return [e for e in self.elements if e.tag == tag and any(a is article for a in e.within)]

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def links(self) -> list[str]:
        """Every address in the page: links, images, scripts, style sheets."""
        names = ("href", "src", "xlink:href")
        return [e.attributes[n] for e in self.elements for n in names if n in e.attributes]

    def href(self, text: str) -> str:
        """Return where the only link of the article with this text leads."""
        found = {a.get("href") for a in self.in_article("a") if a.text == text}
        (address,) = found
        return address
