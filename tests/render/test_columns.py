"""Columns of a listing: labels once, safe in an attribute, the same bytes every time."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.addresses import Linker
from mkdocs_postmortems.pages.listing import LISTED, Column, Kind, Listing
from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.render.columns import write_columns

ORDERS, MAIL = Link("orders", "services/orders.md"), Link("mail", "services/mail.md")


def written(*columns: Column) -> dict[str, Any]:
    listing = Listing("actions", ("action", "actions"), columns, ("owner",), ("title",))
    found: dict[str, Any] = json.loads(write_columns(listing, Linker("index.md", True)))
    return found


def test_the_head_says_what_the_rows_are() -> None:
    data = written(Column("title", "Action", Kind.TEXT, ("a", "b")))
    assert {name: data[name] for name in ("version", "rows", "noun", "facets", "searched")} == {
        "version": 1,
        "rows": 2,
        "noun": ["action", "actions"],
        "facets": ["owner"],
        "searched": ["title"],
    }


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (Kind.TEXT, ("Alert", None), ["Alert", None]),
        (Kind.NUMBER, (12, None), [12, None]),
        (Kind.COUNT, (12, 0), [12, 0]),
        (Kind.DATE, (dt.date(2026, 3, 15), None), ["2026-03-15", None]),
        (Kind.DURATION, (dt.timedelta(minutes=2), None), [120, None]),
    ],
)
def test_plain_values_stand_as_they_are(kind: Kind, values: Any, expected: list[Any]) -> None:
    data = written(Column("x", "X", kind, values))
    assert data["columns"]["x"] == {"title": "X", "kind": kind.value, "values": expected}


def test_a_label_stands_once_and_leads_to_its_page() -> None:
    data = written(Column("service", "Service", Kind.LABEL, (ORDERS, MAIL, None, ORDERS, "")))
    assert data["columns"]["service"] == {
        "title": "Service",
        "kind": "label",
        "labels": ["mail", "orders"],
        "pages": ["services/mail/", "services/orders/"],
        "values": [1, 0, -1, 1, -1],
    }


def test_a_label_may_lead_to_a_place_and_to_a_choice() -> None:
    there = Link("3", "actions/index.md", query="service=orders")
    data = written(Column("x", "X", Kind.LABEL, (Link("A1", "a.md", "action-a1"), there)))
    assert data["columns"]["x"]["pages"] == ["actions/?service=orders", "a/#action-a1"]


def test_a_row_may_have_several_labels() -> None:
    data = written(Column("service", "Service", Kind.LABELS, ((ORDERS, MAIL), (), (MAIL,))))
    assert data["columns"]["service"]["values"] == [[1, 0], [], [0]]


def test_no_label_is_empty_so_that_an_empty_one_can_mean_none() -> None:
    owners = Column("owner", "Owner", Kind.LABEL, ("none", "", None))
    services = Column("service", "Service", Kind.LABELS, (("", "none"), ("",), ()))
    found = written(owners, services)["columns"]
    assert (found["owner"]["labels"], found["owner"]["values"]) == (["none"], [0, -1, -1])
    assert (found["service"]["labels"], found["service"]["values"]) == (["none"], [[0], [], []])


def test_configured_labels_come_first_in_their_order() -> None:
    values = ("low", "urgent", "high", "Another")
    data = written(Column("priority", "P", Kind.LABEL, values, ("high", "medium", "low")))
    assert data["columns"]["priority"]["labels"] == ["high", "low", "Another", "urgent"]
    assert "pages" not in data["columns"]["priority"]


def test_two_incidents_of_one_title_are_two_labels() -> None:
    one, other = Link("Disk full", "postmortems/a.md"), Link("Disk full", "postmortems/b.md")
    column = written(Column("incident", "From", Kind.LABEL, (other, one)))["columns"]["incident"]
    assert column["labels"] == ["Disk full", "Disk full"]
    assert [column["pages"][at] for at in column["values"]] == ["postmortems/b/", "postmortems/a/"]


@given(st.text())
def test_no_text_ends_the_attribute_it_stands_in(text: str) -> None:
    listing = Listing("x", ("a", "b"), (Column("x", text, Kind.TEXT, (text,)),), (), ())
    made = write_columns(listing, Linker("index.md", True))
    assert not set("<>&'\u2028\u2029") & set(made)
    assert json.loads(made)["columns"]["x"]["values"] == [text]


def test_an_address_that_ends_in_its_text_does_not_repeat_it() -> None:
    links = (
        Link("a b", "postmortems/2026/a b.md"),
        Link("c*%", "postmortems/2026/c*%.md"),
        Link("other", "postmortems/d.md"),
    )
    found = written(Column("id", "Id", Kind.LINK, links))["columns"]["id"]
    assert found == {
        "title": "Id",
        "kind": "link",
        "values": ["a b", "c*%", "other"],
        "pages": ["postmortems/2026/*/", "postmortems/d/"],
        "at": [0, 0, 1],
    }


def test_a_long_listing_does_not_stand_in_the_page() -> None:
    rows = Column("x", "X", Kind.NUMBER, tuple(range(LISTED)))
    assert Listing("x", ("a", "b"), (rows,), (), ()).embedded
    more = Column("x", "X", Kind.NUMBER, tuple(range(LISTED + 1)))
    assert not Listing("x", ("a", "b"), (more,), (), ()).embedded
