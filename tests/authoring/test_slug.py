"""The words of a file's name: ASCII, short, never empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.authoring.slug import LONGEST, file_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Orders database: disk full (again)", "orders-database-disk-full-again"),
        ("Café's Ångström, Łódź, straße", "cafes-angstrom-lodz-strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("API \u6545\u969c", "api"),
        ("\uff21\uff30\uff29 down", "api-down"),
        ("word " * 30, "-".join(["word"] * 12)),
        ("x" * 100, "x" * LONGEST),
    ],
)
def test_a_title_becomes_words(title: str, slug: str) -> None:
    assert file_slug(title) == slug


def test_a_title_without_ascii_words_leaves_it_to_the_next_text() -> None:
    assert file_slug("\u6570\u636e\u5e93", "orders SEV-1", "SEV-1") == "orders-sev-1"
    assert file_slug("\u6570\u636e\u5e93", "\u8ba2\u5355", "...") == "incident"


@given(st.lists(st.text(), max_size=3))
def test_any_text_gives_a_part_of_a_path(texts: list[str]) -> None:
    slug = file_slug(*texts)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST
