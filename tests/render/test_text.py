"""How numbers, durations, dates and hostile text are written."""

import datetime as dt
import re
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from mkdocs_postmortems.render import text
from mkdocs_postmortems.render.page import Rendered, author_markdown

BERLIN = ZoneInfo("Europe/Berlin")


def at(moment: str, zone: ZoneInfo = BERLIN) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).astimezone(zone)


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (dt.timedelta(minutes=23), "23 min"),
        (dt.timedelta(hours=2, minutes=15), "2 h 15 min"),
        (dt.timedelta(days=3, hours=4), "3 d 4 h"),
        (dt.timedelta(minutes=-5), "\u22125 min"),
    ],
)
def test_a_span(duration: dt.timedelta, written: str) -> None:
    assert text.span(duration) == written


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (dt.timedelta(), "0"),
        (dt.timedelta(minutes=12), "+12 min"),
        (dt.timedelta(minutes=1, seconds=30), "+1 min 30 s"),
        (dt.timedelta(minutes=-12), "\u221212 min"),
    ],
)
def test_the_time_since_the_start(duration: dt.timedelta, written: str) -> None:
    assert text.elapsed(duration) == written


def test_dates_are_written_in_words_or_in_the_form_that_sorts() -> None:
    day = dt.date(2026, 3, 15)
    assert text.day(day) == "15 Mar 2026"
    assert text.date(day) == '<time datetime="2026-03-15">Sun 15 Mar 2026</time>'
    assert text.short_date(day) == '<time datetime="2026-03-15">2026-03-15</time>'


def test_a_clock_has_seconds_where_there_are_any() -> None:
    assert text.clock(at("2026-03-15T14:44:00Z")) == "15:44"
    assert text.clock_time(at("2026-03-15T14:44:45Z")) == (
        '<time datetime="2026-03-15T14:44:45Z">15:44:45</time>'
    )


def shown(html: str) -> str:
    """Return the text of an element."""
    return unescape(re.sub("<[^>]*>", "", str(html)))


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (
            "2026-03-15T14:44:00Z",
            "2026-03-15T15:30:00Z",
            "Sun 15 Mar 2026, 15:44 to 16:30 CET",
        ),
        (
            "2026-03-15T22:44:00Z",
            "2026-03-15T23:30:00Z",
            "Sun 15 Mar 2026, 23:44 to Mon 16 Mar 2026, 00:30 CET",
        ),
        # The clocks change in between.
        (
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:10:00Z",
            "Sun 29 Mar 2026, 01:30 CET to Sun 29 Mar 2026, 03:10 CEST",
        ),
        ("2026-03-15T14:44:00Z", None, "Sun 15 Mar 2026, 15:44 CET"),
    ],
)
def test_from_when_to_when(start: str, end: str | None, written: str) -> None:
    assert shown(text.when(at(start), at(end) if end else None)) == written


def test_of_a_bare_date_the_time_is_not_recorded() -> None:
    assert shown(text.when(dt.date(2026, 3, 15), None)) == (
        "Sun 15 Mar 2026 (time of day not recorded)"
    )


def test_counts_have_groups_and_nouns() -> None:
    assert text.count(2400) == "2,400"
    assert text.plural(1, "incident") == "1 incident"
    assert text.plural(2, "incident") == "2 incidents"
    assert text.plural(0, "entry", "entries") == "0 entries"


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [("Orders are down", "orders are down"), ("A disk", "a disk"), ("SQL is slow", "SQL is slow"),
     ("", "")],
)  # fmt: skip
def test_a_sentence_goes_on_inside_another(sentence: str, inside: str) -> None:
    assert text.continued(sentence) == inside


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](z)",
    "# a\n\n- b\n\n> c",
    "*a* _b_ `c` ~~d~~ | e |",
    "{{ x }} {% y %}",
    "&lt;b&gt; &amp;",
    "1. a\n---\n===",
    "    code",
    'a" onclick="b',
]


# Control and private characters are left out.
visible = st.text(st.characters(exclude_categories=["Cc", "Co", "Cs"]))


@given(visible | st.sampled_from(HOSTILE))
def test_neither_markdown_nor_html_changes_inert_text(hostile: str) -> None:
    html = markdown(text.inert(hostile), extensions=["tables", "attr_list", "md_in_html"])
    assert html.count("<") == html.count("<p>") + html.count("</p>")
    assert shown(html).split() == hostile.split()


@given(st.text() | st.sampled_from(HOSTILE))
def test_plain_text_has_no_markup_and_stands_on_one_line(hostile: str) -> None:
    made = text.plain(hostile)
    assert not set("<>\"'\n\x00\ue000\ue001") & set(made)


def test_an_open_code_block_of_the_author_is_closed() -> None:
    assert author_markdown("```sh\nls") == "```sh\nls\n```"
    assert author_markdown("~~~~\n~~~\n~~~~") == "~~~~\n~~~\n~~~~"
    assert author_markdown("<b>as it is</b>") == "<b>as it is</b>"


def test_nothing_of_the_author_takes_the_place_of_a_block() -> None:
    assert author_markdown("\ue0000\ue001") == "\ufffd0\ufffd"


def test_a_block_takes_its_place_and_a_place_without_one_stays_empty() -> None:
    rendered = Rendered("", ("<table></table>",))
    assert rendered.fill("<p>\ue0000\ue001</p>") == "<table></table>"
    assert rendered.fill("<p>\ue0000\ue001\ntext</p>") == "<table></table><p>\ntext</p>"
    assert rendered.fill("<p>\ue0009\ue001</p>") == ""


@pytest.mark.parametrize(
    "words",
    [
        "The disk was full.",
        "On-call acknowledged, cart-service restarted",
        "Alert 7 fired on orders-db, Größe unklar.",
    ],
)
def test_words_on_one_line_are_a_plain_sentence(words: str) -> None:
    assert text.is_plain_sentence(words)
    assert markdown(words) == f"<p>{words}</p>"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "1. A list",
        "- A list",
        "# A heading",
        "Two\nlines",
        "A  double space",
        "snake_case and *stars*",
        "`code`",
        "<b>bold</b>",
        "A & B",
        "See https://example.com",
        "Mail a@example.com",
        "It said: no",
        "Wait...",
        'He said "no"',
        "Dash -- dash",
        "[link](x.md)",
        "{.class}",
    ],
)
def test_anything_else_goes_through_markdown(words: str) -> None:
    assert not text.is_plain_sentence(words)


def test_what_looks_like_a_place_and_is_none_stays() -> None:
    assert Rendered("", ("block",)).fill("<p>\ue000 and \ue000x\ue001</p>") == (
        "<p>\ue000 and \ue000x\ue001</p>"
    )
