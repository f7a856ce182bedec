"""Facets: labels in the order they are shown in, escaped in the index."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mkdocs_postmortems.saved_view import FACETS
from mkdocs_postmortems.search.facet import NAMES, facets_of, indexed, labels_of
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded

Load = Callable[..., Loaded]

FULL = """\
---
title: Disk full
severity: SEV-2
status: published
services: [orders, Orders DB]
teams: [storage]
started: 2026-03-15T14:44:00Z
detection: synthetic-probe
trigger: config-change
causes: [monitoring-gap, {factor: runbook-gap}]
actions:
  - {title: Alert, owner: jchen}
  - {title: Check, owner: storage}
  - {title: Again, owner: jchen}
---
"""
BARE = "---\ntitle: Bare\nseverity: SEV-9\nservices: []\nstarted: 2024-01-01\n---\n"


def test_the_facets_are_those_of_the_saved_views_without_tags() -> None:
    assert [*NAMES, "tag"] == [*FACETS]


def test_every_label_of_a_postmortem_is_found_once(load_tree: Load) -> None:
    (postmortem,) = load_tree({"full.md": FULL}).knowledge_base.postmortems
    assert labels_of(postmortem) == {
        "severity": ("SEV-2",),
        "service": ("orders", "Orders DB"),
        "team": ("storage",),
        "cause": ("monitoring-gap", "runbook-gap"),
        "trigger": ("config-change",),
        "detection": ("synthetic-probe",),
        "year": ("2026",),
        "status": ("published",),
        "owner": ("jchen", "storage"),
    }


def test_severities_are_in_their_order_and_years_from_the_last(load_tree: Load) -> None:
    loaded = load_tree({"full.md": FULL, "bare.md": BARE})
    facets = {f.name: f.labels for f in facets_of(loaded.knowledge_base, Settings())}
    assert facets["severity"] == ("SEV-1", "SEV-2", "SEV-3", "SEV-4", "SEV-9")
    assert facets["year"] == ("2026", "2024")
    assert facets["status"] == ("draft", "in-review", "published")
    assert facets["service"] == ("orders", "Orders DB")


@pytest.mark.parametrize(
    ("label", "stands"),
    [
        ("orders-db", ".orders-db"),
        ("constructor", ".constructor"),
        ("-", ".-"),
        ("a/b, c:d", ".a%2Fb%2C%20c%3Ad"),
        ("it's (new)!*~", ".it's%20(new)!*~"),
        ("\u017d\U0001f525", ".%C5%BD%F0%9F%94%A5"),
    ],
)
def test_a_label_stands_escaped_in_the_index(label: str, stands: str) -> None:
    assert indexed([label, "orders"]) == (stands, ".orders")


def test_no_label_is_one_of_its_own() -> None:
    assert indexed([]) == ("-",)
