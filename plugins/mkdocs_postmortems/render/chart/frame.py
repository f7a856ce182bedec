"""The frame around a chart: the division, the SVG that fills its width, and what it is called."""

from markupsafe import Markup

from mkdocs_postmortems.render.svg import Attributes, Caption, element, identifier, number

FONT_SIZE = 12.0
"""The size of all text of a chart, in pixels."""

MARGIN = 6.0
"""How far text may stand out of the plot to its left and right, in pixels."""


def drawn(value: float) -> float:
    """Put a line that is one pixel wide on the pixels, lest it blur over two."""
    return round(value) + 0.5


def percent(value: float) -> str:
    """Write a place or length across: `12.5` is `12.5%`."""
    return f"{number(value)}%"


def framed(
    css: str, caption: Caption, height: float, *children: Markup, linked: bool = False
) -> Markup:
    """Wrap a drawing, `height` pixels high, as a group of links or else as an image."""
    ids = {part: f"pm-chart-{identifier(caption.ident)}-{part}" for part in ("title", "desc")}
    attributes: Attributes = {
        "xmlns:xlink": "http://www.w3.org/1999/xlink",
        "height": height,
        "role": "group" if linked else "img",
        "aria-labelledby": ids["title"],
        "aria-describedby": ids["desc"],
        "font-size": FONT_SIZE,
        "direction": "ltr",
    }
    title = element("title", {"id": ids["title"]}, caption.title)
    description = element("desc", {"id": ids["desc"]}, caption.description)
    picture = element("svg", attributes, title, description, *children)
    return element("div", {"class": f"pm-chart pm-chart--{css}"}, picture)


def group(css: str, *children: Markup, hidden: bool = False) -> Markup:
    """Group parts in a class, where `hidden` out of the sight of screen readers."""
    attributes: Attributes = {"class": css}
    if hidden:
        attributes["aria-hidden"] = "true"
    return element("g", attributes, *children) if any(children) else Markup("")
