"""Hostile text in every part of a digest: text in each format, and no longer than a line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from digest_message import message, titles
from published_tree import SITE_URL, hostile_files
from seen_html import Seen, html_of

from mkdocs_postmortems.exports.digest import FORMATS, Message
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]


def assert_links_lead_to_the_site(seen: Seen, others: set[str]) -> None:
    assert {name for name, _ in seen.attributes} <= {"href", *others}
    links = [value or "" for name, value in seen.attributes if name == "href"]
    assert all(link.startswith(SITE_URL) for link in links)


@pytest.fixture
def hostile(site_of: SiteOf) -> Message:
    found = message(site_of(hostile_files()), site_url=SITE_URL)
    assert set(titles(found)) == {
        *("New incidents", "Published", "Newly overdue", "Due in the next 7 days"),
        *("Changes that may be tried again", "Closed, with thanks to", "Declined", "New actions"),
    }
    return found


def test_hostile_text_is_text_in_markdown(hostile: Message) -> None:
    text = FORMATS["markdown"](hostile)
    seen = Seen(html_of(text))
    assert seen.tags == {"h3", "h4", "p", "ul", "li", "strong", "a"}
    assert_links_lead_to_the_site(seen, set())
    assert not re.search(r"@\w|[#!]\d|GH-\d", seen.text)
    assert "<script>alert(1)</script>" in seen.text


def test_hostile_text_is_text_in_html(hostile: Message) -> None:
    seen = Seen(FORMATS["html"](hostile))
    shell = {"html", "head", "meta", "title", "body"}
    assert seen.tags == shell | {"h1", "h2", "p", "ul", "li", "a"}
    assert_links_lead_to_the_site(seen, {"charset", "lang", "style"})
    assert "<script>alert(1)</script>" in seen.text


def test_hostile_text_is_text_in_slack(hostile: Message) -> None:
    text = FORMATS["slack"](hostile)
    ours = re.compile(rf"<{re.escape(SITE_URL)}[^\s<>|]*\|[^<>|]*>")
    plain = ours.sub("", text)
    assert ours.search(text)
    assert not re.search(r"[<>|`]", plain)
    assert not re.search(r"&(?!amp;|lt;|gt;)", plain)
    assert not re.search(r"[@#]\w|://", plain)
    items = [line for line in plain.splitlines() if not re.fullmatch(r"\*[\w ,]+\*", line)]
    assert not re.search(r"(?<!\w)[*_~]\w|\w[*_~](?!\w)", "\n".join(items))


def test_hostile_text_commands_no_terminal(hostile: Message) -> None:
    text = FORMATS["text"](hostile)
    assert all(c.isprintable() for c in text.replace("\n", ""))
    assert "END:VEVENT" in text


def test_every_item_is_a_line_of_bounded_length(hostile: Message) -> None:
    for section in hostile.sections:
        for item in section.items:
            assert len(item.name) <= 120
            assert len(item.told) <= 800
            assert "\n" not in item.name + item.told
