"""What markers hide: everything between two of them, and everything beside one alone."""

from __future__ import annotations

import time

import pytest

from mkdocs_postmortems.source.internal import cut_internal, without_internal

OPEN, CLOSE = "<!-- internal -->", "<!-- /internal -->"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"a {OPEN}b{CLOSE} c", "a  c"),
        ("a\n<!--INTERNAL: why -->\nb\n<!-- / Internal-->\nc", "a\nc"),
        (f"a {OPEN} b {OPEN} c {CLOSE} d {CLOSE} e", "a  e"),
        (f"| a |\n| - |\n{OPEN}\n| b |\n{CLOSE}\n| c |", "| a |\n| - |\n| c |"),
        (f"a\r\n{OPEN}\nb\n{CLOSE}\nc", "a\r\nc"),
        (f"```\n{OPEN}\n```\n`{OPEN}` a", f"```\n{OPEN}\n```\n`{OPEN}` a"),
        (f"{OPEN}\n```\n{CLOSE}\n```\nb\n{CLOSE}\nc", "c"),
        ("a <!-- note --> b", "a  b"),
        ("a <!-- internals --> b", "a  b"),
        ("a <!-- not closed", "a <!-- not closed"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_what_stands_between_two_markers_is_gone(text: str, left: str) -> None:
    assert without_internal(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"a\n{OPEN}\nb", "a\n"),
        (f"a\n{CLOSE}\nb", "b"),
        (f"```\n{OPEN}\nthis code block has no end", "```\n"),
        ("a <!-- internal, and no end of it", "a "),
    ],
)
def test_one_alone_hides_all_on_its_side(text: str, left: str) -> None:
    cut = cut_internal([text])
    assert cut.texts == (left,)
    assert len(cut.unpaired) == 1


def test_a_marker_reaches_into_the_texts_that_follow() -> None:
    texts = ["before", "Costs", f"{OPEN}\nof it", "Hidden", "all", "Again", f"x\n{CLOSE}\nrest"]
    assert cut_internal(texts).texts == ("before", "Costs", None, None, None, None, "rest")


def test_comments_are_kept_where_they_are_asked_for() -> None:
    assert without_internal("a <!-- more --> b", keep_comments=True) == "a <!-- more --> b"


@pytest.mark.parametrize(
    "text", ["<!--", OPEN, "<!-- a -->", OPEN + CLOSE, f"{OPEN}\n{CLOSE}\n", "```a\n", " <!-- "]
)
def test_no_text_takes_long(text: str) -> None:
    begin = time.process_time()
    cut_internal([text * (500_000 // len(text))])
    assert time.process_time() - begin < 3
