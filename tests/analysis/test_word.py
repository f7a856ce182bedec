"""Text to words: what stays whole, what parts, what says nothing."""

import pytest

from mkdocs_postmortems.analysis.word import says_something, singulars, split_words
from mkdocs_postmortems.analysis.word_index import WordIndex


@pytest.mark.parametrize(
    "name", ["orders-db", "OPS-412", "ORA-01555", "pg_wal", "10.0.0.1", "api.orders.svc", "502"]
)
def test_identifiers_stay_whole(name: str) -> None:
    assert split_words(f"Seen on `{name}`, ({name}): {name}.") == [
        "seen",
        "on",
        *[name.casefold()] * 3,
    ]
    assert says_something(name.casefold())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**disk** _full_ -- again... <br>", ["disk", "full", "again", "br"]),
        ("“Quoted”—dashed … naïve", ["quoted", "dashed", "naïve"]),
        ("Störung im ZAHLUNGSVERKEHR", ["störung", "im", "zahlungsverkehr"]),
        ("सेवा बंद", ["सेवा", "बंद"]),
        ("ディスク full", ["ディ", "ィス", "スク", "full"]),
        ("磁盘已满", ["磁盘", "盘已", "已满"]),
        ("x\u202ey\x1b[31m\ud800z", ["x", "y", "31m", "z"]),
        ("", []),
    ],
)
def test_words_of_any_script(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    "word", ["the", "x", "14", "2026-03-15", "-", "5.5", "a" * 61, "gb", "team"]
)
def test_grammar_talk_times_and_keys_say_nothing(word: str) -> None:
    assert not says_something(word)


def test_a_plural_counts_as_its_singular_where_there_is_one() -> None:
    index = WordIndex(["the disk", "many disks", "kubernetes", "retries", "a retry", "addresses"])
    assert index.number("disks") == index.number("disk")
    assert index.number("retries") == index.number("retry")
    assert index.names[index.number("kubernetes") or -1] == "kubernetes"
    assert list(singulars("address")) == []


def test_the_words_of_one_text_and_the_texts_of_one_word() -> None:
    index = WordIndex(["full disk disk", "disk", "network", ""])
    number = index.number("disk")
    assert number is not None
    texts, weights = index.where(number)
    assert list(texts) == [0, 1]
    assert [int(index.words_in(text).weights_of(texts * 0 + number)[0]) for text in texts] == [
        *weights
    ]
    assert index.rarity(index.number("network")) > index.rarity(number)
    assert index.number("missing") is None


def test_no_text_at_all() -> None:
    index = WordIndex([])
    assert index.number("disk") is None
    assert list(index.words_of("disk").numbers) == []
