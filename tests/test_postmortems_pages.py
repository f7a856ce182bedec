"""The list of postmortems: its columns, saved views, and what stands there without a script."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_postmortems.model import Status
from mkdocs_postmortems.pages.incident_columns import listing
from mkdocs_postmortems.pages.listing import Listing
from mkdocs_postmortems.pages.postmortems import NEWEST, query_of
from mkdocs_postmortems.saved_view import SORTS, STATUSES, View
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]
AS_OF = dt.date(2026, 10, 5)

DISK_FULL = """\
---
title: Disk full
severity: SEV-1
status: in-review
services: [orders, Orders]
teams: [payments, payments]
tags: [postgresql, ""]
started: 2026-03-15T14:44:00Z
mitigated: 2026-03-15T15:07:00Z
resolved: 2026-03-15T15:30:00Z
detection: customer
trigger: config-change
causes: [monitoring-gap]
stats: {affected_users: 2400}
actions:
  - {title: Alert, owner: storage-team, ticket: OPS-412, due: 2026-04-01}
  - {title: Rehearse, owner: storage-team, status: done, closed: 2026-04-01}
---
"""
BARE = "---\ntitle: Bare\nstarted: 2025-01-02\n---\n"
UNDATED = "---\ntitle: Nobody knows when\nservices: [mail]\n---\n"


def files(*years: int) -> dict[str, str]:
    """Return an incident for each year, on different days."""
    return {
        f"{year}/a{number}.md": f"---\ntitle: Incident {number}\nseverity: SEV-3\n"
        f"services: [orders]\nstarted: {year}-03-{number % 28 + 1:02}T08:00:00Z\n---\n"
        for number, year in enumerate(years)
    }


@pytest.fixture
def columns(site_of: SiteOf) -> dict[str, tuple[Any, ...]]:
    """The values of every column for the newest incident and the one with the least in it."""
    site = site_of({"2026/disk.md": DISK_FULL, "bare.md": BARE}, as_of=AS_OF)
    return {column.name: column.values for column in listing(site.library).columns}


def html(site: Site, path: str = "postmortems/index.md") -> str:
    rendered = site.render(path)
    return rendered.fill(rendered.markdown)


def test_facets_hold_the_labels_as_they_are_written(columns: dict[str, tuple[Any, ...]]) -> None:
    def texts(name: str) -> list[Any]:
        first = columns[name][0]
        several = isinstance(first, tuple)
        return [getattr(label, "text", label) for label in (first if several else [first])]

    assert {name: texts(name) for name in ("severity", "status", "year", "detection")} == {
        "severity": ["SEV-1"],
        "status": ["in-review"],
        "year": ["2026"],
        "detection": ["customer"],
    }
    assert texts("service") == ["orders", "Orders"]
    assert texts("team") == ["payments"]
    assert texts("owner") == ["storage-team"]
    assert texts("trigger") == ["config-change"]
    assert texts("cause") == ["monitoring-gap"]


def test_two_services_of_one_slug_lead_to_pages_of_their_own(
    columns: dict[str, tuple[Any, ...]],
) -> None:
    pages = [link.page for link in columns["service"][0]]
    assert sorted(pages) == ["services/orders-2.md", "services/orders.md"]


def test_numbers_are_numbers(columns: dict[str, tuple[Any, ...]]) -> None:
    told = ("started", "impact", "users", "open", "overdue", "tickets")
    assert [columns[name][0] for name in told] == [
        dt.date(2026, 3, 15),
        dt.timedelta(minutes=23),
        2400,
        1,
        1,
        "OPS-412",
    ]


def test_what_is_not_known_is_nothing(columns: dict[str, tuple[Any, ...]]) -> None:
    assert [columns[name][1] for name in ("severity", "impact", "users", "detection")] == [None] * 4
    assert columns["open"][1] == 0
    assert columns["service"][1] == ()


def test_severities_sort_in_the_order_of_the_settings(site_of: SiteOf) -> None:
    settings = Settings.from_mapping({"severities": ["worst", "bad"]})
    made = {c.name: c for c in listing(site_of({}, settings).library).columns}
    assert made["severity"].order == ("worst", "bad")


def test_every_name_that_a_listing_gives_is_a_column(site_of: SiteOf) -> None:
    site = site_of({"2026/disk.md": DISK_FULL}, as_of=AS_OF)
    for path in ("postmortems/index.md", "actions/index.md", "actions/closed.md"):
        view: Any = site.pages[path].view()
        data: Listing = view.listing
        names = {column.name for column in data.columns}
        assert {*data.facets, *data.searched, *data.exported, data.leads} <= names, path
        titles = [column.title for column in data.columns if column.name in data.exported]
        assert len(set(titles)) == len(titles), path
        slots = re.findall(
            r'data-(?:of|at|if|unless|style|column|sort)="([^"]+)"', html(site, path)
        )
        assert set(slots) <= names, path


def test_the_columns_that_settings_can_sort_by_are_those_of_the_list(site_of: SiteOf) -> None:
    page = html(site_of({"2026/disk.md": DISK_FULL}, as_of=AS_OF))
    assert set(re.findall(r'data-column="([^"]+)"', page)) == set(SORTS)
    assert tuple(Status) == STATUSES


@pytest.mark.parametrize(
    ("view", "query"),
    [
        ({}, ""),
        ({"severity": "SEV-1", "year": "this"}, "severity=SEV-1&year=2026"),
        ({"year": ["last", 2020]}, "year=2025&year=2020"),
        ({"q": "disk full", "sort": "-impact"}, "text=disk+full&sort=-impact"),
        ({"owner": "", "tag": "a&b=<c>"}, "owner=&tag=a%26b%3D%3Cc%3E"),
        ({"service": ["__proto__", "a/b", ".."]}, "service=__proto__&service=a%2Fb&service=.."),
    ],
)
def test_a_view_is_a_link_to_its_choice(view: dict[str, Any], query: str) -> None:
    assert query_of(View.model_validate(view), AS_OF) == query


def test_views_stand_above_the_list_where_a_script_can_show_them(site_of: SiteOf) -> None:
    settings = Settings.from_mapping({"views": {"<b>Worst</b> & co": {"severity": "SEV-1"}}})
    page = html(site_of({"2026/disk.md": DISK_FULL}, settings, as_of=AS_OF))
    (views,) = re.findall(r"<nav[^>]* hidden>.*?</nav>", page)
    link = '<a href="?severity=SEV-1"><bdi>&lt;b&gt;Worst&lt;/b&gt; &amp; co</bdi></a>'
    assert link in views
    assert "<nav" not in html(site_of({"2026/disk.md": DISK_FULL}, as_of=AS_OF))


def test_few_incidents_stand_there_by_year(site_of: SiteOf) -> None:
    page = html(site_of({**files(2025, 2025, 2026), "x.md": UNDATED}, as_of=AS_OF))
    assert re.findall(r'scope="rowgroup"[^>]* id="([^"]+)">', page) == [
        "2026",
        "2025",
        "without-a-date",
    ]
    assert re.findall(r'<a href="([^"]+)">(?:\d{4}|without a date)</a> (\d+)', page) == [
        ("2026/", "1"),
        ("2025/", "2"),
        ("without-a-date/", "1"),
    ]


def test_of_many_the_newest_stand_there_and_all_on_the_page_of_their_year(
    site_of: SiteOf,
) -> None:
    years = [2025] * 80 + [2026] * 80
    site = site_of({**files(*years), "x.md": UNDATED}, as_of=AS_OF)
    page = html(site)
    rows = page.partition("<template>")[0]
    assert rows.count('<th scope="row"') == NEWEST
    assert "161 incidents, the newest first; 100 stand here, all of them by year" in page
    assert html(site, "postmortems/2025/index.md").count("<li>") == 80
    assert html(site, "postmortems/without-a-date/index.md").count("<li>") == 1
    assert 'href="../?year=2025"' in html(site, "postmortems/2025/index.md")
    assert 'href="../?year="' in html(site, "postmortems/without-a-date/index.md")


def test_the_data_of_a_few_hundred_stands_in_the_page(site_of: SiteOf) -> None:
    assert "data-rows='{" in html(site_of(files(*[2026] * 300), as_of=AS_OF))
    assert "data-rows" not in html(site_of(files(*[2026] * 301), as_of=AS_OF))


def test_incidents_after_the_date_keep_their_place_and_are_told(site_of: SiteOf) -> None:
    page = html(site_of(files(2025, 2027), as_of=AS_OF))
    assert "1 incident starts after" in page
    assert page.index("Incident 1") < page.index("Incident 0")


def test_a_postmortem_keeps_its_address_where_a_year_would_stand(site_of: SiteOf) -> None:
    tree = files(2025, 2026)
    site = site_of({**tree, "2025.md": BARE, "2025-2.md": BARE}, as_of=AS_OF)
    assert site.pages["postmortems/2025.md"].source == "2025.md"
    assert "postmortems/2025/index.md" not in site.pages
    years = [site.pages[f"postmortems/{name}/index.md"] for name in ("2026", "2025-3")]
    assert [page.title for page in years] == ["Incidents of 2026", "Incidents of 2025"]
    assert [years[0].previous, years[1].next] == [years[1].path, years[0].path]
