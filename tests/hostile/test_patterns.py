"""No pattern takes time that grows with more than the length of its text, up to 100 KB."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

import pytest
from pattern import Used, patterns, worst_texts

from mkdocs_postmortems.own_pattern import refused_pattern

SHORT = {
    "mkdocs_postmortems.render.page._GENERATED": "its marks are ours, one of each on a page",
}
"""Patterns whose text is short by another bound, so that a square of it is nothing, and which."""
ALL = list(patterns())
LENGTHS = (1_500, 3_000, 6_000, 12_500, 25_000, 50_000, 100_000)
NOISE = 0.02
"""Seconds under which a growth means nothing."""


def seconds(used: Used, text: str) -> float:
    searched = text.encode() if isinstance(used.pattern.pattern, bytes) else text
    began = time.process_time()
    for way in used.ways:
        found = getattr(used.pattern, way)(searched)
        if way == "finditer":
            deque(found, maxlen=0)
    return time.process_time() - began


def growth(used: Used) -> Iterator[tuple[int, str]]:
    """Yield the length and the beginning of each worst text that takes more than its share."""
    slow: set[int] = set()
    before: dict[int, float] = {}
    for length in LENGTHS:
        for index, text in enumerate(worst_texts(used.pattern, length)):
            if index in slow:
                continue
            took = seconds(used, text)
            last = max(before.get(index, NOISE / 3), NOISE / 3)
            for _ in range(4):
                if took > NOISE and took > 3 * last:
                    # Once more: another program may have been in the way.
                    took = min(took, seconds(used, text))
            if took > NOISE and took > 3 * last:
                slow.add(index)
                yield length, text[:60]
            before[index] = took


def test_the_patterns_are_found() -> None:
    names = {used.name.rpartition(".")[2] for used in ALL}
    assert len(ALL) > 150
    assert {"_INSTANT", "_LIST_TIME", "FM_BOUNDARY", "_COMMENT", "_MARKUP"} <= names


@pytest.mark.parametrize(
    "used", [used for used in ALL if used.name not in SHORT], ids=lambda used: used.name
)
def test_a_pattern_takes_time_in_proportion_to_its_text(used: Used) -> None:
    assert list(growth(used)) == []


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|aa)*b", "([A-Z]+-)*1", "((a)*)*", "(?:a{2,})+"])
def test_a_pattern_of_the_settings_that_never_ends_is_refused(pattern: str) -> None:
    assert "repeats a group that repeats" in refused_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"OPS-\d+",
        r"(?:OPS|INC)-\d+",
        r"[A-Z][A-Z0-9_]+-\d{1,6}",
        r"#\d+",
        r"(?:INC-)?\d+",
        r"[(+*]+",
    ],
)
def test_a_pattern_of_keys_is_fine(pattern: str) -> None:
    assert refused_pattern(pattern) == ""
