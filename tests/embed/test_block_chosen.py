"""What a block chooses: its keys in, the incidents and actions out, and where it leads."""

from __future__ import annotations

import pytest
from shown_block import html_of, told, words

from mkdocs_postmortems.embed.chart import CHARTS
from mkdocs_postmortems.embed.option import OF_ALL_ACTIONS
from mkdocs_postmortems.site import Site

CHOICES = {
    "severity: SEV-1": {"Disk"},
    "severity: [SEV-1, SEV-2]": {"Disk", "Certificate"},
    "service: mail": {"Certificate"},
    "team: payments": {"Disk"},
    'team: ""': {"Certificate"},
    "cause: monitoring-gap": {"Disk", "Certificate"},
    "cause: deferred-work": {"Certificate"},
    "trigger: capacity-or-decay": {"Disk"},
    "detection: customer": {"Disk"},
    "year: this": {"Disk"},
    "year: last": {"Certificate"},
    "year: [2025, this]": {"Disk", "Certificate"},
    "status: draft": {"Certificate"},
    "owner: ada": {"Disk"},
    "tag: postgresql": {"Disk"},
    "q: FULL postgres": {"Disk"},
    "q: full nothing": set(),
    "severity: SEV-1\nservice: mail": set(),
}


@pytest.mark.parametrize(("keys", "expected"), CHOICES.items())
def test_which_incidents_are_chosen(site: Site, keys: str, expected: set[str]) -> None:
    text = told(site, f"show: incidents\n{keys}")
    assert {name for name in ("Disk", "Certificate", "Later") if f"{name} " in text} == expected
    assert told(site, f"show: count\n{keys}").startswith(
        f"{len(expected)} incident" if expected else "No incident yet"
    )


def test_the_line_below_says_what_was_chosen_and_leads_to_it(site: Site) -> None:
    html = html_of(site, "show: incidents\ncause: monitoring-gap\nyear: [this, last]\nlimit: 1")
    assert "1 of 2 incidents with factor monitoring-gap in 2026 or 2025." in words(html)
    query = "cause=monitoring-gap&amp;year=2026&amp;year=2025"
    assert f'href="../../postmortems/?{query}"' in html
    assert "As of Mon 5 Oct 2026" in words(html)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("started", "Certificate"),
        ("-started", "Disk"),
        ("severity", "Disk"),
        ("-severity", "Certificate"),
        ("impact", "Certificate"),
        ("-impact", "Disk"),
        ("title", "Certificate"),
        ("-open", "Disk"),
    ],
)
def test_in_which_order(site: Site, sort: str, first: str) -> None:
    html = html_of(site, f"show: incidents\nsort: {sort}\nlimit: 1")
    assert f"{first} " in words(html)
    assert f"sort={sort}" in html


ACTIONS = {
    "": ["Alert on growth", "Nobody's"],
    "state: overdue": ["Alert on growth"],
    "state: closed": ["Write elsewhere"],
    "owner: ada": ["Alert on growth"],
    'owner: ""': ["Nobody's"],
    "priority: low": ["Nobody's"],
    "type: detect": ["Alert on growth"],
    "team: payments\nservice: orders": ["Alert on growth", "Nobody's"],
    "service: mail": [],
}


@pytest.mark.parametrize(("keys", "titles"), ACTIONS.items())
def test_which_actions_are_chosen(site: Site, keys: str, titles: list[str]) -> None:
    text = told(site, f"show: actions\n{keys}")
    known = ("Alert on growth", "Nobody's", "Write elsewhere")
    assert [title for title in known if title in text] == titles
    assert titles or "No open action with service mail." in text


def test_actions_lead_to_the_list_with_the_same_choice(site: Site) -> None:
    html = html_of(site, "show: actions\nstate: overdue\nowner: ada")
    assert 'href="../../actions/?when=overdue&amp;owner=ada"' in html
    assert "1 overdue action with owner ada." in words(html)
    html = html_of(site, "show: actions\nstate: closed")
    assert 'href="../../actions/closed/"' in html
    assert "done 2026-03-17" in words(html)


@pytest.mark.parametrize("chart", [name for name in CHARTS if name not in OF_ALL_ACTIONS])
def test_a_chart_of_chosen_incidents_leads_to_them(site: Site, chart: str) -> None:
    keys = f"show: chart\nchart: {chart}\nseverity"
    html = html_of(site, f"{keys}: SEV-1\nyear: this")
    assert 'href="../../postmortems/?severity=SEV-1&amp;year=2026"' in html
    assert "Certificate" not in html
    empty = f"No incident yet with severity SEV-4. When there is one, this shows {CHARTS[chart]}."
    assert empty in told(site, f"{keys}: SEV-4")
