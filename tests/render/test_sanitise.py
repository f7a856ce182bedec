"""What the HTML of an author's text loses, and what it keeps."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_postmortems.render.page import Rendered
from mkdocs_postmortems.render.sanitise import is_kept_address, removed_from, sanitise

PLACE = "\ue0000\ue001"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>window.pwned=1</script>", ""),
        ("<style>body{display:none}</style>", ""),
        ("a<!-- b -->c", "ac"),
        ('<img src="x" onerror="window.pwned=1">', '<img src="x">'),
        ("<svg/onload=window.pwned=1>", "<svg></svg>"),
        ("<svg><style><img src=x onerror=y></style></svg>", '<svg></svg><img src="x">'),
        ("<svg><use href='data:x'/><animate/><set/></svg>", "<svg></svg>"),
        ("<math><mi//xlink:href='data:x,<script>'>", ""),
        ("<iframe src='//x'></iframe><object data=x></object><embed src=x>", ""),
        ("<img src=https://evil.example/x.png alt=a>", '<img alt="a">'),
        ("<img src='/\\\\evil.example/x'><img src='h\nttps://evil.example'>", "<img><img>"),
        ("<form action=x><button formaction=y>z</button></form>", "z"),
        ("<meta http-equiv=refresh content=0><base href=//x><link rel=stylesheet href=x>", ""),
        ("<a href='javascript:x'>a</a>", "<a>a</a>"),
        ("<a href='&#106;ava&#9;script:x'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,x'>a</a>", "<a>a</a>"),
        ("<img src='data:text/html,x'>", "<img>"),
        ("<video poster='javascript:x' src='a.mp4'></video>", '<video src="a.mp4"></video>'),
        (
            "<p style='position: fixed; text-align: right'>a</p>",
            '<p style="text-align:right">a</p>',
        ),
        ("<input type=text value=x autofocus onfocus=y>", "<input>"),
        ("<div data-md-component=search data-pm-open=x>a</div>", "<div>a</div>"),
        ("<h2 id=__config>a</h2>", "<h2>a</h2>"),
        ("<h2 id='&#95;&#95;config'>a</h2>", "<h2>a</h2>"),
        ("a </td></tr></table></div></article> b", "a  b"),
        ("<div><b>a", "<div><b>a</b></div>"),
    ],
)
def test_nothing_runs_loads_or_breaks_out(html: str, expected: str) -> None:
    assert sanitise(html) == expected


EXTENSIONS = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.details": {},
    "pymdownx.emoji": {
        "emoji_index": "!!python/name:material.extensions.emoji.twemoji",
    },
    "pymdownx.highlight": {"anchor_linenums": True, "linenums": True},
    "pymdownx.keys": {},
    "pymdownx.mark": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}

TEXT = """\
## Analysis {#own .big}

!!! note "Seen before"
    A *box* with `code`[^1].

??? example "Folded"
    ++ctrl+c++ ==marked== :material-alert:

=== "One"
    ```python title="x.py" hl_lines="1"
    print("<b>")
    ```

=== "Two"
    | a | b |
    |:--|--:|
    | 1 | 2 |

- [x] done
- [ ] open

Term
:   Meaning of HTML

<details open><summary>Log</summary><kbd>a</kbd></details>

![Graph](graph.png){ width=300 loading=lazy }
[Dashboard](https://example.com){ .md-button target=_blank }
![Dot](data:image/png;base64,iVBORw0KGgo=)

*[HTML]: Hypertext
[^1]: A footnote.
"""


def test_what_markdown_extensions_make_is_kept() -> None:
    from material.extensions.emoji import to_svg, twemoji

    configs = {**EXTENSIONS, "pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg}}
    html = markdown.markdown(TEXT, extensions=list(configs), extension_configs=configs)
    assert canonical(sanitise(html)) == canonical(html)


def canonical(html: str) -> list[str]:
    """Return the tags of a page with their attributes in one order, and the text between them."""
    from html.parser import HTMLParser

    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            kept = sorted((k, re.sub(r"[;\s]", "", v or "")) for k, v in attrs)
            # A browser adds the body that a table was written without.
            if tag != "tbody":
                found.append(f"{tag} {kept}")

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.handle_starttag(tag, attrs)

        def handle_data(self, data: str) -> None:
            if data.strip():
                found.append(data)

    Reader().feed(html)
    return found


def test_generated_html_is_never_touched_and_no_tag_closes_it() -> None:
    page = Rendered("", ("<table><tr><td onclick=ours>", "</td></tr></table>"))
    html = "<p>\ue0000\ue001a </td></table><div></p>\n<p>\ue0001\ue001</p>"
    assert page.fill(sanitise(html)) == (
        "<table><tr><td onclick=ours><p>a </p><div><p></p>\n</div></td></tr></table>"
    )


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{PLACE}</p>",
        f"<p>{PLACE}Text <em>a</em></p>\n<p>b</p>",
        f"<p>Text {PLACE}</p>\n<h2>b</h2>",
        f"<h2>a</h2>\n<p>{PLACE}</p>\n<ul>\n<li>b</li>\n</ul>\n<p>{PLACE}b</p>",
    ],
)
def test_places_are_filled_as_without_cleaning(html: str) -> None:
    page = Rendered("", ("<hr>",))
    without = page.fill(html).replace("<p>Text <hr></p>", "<p>Text </p><hr>")
    assert page.fill(sanitise(html)).replace("\n", "") == without.replace("\n", "")


@example("<h2 id=__config>")
@given(st.text("<>/='\" abpsvgidonx:_&#;!-\ue000\ue0010", max_size=60))
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("script", {}, "<script>"),
        ("name", {}, "<name>"),
        ("p", {"onclick": "x"}, "onclick"),
        ("a", {"href": "java\tscript:x"}, "href=java\tscript:x"),
        ("h2", {"id": "__config"}, "id"),
        ("a", {"href": "../x.md", "title": "a", "aria-label": "b"}, ""),
        ("div", {"class": "grid", "markdown": None}, ""),
        ("img", {"src": "data:image/png;base64,x"}, ""),
        ("input", {"type": "checkbox", "checked": None}, ""),
    ],
)
def test_what_is_removed_is_named(
    tag: str, attributes: dict[str, str | None], expected: str
) -> None:
    assert removed_from(tag, attributes) == expected


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.com", True),
        ("../a.md#b", True),
        ("mailto:a@example.com", True),
        ("JavaScript:x", False),
        (" java\nscript:x", False),
        ("&#106;avascript:x", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
    ],
)
def test_addresses_that_run_something_go(address: str, kept: bool) -> None:
    assert is_kept_address(address) is kept
    assert ("href" in sanitise(f'<a href="{address}">x</a>')) is kept
