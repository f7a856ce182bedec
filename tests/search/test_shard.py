"""How documents are shared out over indexes."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.search import shard
from mkdocs_postmortems.search.document import Document, Facts
from mkdocs_postmortems.search.fact import OTHER_PAGE
from mkdocs_postmortems.search.shard import key_of, shards


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard, "LARGEST", 4)
    monkeypatch.setattr(shard, "FEW", 4)


def documents(**years: int) -> list[Document]:
    """Return so many documents of each year, the last year first; `other` have none."""
    made = []
    for name, many in reversed(years.items()):
        date = {} if name == "other" else {"date": int(f"{name[1:]}0501")}
        facts = Facts(order=date) if date else OTHER_PAGE
        made += [Document(f"{name}/{n}/", "A", "", facts) for n in range(many)]
    return made


@pytest.mark.parametrize(
    ("years", "shared"),
    [
        ({}, []),
        ({"other": 1}, [["other"]]),
        ({"y2024": 2, "y2025": 2, "other": 1}, [["y2024", "y2024", "y2025", "y2025"], ["other"]]),
        ({"y2024": 3, "y2025": 2, "other": 1}, [["y2024"] * 3, ["y2025", "y2025", "other"]]),
        ({"y2024": 6, "y2025": 2}, [["y2024"] * 4, ["y2024", "y2024", "y2025", "y2025"]]),
    ],
)
def test_years_stay_together_where_they_fit(years: dict[str, int], shared: list[list[str]]) -> None:
    made = [[d.address.split("/")[0] for d in s.documents] for s in shards(documents(**years))]
    assert made == shared


@pytest.mark.parametrize(
    ("years", "shared"),
    [
        ({"y2024": 2, "y2025": 1, "other": 1}, [["y2024", "y2024", "other"], ["y2025"]]),
        ({"y2023": 1, "y2024": 2, "y2025": 1}, [["y2023", "y2024", "y2024"], ["y2025"]]),
        ({"y2025": 4}, [["y2025"] * 4]),
        ({"other": 4}, [["other"] * 4]),
        ({"y2024": 1, "y2025": 2}, [["y2024", "y2025", "y2025"]]),
    ],
)
def test_the_newest_year_is_apart_where_there_are_enough(
    years: dict[str, int], shared: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shard, "FEW", 3)
    made = [[d.address.split("/")[0] for d in s.documents] for s in shards(documents(**years))]
    assert made == shared


def test_a_key_depends_on_every_path_text_and_option() -> None:
    texts = {"a.html": "A", "b.html": "B"}
    assert key_of(texts, "en") == key_of(dict(texts), "en")
    others = [
        key_of(texts, "de"),
        key_of(texts, "e", "n"),
        key_of({"a.html": "AB", "b.html": ""}, "en"),
        key_of({"a.htmlA": "", "b.html": "B"}, "en"),
        key_of({"a.html": "A", "c.html": "B"}, "en"),
        key_of({"a.html": "A", "b.html": "\ud800"}, "en"),
    ]
    assert len({key_of(texts, "en"), *others}) == 7
