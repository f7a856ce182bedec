"""Text of postmortems in Markdown that a code host shows: it stays text, and lists are cut."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.exports.quote import code, listed, sentence, several, words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain, words (and more): 50% - done!", "plain, words (and more): 50% - done!"),
        ("two\nlines\t and  spaces ", "two lines and spaces"),
        ("\u202eturned\x00", "turned"),
        ("cc @alice", "cc @&#8203;alice"),
        ("see #12", "see &#35;&#8203;12"),
        ("x" * 200, "x" * 119 + "\u2026"),
        ("", ""),
    ],
)
def test_words(text: str, written: str) -> None:
    assert words(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a.md:3", "`a.md:3`"),
        ("a`b", "``a`b``"),
        ("`a``b`", "``` `a``b` ```"),
        ("a\nb | c", "`a b | c`"),
        ("", ""),
    ],
)
def test_code(text: str, written: str) -> None:
    assert code(text) == written


def test_code_in_a_sentence_stays_code() -> None:
    assert (
        sentence("Write `a: <b>` or `c`, not `<d>") == "Write `a: <b>` or `c`, not &#96;&#60;d&#62;"
    )


def test_lists_are_cut() -> None:
    assert [listed(list("abcd")[:n], 2) for n in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and 1 more",
    ]
    assert [several(list("abcd")[:n], 2) for n in range(4)] == ["", "a", "a; b", "a; b; and 1 more"]
