"""Links that are refused become their words."""

from __future__ import annotations

import time

import pytest

from mkdocs_postmortems.source.link import addresses_in, target_of, without_links


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('see [the *talk*](https://no.example/1 "why")', "see the *talk*"),
        ("![plan](no.png)", "plan"),
        ("https://no.example/2 and <https://no.example/3>", "(link left out) and (link left out)"),
        ("[https://no.example](https://no.example)", "(link left out)"),
        ("[a][b], [b] and [c]\n\n[b]: https://no.example/4\n", "a, b and [c]\n\n"),
        ("<a class=x href='https://no.example'>w</a>", "<a class=x>w</a>"),
        ("[a](https://yes.example) ![b](c.png)", "[a](https://yes.example) ![b](c.png)"),
    ],
)
def test_a_refused_link_is_its_words(text: str, left: str) -> None:
    assert without_links(text, lambda address: "no" in address) == left


def test_addresses_of_every_form_are_found() -> None:
    text = '[a](1.md) ![b](<2 3.png>) [c]: 4.md\n\n[c]: 5.md\n<img src="6.png"> https://x.example/7'
    assert {"1.md", "2 3.png", "5.md", "6.png", "https://x.example/7"} <= set(addresses_in(text))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("b.md#part", "2026/b.md"),
        ("../2025/c%20d.md", "2025/c d.md"),
        ("../../docs/x.md", None),
        ("/x.md", None),
        ("https://x.example/b.md", None),
        ("#part", None),
        ("//[", None),
    ],
)
def test_an_address_leads_to_a_file_below_the_same_root(address: str, file: str | None) -> None:
    assert target_of("2026/a.md", address) == file


@pytest.mark.parametrize(
    "text",
    ["[", "[a](", "[a](b", "[x]:", " href=", "https://", "[a][b]", "![](<", "[a[", "[x]: no\n"],
)
def test_no_text_takes_long(text: str) -> None:
    begin = time.process_time()
    whole = text * (100_000 // len(text))
    without_links(whole, lambda address: "no" in address)
    list(addresses_in(whole))
    assert time.process_time() - begin < 3
