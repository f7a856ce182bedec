"""Where every page stands. Addresses are a contract: links from outside must live for years."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.addresses import (
    Linker,
    action_fragments,
    exercise_keys,
    label_pages,
    postmortem_page,
    slug,
    url_of,
)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("orders", "orders"),
        ("Orders DB", "orders-db"),
        ("orders_db", "orders_db"),
        ("Störung", "störung"),
        ("注文", "注文"),
        ("Straße", "strasse"),
        ("payments/api (v2)", "payments-api-v2"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("x" * 100, "x" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_a_label_becomes_one_segment(label: str, expected: str) -> None:
    assert slug(label) == expected


@given(st.text())
def test_any_label_becomes_one_safe_segment(label: str) -> None:
    made = slug(label)
    assert re.fullmatch(r"[\w-]+", made)
    assert len(f"{made}.html".encode()) <= 255


def test_labels_of_one_family_never_share_a_page() -> None:
    assert label_pages("services", ["orders", "Orders", "orders 2", "index", "???", "orders"]) == {
        "???": "services/unnamed.md",
        "Orders": "services/orders.md",
        "index": "services/index-2.md",
        "orders": "services/orders-2.md",
        "orders 2": "services/orders-2-2.md",
    }


@given(st.lists(st.text(max_size=5)))
def test_the_same_labels_have_the_same_pages_in_any_order(labels: list[str]) -> None:
    pages = label_pages("causes", labels)
    assert pages == label_pages("causes", reversed(labels))
    assert len(set(pages.values())) == len(set(labels))


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("2026/disk-full.md", "postmortems/2026/disk-full.md"),
        ("UPPER.MD", "postmortems/UPPER.md"),
        ("a b.md", "postmortems/a b.md"),
    ],
)
def test_the_page_of_a_postmortem_mirrors_its_path(path: str, page: str) -> None:
    assert postmortem_page(path) == page


@pytest.mark.parametrize(
    ("page", "url", "plain"),
    [
        ("index.md", "", "index.html"),
        ("services/index.md", "services/", "services/index.html"),
        ("services/orders.md", "services/orders/", "services/orders.html"),
        ("postmortems/2026/a b#c?.md", "postmortems/2026/a%20b%23c%3F/", None),
        ("services/störung.md", "services/st%C3%B6rung/", None),
    ],
)
def test_the_address_follows_from_the_page(page: str, url: str, plain: str | None) -> None:
    assert url_of(page, directory_urls=True) == url
    assert url_of(page, directory_urls=False) == (plain or f"{url.rstrip('/')}.html")


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.md", "actions/index.md", "actions/"),
        ("index.md", "index.md", "./"),
        ("actions/index.md", "index.md", "../"),
        ("services/orders.md", "services/orders.md", "./"),
        ("services/orders.md", "services/payments.md", "../payments/"),
        ("postmortems/2026/x.md", "services/orders.md", "../../../services/orders/"),
        ("services/orders.md", "postmortems/2026/a b.md", "../../postmortems/2026/a%20b/"),
    ],
)
def test_links_are_relative_to_the_page(here: str, there: str, link: str) -> None:
    linker = Linker(here, directory_urls=True)
    assert linker(there) == link
    assert linker(there, "actions") == f"{link}#actions"


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.md", "actions/index.md", "actions/index.html"),
        ("actions/index.md", "index.md", "../index.html"),
        ("services/orders.md", "services/payments.md", "payments.html"),
        ("services/orders.md", "services/orders.md", "orders.html"),
    ],
)
def test_links_without_directory_addresses(here: str, there: str, link: str) -> None:
    assert Linker(here, directory_urls=False)(there) == link


@pytest.mark.parametrize(
    ("idents", "places"),
    [
        (["A1", "A2"], ["action-a1", "action-a2"]),
        (["A1", "a1", "A1"], ["action-a1", "action-a1.2", "action-a1.3"]),
        (
            ["A1", "A1", "A1-2", "A1.2"],
            ["action-a1", "action-a1.2", "action-a1-2", "action-a1-2.2"],
        ),
        (["", "..", "<script>"], ["action-unnamed", "action-unnamed.2", "action-script"]),
    ],
)
def test_an_action_has_a_place_of_its_own(idents: list[str], places: list[str]) -> None:
    assert action_fragments(idents) == tuple(places)


@given(st.lists(st.text(alphabet="Aa1.- 2", max_size=4)))
def test_no_two_actions_of_a_file_share_a_place(idents: list[str]) -> None:
    places = action_fragments(idents)
    assert len(set(places)) == len(idents)
    assert all(re.fullmatch(r"action-[\w-]+(\.\d+)?", place) for place in places)


def test_a_game_day_is_named_by_a_hash_that_gives_nothing_away() -> None:
    path = "2026/2026-03-15-orders-database-disk-full.md"
    assert exercise_keys([path]) == {path: "7fce70aa"}


def test_game_days_whose_hashes_begin_alike_get_longer_names() -> None:
    # The SHA-256 of both begins with the same eight digits.
    alike, other = ("2026/5152.md", "2026/32430.md"), "2026/other.md"
    keys = exercise_keys([*alike, other])
    assert keys == exercise_keys([other, *reversed(alike)])
    assert [len(keys[path]) for path in (*alike, other)] == [9, 9, 8]
    assert len(set(keys.values())) == 3


def test_a_name_that_is_too_long_for_what_is_named_after_it_is_cut() -> None:
    long, longer = "2026/" + "l" * 251 + ".md", "2026/" + "l" * 252 + ".md"
    pages = {postmortem_page(path) for path in (long, longer)}
    assert len(pages) == 2
    assert all(len(page.rpartition("/")[2]) <= 203 for page in pages)
    assert postmortem_page("2026/disk-full.md") == "postmortems/2026/disk-full.md"
