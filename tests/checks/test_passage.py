"""A part of the body: where in the file something stands."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.checks.passage import Passage

TEXT = "It failed\nto follow\nthe runbook.\n"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("failed", (7, 4, 6)),
        ("follow", (8, 4, 6)),
        ("runbook.", (9, 5, 8)),
        # Of what goes on over several lines, what stands on the first is marked.
        ("failed\nto follow", (7, 4, 6)),
        ("failed\nto follow\nthe runbook", (7, 4, 6)),
    ],
)
def test_the_mark_is_on_one_line(words: str, place: tuple[int, int, int]) -> None:
    start = TEXT.index(words)
    assert Passage(TEXT, line=7).place(start, start + len(words)) == place
