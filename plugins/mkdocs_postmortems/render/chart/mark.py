"""The marks of incidents: a shape and a tint for each rank of severity.

Rank 1 is the most severe, ranks beyond `LOWEST` share its shape, 0 is no or unknown severity.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_postmortems.render.chart.frame import percent
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.svg import Attributes, element, identifier, number

LINKED = 1500
"""How many marks of a chart are links; above it none is, for the sake of the page's weight."""

LOWEST = 4
"""The rank whose shape all lesser ones share."""

CROWDED = 120
"""From more marks than this on, they are a crowd: drawn smaller, below the lines over them."""
_PACKED = 400

Link = Callable[[str], str]


class _Shape(NamedTuple):
    path: tuple[tuple[float, float], ...]
    css: str


_SHAPES = {
    1: _Shape(((0, -5.6), (5.6, 0), (0, 5.6), (-5.6, 0)), "pm-solid"),
    2: _Shape(((0, -5), (4.7, 3.5), (-4.7, 3.5)), "pm-solid"),
    0: _Shape(((-3, -3), (3, 3), (0, 0), (-3, 3), (3, -3), (0, 0)), "pm-stroke"),
}
_RADII = {3: (3.8, "pm-solid"), 4: (3.3, "pm-hollow")}
_HEAD = ((-3.0, -9.5), (0.0, -14.0), (3.0, -9.5))


class Spot(NamedTuple):
    """A mark's place (`x` in percent, `y` in pixels), rank, title and page.

    A `lasting` one gets an arrow upwards: its value is not the last one.
    """

    x: float
    y: float
    rank: int
    title: str
    page: str
    lasting: bool = False


def shape_of(rank: int) -> int:
    """Return the rank whose shape and tint stand for this one."""
    return min(rank, LOWEST) if rank > 0 else 0


def size_for(count: int) -> float:
    """Return how large so many marks are drawn, 1 for full size: many are smaller."""
    if count <= CROWDED:
        return 1.0
    return 0.85 if count <= _PACKED else 0.7


def mark_definitions(ident: str, size: float = 1.0) -> Markup:
    """Define the shapes of the marks and their arrow, to be used as `#pm-mark-{ident}-{rank}`."""
    shapes = [_shape(rank, size, {"id": f"{_name(ident)}-{rank}"}) for rank in range(LOWEST + 1)]
    return element("defs", {}, *shapes, _arrow(size, f"{_name(ident)}-up"))


def _name(ident: str) -> str:
    return f"pm-mark-{identifier(ident)}"


def _shape(rank: int, size: float, attributes: Attributes) -> Markup:
    if rank in _RADII:
        radius, css = _RADII[rank]
        return element("circle", attributes | {"class": css, "r": radius * size})
    corners, css = _SHAPES[rank]
    return element("path", attributes | {"class": css, "d": _path(corners, size) + "Z"})


def _arrow(size: float, ident: str) -> Markup:
    stem = _path(((0.0, -5.5), (0.0, -13.5)), size)
    return element("path", {"id": ident, "class": "pm-stroke", "d": stem + _path(_HEAD, size)})


def _path(points: Iterable[tuple[float, float]], size: float) -> str:
    return "M" + " ".join(f"{number(x * size)},{number(y * size)}" for x, y in points)


def legend(ranks: Sequence[tuple[int, str]]) -> Markup:
    """List the ranks with their shapes and labels; empty without ranks."""
    if not ranks:
        return Markup("")
    return element("ul", {"class": "pm-legend"}, *[_entry(rank, label) for rank, label in ranks])


def _entry(rank: int, label: str) -> Markup:
    box: Attributes = {
        "class": f"pm-ink--{shape_of(rank)}",
        "viewBox": "-7 -7 14 14",
        "width": 14,
        "height": 14,
        "aria-hidden": "true",
    }
    return element("li", {}, element("svg", box, _shape(shape_of(rank), 1.0, {})), label)


def use_mark(ident: str, rank: int, x: float, y: float, css: str = "") -> Markup:
    """Draw one mark that is no link; its tint is that of the group around it."""
    return element("use", _use(ident, shape_of(rank), x, y) | ({"class": css} if css else {}))


def _use(ident: str, part: int | str, x: float, y: float) -> Attributes:
    return {"xlink:href": f"#{_name(ident)}-{part}", "x": percent(x), "y": y}


def draw_spots(ident: str, spots: Sequence[Spot], link: Link, linked: bool = True) -> Markup:
    """Draw the marks, the most severe on top, as links unless they are more than `LINKED`.

    A crowd of links is left to the pointer: nobody walks through hundreds by key, and lists of
    the same incidents are near.
    """
    ranked: dict[int, list[Spot]] = {}
    for spot in spots:
        ranked.setdefault(shape_of(spot.rank), []).append(spot)
    draw = _linked if linked and len(spots) <= LINKED else _unlinked
    begin = '<a tabindex="-1"' if len(spots) > CROWDED else "<a"
    groups = [
        f'<g class="pm-ink--{rank}">{draw(ident, rank, ranked[rank], link, begin)}</g>'
        for rank in by_weight(ranked)
    ]
    return Markup("".join(groups))


def by_weight(ranks: Iterable[int]) -> list[int]:
    """Order ranks as they are drawn: the unknown first, the most severe last and so on top."""
    return sorted(ranks, key=lambda rank: rank or LOWEST + 1, reverse=True)


# A thousand marks a chart: these two write text without going through `element`.


def _linked(ident: str, rank: int, spots: Sequence[Spot], link: Link, begin: str) -> str:
    shape, arrow = _beginnings(ident, rank)
    parts = []
    for x, y, _, title, page, lasting in spots:
        place = f'x="{percent(x)}" y="{number(y)}"/>'
        up = f"{arrow}{place}" if lasting else ""
        told = f"<title>{escape(clean(title))}</title>"
        parts.append(
            f'{begin} xlink:href="{escape(clean(link(page)))}">{told}{up}{shape}{place}</a>'
        )
    return "".join(parts)


def _unlinked(ident: str, rank: int, spots: Sequence[Spot], _: Link, __: str) -> str:
    shape, arrow = _beginnings(ident, rank)
    parts = []
    for spot in spots:
        place = f'x="{percent(spot.x)}" y="{number(spot.y)}"/>'
        parts.append(f"{arrow}{place}{shape}{place}" if spot.lasting else f"{shape}{place}")
    return "".join(parts)


def _beginnings(ident: str, rank: int) -> tuple[str, str]:
    name = escape(_name(ident))
    return f'<use xlink:href="#{name}-{rank}" ', f'<use xlink:href="#{name}-up" '
