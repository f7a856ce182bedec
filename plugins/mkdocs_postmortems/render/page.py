"""Views to pages: a Jinja template each, Markdown with blocks of HTML that Markdown never sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mkdocs_postmortems.markdown_sign import CODE_FENCE
from mkdocs_postmortems.render import piece, text
from mkdocs_postmortems.render.chart.arcs import arc_chart
from mkdocs_postmortems.render.chart.bars import bar_chart
from mkdocs_postmortems.render.chart.closing import closing_chart
from mkdocs_postmortems.render.chart.dots import dot_chart
from mkdocs_postmortems.render.chart.flow import flow_chart
from mkdocs_postmortems.render.chart.mark import legend
from mkdocs_postmortems.render.chart.share import heat, share_bar
from mkdocs_postmortems.render.chart.week import week_chart
from mkdocs_postmortems.render.exercise import write_offers
from mkdocs_postmortems.render.fishbone import fishbone
from mkdocs_postmortems.render.phase_bar import phase_bar

_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(rf"{_OPEN}(\d{{1,9}}){_CLOSE}")
_PLACES = re.compile(rf"{_PLACE.pattern}(?:\s*{_PLACE.pattern})*")
_BEGIN, _END = (f"{_OPEN}{number}{_CLOSE}" for number in (999_999_998, 999_999_999))
_MARK = re.compile(f"{_OPEN}[a-z]*[0-9]{{1,9}}{_CLOSE}")
_GENERATED = re.compile(f"{_BEGIN}.*?{_END}", re.DOTALL)
_THEME_ID = re.compile('<h1 id="__(?:config|consent|drawer|nav|palette|search|toc)[^"]*"')
_FENCE = re.compile(rf"^ {{0,3}}({CODE_FENCE})([^\n]*)$", re.MULTILINE)


@dataclass(frozen=True)
class Rendered:
    """A page as Markdown, and the HTML that takes the places marked in it.

    Generated HTML goes round the Markdown processor: it is inserted afterwards, so nothing in
    front matter can be read as Markdown, and no time is spent on parsing it. A place is a
    number between two private characters: to Markdown it is a word in a paragraph.
    """

    markdown: str
    blocks: tuple[str, ...]

    def fill(self, html: str) -> str:
        """Return the page's HTML with every block in its place.

        A block loses the paragraph it stood in; text after it keeps its own.
        """
        # The theme finds its own configuration by such an id.
        html = _THEME_ID.sub("<h1", html, count=1)
        first, *places = html.split(_OPEN)
        filled = [first]
        for place in places:
            index, closing, after = place.partition(_CLOSE)
            if not (closing and index.isdecimal()):
                filled.append(f"{_OPEN}{place}")
                continue
            opened, closed = filled[-1].endswith("<p>"), after.startswith("</p>")
            if opened:
                filled[-1] = filled[-1][:-3]
            if opened and closed:
                after = after[4:]
            block = self.blocks[int(index)] if int(index) < len(self.blocks) else ""
            filled += [block, "<p>" if opened and not closed else "", after]
        return "".join(filled)


def set_apart(generated: str) -> str:
    """Mark the generated Markdown of a page that has an author's too; `fill` drops the marks."""
    return f"{_BEGIN}\n\n{generated}\n\n{_END}"


def without_generated(html: str) -> str:
    """Return the HTML of a page before it is filled, without the part that was set apart."""
    return _MARK.sub("", _GENERATED.sub("", html))


class _Blocks:
    """Collects the HTML of one page; each block that a template filters leaves a place behind."""

    def __init__(self) -> None:
        self.html: list[str] = []

    def place(self, html: str) -> str:
        """Keep a block and return what marks its place."""
        self.html.append(_own(html.strip()))
        return f"{_OPEN}{len(self.html) - 1}{_CLOSE}"


@pass_context
def _alone(context: Context, html: str) -> Markup:
    """`{% filter html %}`: a block that stands by itself."""
    return Markup(f"\n\n{context['blocks'].place(html)}\n\n")


@pass_context
def _lead(context: Context, html: str) -> Markup:
    """`{% filter lead %}`: a block that opens an element for the paragraph after it."""
    return Markup(f"\n\n{context['blocks'].place(html)}")


def render_page(
    template: str,
    view: object,
    link: Callable[..., str],
    hidden: Sequence[str] = (),
    **more: Any,
) -> Rendered:
    """Render one view. `link` turns a page and a fragment into a relative address.

    `hidden` are the heads of columns that no table of this edition has.
    """
    blocks, environment = _Blocks(), _environment()
    markdown = environment.get_template(f"{template}.md.j2").render(
        view=view, blocks=blocks, **_links(link), **more
    )
    blocks.html = [without_columns(html, hidden) for html in blocks.html]
    foot = blocks.place(environment.get_template("partials/as_of.html.j2").render(**more))
    return _merged(f"{markdown}\n\n{foot}".strip() + "\n", blocks.html)


def render_block(
    template: str,
    view: object,
    link: Callable[..., str],
    hidden: Sequence[str] = (),
    **more: Any,
) -> str:
    """Render what stands in somebody's page, as HTML; `template` is one of those for that."""
    found = _environment().get_template(f"embed/{template}.html.j2")
    return without_columns(found.render(view=view, **_links(link), **more).strip(), hidden)


def without_columns(html: str, heads: Sequence[str]) -> str:
    """Return tables without the columns that have these heads."""
    return _columns(tuple(heads)).sub("", html) if heads else html


@cache
def _columns(heads: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(map(re.escape, heads))
    return re.compile(
        rf'<th scope="col"[^>]*>(?:{named})</th>|<td data-label="(?:{named})".*?</td>', re.DOTALL
    )


def _links(link: Callable[..., str]) -> dict[str, Any]:
    """Return what templates make links with."""
    linked = piece.Linked(link)
    return {
        "link": link,
        "to": linked.to,
        "links": linked.links,
        "named": linked.named,
        "severity_link": linked.severity,
    }


def _merged(markdown: str, blocks: list[str]) -> Rendered:
    """Join blocks that follow one another, so that Markdown has fewer places to walk past."""
    joined: list[str] = []

    def join(match: re.Match[str]) -> str:
        joined.append("".join(blocks[int(index)] for index in _PLACE.findall(match[0])))
        return f"{_OPEN}{len(joined) - 1}{_CLOSE}"

    return Rendered(_PLACES.sub(join, markdown), tuple(joined))


def compile_templates() -> None:
    """Compile every template now, so that processes forked later need not do it again."""
    environment = _environment()
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mkdocs_postmortems", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "clock": text.clock_time,
        "continued": text.continued,
        "count": text.count,
        "date": text.date,
        "day": text.day,
        "elapsed": text.elapsed,
        "html": _alone,
        "inert": text.inert,
        "lead": _lead,
        "markdown": author_markdown,
        "month": text.month,
        "plain": text.plain,
        "plural": text.plural,
        "sentence": text.sentence,
        "short_date": text.short_date,
        "span": text.span,
    }
    environment.tests["sentence"] = text.is_plain_sentence
    environment.globals |= {
        "absent": piece.absent,
        "arc_chart": arc_chart,
        "bar_chart": bar_chart,
        "closing_chart": closing_chart,
        "dot_chart": dot_chart,
        "fishbone": fishbone,
        "flow_chart": flow_chart,
        "heat": heat,
        "legend": legend,
        "offers": write_offers,
        "outward": piece.outward,
        "overdue": piece.overdue,
        "phase_bar": phase_bar,
        "severity": piece.severity,
        "share_bar": share_bar,
        "status": piece.status,
        "week_chart": week_chart,
        "when": text.when,
    }
    return environment


def author_markdown(source: str) -> Markup:
    """Return the author's Markdown for its place on the page, with an open code block closed."""
    opened = ""
    for match in _FENCE.finditer(source):
        if not opened:
            opened = match[1]
        elif match[1].startswith(opened) and not match[2].strip():
            opened = ""
    own = _own(source)
    return Markup(f"{own}\n{opened}" if opened else own)


def _own(text: str) -> str:
    """Return text of which nothing is taken for one of our places, here or in a block."""
    return text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
