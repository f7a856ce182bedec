"""A share in words: counts first, a percentage only from ten on, with its interval."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.analysis.share import share


@pytest.mark.parametrize(
    ("k", "n", "told"),
    [
        (0, 0, "0 of 0"),
        (3, 9, "3 of 9"),
        (5, 10, "5 of 10, 50 % (24 % to 76 %)"),
        (0, 10, "0 of 10, 0 % (0 % to 28 %)"),
        (199, 200, "199 of 200, 99 % (97 % to 100 %)"),
        (1, 1000, "1 of 1,000, 1 % (0 % to 1 %)"),
        (1000, 1000, "1,000 of 1,000, 100 % (100 % to 100 %)"),
    ],
)
def test_a_share_is_told_with_its_n(k: int, n: int, told: str) -> None:
    assert share(k, n) == told
