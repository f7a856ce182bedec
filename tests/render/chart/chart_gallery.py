"""A page with every chart at several sizes, in Material's and the theme's style sheets."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import Path

import chart_example as example

from mkdocs_postmortems.render.chart.arcs import arc_chart
from mkdocs_postmortems.render.chart.bars import bar_chart
from mkdocs_postmortems.render.chart.dots import dot_chart
from mkdocs_postmortems.render.chart.mark import legend
from mkdocs_postmortems.render.chart.share import heat, share_bar
from mkdocs_postmortems.render.chart.week import week_chart

SIZES = ((1, 1), (36, 8), (160, 17), (1000, 8), (1000, 48), (1600, 48))
STYLES = ("postmortems", "figures", "table", "charts")
_LABELS = ("connection-pool", "capacity", "a-very-long-label-of-a-contributing-cause", "dns")


def link(page: str) -> str:
    return f"../../{page.removesuffix('.md')}/"


def style() -> str:
    host = Path(str(files("material"))) / "templates" / "assets" / "stylesheets"
    own = Path(str(files("mkdocs_postmortems"))) / "theme" / "assets" / "postmortems"
    sheets = [*host.glob("main.*.css"), *host.glob("palette.*.css")]
    return "\n".join(path.read_text() for path in [*sheets, *[own / f"{s}.css" for s in STYLES]])


def gallery(scheme: str = "default") -> str:
    """Return the page; `scheme` is Material's: `default` or `slate`."""
    body = "".join([charts(*size) for size in SIZES]) + shares() + grid(6) + grid(20) + metrics()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Charts</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{style()}</style></head>"
        f'<body dir="ltr" data-md-color-scheme="{scheme}" data-md-color-primary="custom"'
        ' data-md-color-accent="custom"><div class="md-container"><main class="md-main">'
        '<div class="md-main__inner md-grid"><div class="md-sidebar md-sidebar--primary"></div>'
        '<div class="md-sidebar md-sidebar--secondary"></div><div class="md-content">'
        f'<article class="md-content__inner md-typeset"><h1>Charts</h1>{periods()}{body}'
        '<p class="pm-as-of">As of today</p></article></div></div></main></div></body></html>'
    )


def charts(incidents: int, bands: int) -> str:
    drawn = [
        legend(example.RANKS),
        dot_chart(example.dot_example(incidents, bands), link),
        bar_chart(example.bar_example(incidents, bands)),
    ]
    if bands != 8 or incidents < 1000:
        drawn += [
            dot_chart(example.dot_example(incidents, bands, "days"), link),
            week_chart(example.week_example(incidents), link),
            arc_chart(example.arc_example(incidents, max(1, bands // 4)), link),
        ]
    return f"<h2>{incidents} incidents, {bands} quarters</h2>{''.join(drawn)}"


def shares() -> str:
    rows = "".join(
        f'<tr><td>{value}</td><td class="pm-number">{value} min</td>'
        f"<td>{share_bar(value, 120, rest=rest)}</td></tr>"
        for value, rest in ((90, 30), (41, 12), (7, 0), (0, 0))
    )
    return f'<h2>Shares</h2><table class="pm-table"><tbody>{rows}</tbody></table>'


def grid(size: int) -> str:
    names = [f"{_LABELS[at % len(_LABELS)]}{'' if at < 4 else at}" for at in range(size)]
    head = "".join(f'<th scope="col"><a href="#">{escape(name)}</a></th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row"><a href="#">{name}</a></th>'
        + "".join(cell((row * 7 + column * 5) % 11 - 2) for column in range(size))
        + "</tr>"
        for row, name in enumerate(names)
    )
    return (
        f'<h2>Grid of {size}</h2><div class="pm-grid-frame"><table class="pm-grid">'
        f'<thead><tr><th scope="col">Cause</th>{head}</tr></thead><tbody>{rows}</tbody>'
        "</table></div>"
    )


def cell(count: int) -> str:
    text = f'<a href="#">{count}</a>' if count > 0 else ""
    return f'<td class="pm-heat--{heat(count, 8)}">{text}</td>'


def metrics() -> str:
    names = ("Time to mitigate", "Time to detect", "Time to acknowledge")
    tabs = "".join(
        f'<input type="radio" name="metric" id="m{at}"{" checked" if at == 1 else ""}>'
        f'<label for="m{at}">{name}</label>'
        for at, name in enumerate(names)
    )
    panels = "".join(f'<section class="pm-panel"><p>{name}</p></section>' for name in names)
    return f'<h2>Metrics</h2><div class="pm-metrics">{tabs}{panels}</div>'


def periods() -> str:
    links = "".join(
        f'<li><a href="#{name}"{" aria-current=page" if at == 2 else ""}>{name}</a></li>'
        for at, name in enumerate(("All", "2025", "2026 Q1", "2026 Q2"))
    )
    return f'<nav class="pm-periods" aria-label="Periods"><ul>{links}</ul></nav>'
