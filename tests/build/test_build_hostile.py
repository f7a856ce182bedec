"""Whatever stands in front matter and catalogue, pages show it as text."""

from __future__ import annotations

import json

import hostile_tree
import pytest
from hostile_tree import PAYLOADS, value
from html_document import Document, Element
from link_check import dead_links, twice_used_ids
from site_project import MKDOCS_YML, ROOT, Built, Project, postmortem

RICH = (
    MKDOCS_YML.replace("2026-10-05}", "2026-10-05, search: material}")
    + """\
repo_url: https://git.example.com/ops/kb
edit_uri: edit/main/docs/
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, smarty, tables,
  pymdownx.betterem, pymdownx.details, pymdownx.keys, pymdownx.magiclink, pymdownx.mark,
  pymdownx.smartsymbols, pymdownx.superfences, pymdownx.tasklist, pymdownx.tilde,
  toc: {permalink: true}]
"""
)


def same(text: str) -> str:
    """Return a text as it is compared: one space between words, hyphens as spaces."""
    visible = text.replace("\ue000", "").replace("\ue001", "").replace("\ufffd", "")
    return " ".join(visible.replace("-", " ").split())


@pytest.fixture(scope="module", params=["plain", "rich"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The hostile knowledge base: few Markdown extensions, or many and the theme's own search."""
    project = Project(tmp_path_factory.mktemp("hostile"))
    project.write({"mkdocs.yml": MKDOCS_YML if request.param == "plain" else RICH})
    project.write({f"postmortems/{path}": text for path, text in hostile_tree.files().items()})
    project.write({"docs/index.md": "# Welcome\n"})
    return project.build()


def test_every_link_and_id_is_sound(hostile: Built) -> None:
    assert dead_links(hostile) == []
    assert twice_used_ids(hostile) == {}


def page_of(built: Built, payload: str) -> Document:
    return built.page(f"postmortems/2026/{payload}/")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_postmortem_shows_every_field_as_it_was_written(hostile: Built, payload: str) -> None:
    text = same(page_of(hostile, payload).text)
    fields = hostile_tree.SHOWN
    lost = [field for field in fields if same(value(field, payload)) not in text]
    assert lost == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_refused_values_are_quoted_in_the_problems(hostile: Built, payload: str) -> None:
    # Backticks in the words of a problem mark code, those of a quoted value as well.
    text = same(page_of(hostile, payload).text).replace("`", "")
    fields = hostile_tree.REPORTED
    lost = [
        field for field in fields if same(value(field, payload)[:38]).replace("`", "") not in text
    ]
    assert lost == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_title_is_the_heading_and_in_the_head(hostile: Built, payload: str) -> None:
    page = page_of(hostile, payload)
    (heading,) = page.in_article("h1")
    assert same(heading.text.rstrip("¶")) == same(value("title", payload))
    in_head = page.title.removesuffix(" - Incidents")
    assert same(in_head.replace("\uff1c", "<")) == same(value("title", payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_lists_show_titles_labels_and_owners_as_written(hostile: Built, payload: str) -> None:
    shown = {
        "postmortems/": ("title",),
        "actions/": ("action", "owner", "ticket", "title"),
        "owners/": ("owner",),
        "causes/": ("factor", "addressed"),
        "services/": ("service", "catalogue name", "description", "catalogue owner", "tier"),
    }
    lost = [
        (address, field)
        for address, fields in shown.items()
        for field in fields
        if same(value(field, payload)) not in same(hostile.page(address).text)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("address", "field"),
    [("services/", "service"), ("causes/", "factor"), ("owners/", "owner")],
)
def test_every_label_has_a_page_with_its_name(hostile: Built, address: str, field: str) -> None:
    index = hostile.page(address)
    for payload in PAYLOADS:
        name = value(field, payload)
        (link,) = {a.get("href") for a in index.in_article("a") if same(a.text) == same(name)}
        page = hostile.page(address + link)
        assert same(page.in_article("h1")[0].text.rstrip("¶")) == same(name)
        assert page.in_article("a")


def _dangerous(element: Element) -> bool:
    if any(name.startswith("on") for name in element.attributes):
        return True
    addresses = (element.get(name).strip().casefold() for name in ("href", "src", "action"))
    return any(
        address.startswith(("javascript:", "data:text", "vbscript:", "//")) for address in addresses
    )


def test_no_element_that_we_did_not_make(hostile: Built) -> None:
    own = len(hostile.page("404.html").all("script"))
    for name, page in hostile.pages.items():
        assert not [e for e in page.elements if _dangerous(e)], name
        assert len(page.all("script")) == own, name
        assert not [e for e in page.all("script") if "pwned" in e.text], name
        assert not [e for tag in ("img", "iframe", "object") for e in page.in_article(tag)], name
        assert page.all("footer", "md-footer"), name


@pytest.mark.parametrize("hostile", ["rich"], indirect=True)
def test_the_index_of_the_theme_holds_text_only(hostile: Built) -> None:
    index = json.loads(hostile.files["search/search_index.json"])
    raw = [doc for doc in index["docs"] if "<script" in doc["title"] or "<img" in doc["title"]]
    assert raw == []
    assert not [doc for doc in index["docs"] if "<script" in doc["text"]]


def test_what_the_example_holds_is_not_read_as_a_template(hostile: Built) -> None:
    assert "49" not in page_of(hostile, "braces").in_article("h1")[0].text
    assert (ROOT / "mkdocs.yml").read_text("utf-8")[:20] not in page_of(hostile, "snippet").html


BODY = """\
---
title: Hostile body
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
---

Before `\ue0000\ue001`. \ue000999\ue001 <div data-postmortems="0"></div>

## Timeline {x}

| Time | Event |
|---|---|
| 14:44 | a ```
| 14:50 | <div> <!-- never closed |
| 14:55 | </td></table> |

## Five whys

1. because </li></ol>
2. because ```

## Lessons learned

### What went well

~~~
never closed

### What went poorly

- <details>

## Last

The end.
"""


def test_a_body_cannot_break_out_of_its_page(project: Project) -> None:
    project.write({"postmortems/body.md": BODY})
    page = project.build().page("postmortems/body/")
    assert page.in_article("h1")[0].text.startswith("Hostile body")
    assert "\ue000" not in page.html
    assert page.all("footer", "md-footer")
    assert page.text.endswith("As of Mon 5 Oct 2026.")


def test_a_code_block_keeps_every_line(project: Project) -> None:
    log = "first\n\n\n\n    fourth {{ 7*7 }} <b>\n\tlast"
    body = f"## Analysis\n\n```text\n{log}\n```\n"
    project.write({"postmortems/log.md": postmortem("Log", body=body)})
    (code,) = project.build(strict=True).page("postmortems/log/").in_article("code")
    assert "".join(code.pieces).expandtabs(4).strip() == log.expandtabs(4)
