"""What a block shows: a small knowledge base in, the words of the block out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from shown_block import html_of, told, words

from mkdocs_postmortems.embed.chart import CHARTS
from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.embed.option import SHOWS
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

Build = Callable[..., Site]
Whole = Callable[..., str]


def test_what_the_front_matter_says_is_text(site: Site) -> None:
    html = html_of(site, "show: incidents\ntitle: <i>Ours</i>\nq: <b>expired")
    assert "Certificate &lt;b&gt;expired&lt;/b&gt;" in html
    assert "&lt;i&gt;Ours&lt;/i&gt;" in html
    assert 'that mention "<b>expired"' in words(html)


def test_the_debt_is_that_of_the_page_of_actions(site: Site) -> None:
    debt = site.library.results.metrics.debt
    said = f"{debt.overdue} overdue action + {debt.overdue_postmortems} overdue postmortems"
    assert f"Debt: {said} = {debt.debt}." in told(site, "show: debt")


def test_a_retry_says_what_it_waits_for(site: Site) -> None:
    text = told(site, "show: retries")
    assert "Disk full , planned for Tue 1 Dec 2026 : waits for A1 Alert on growth ( ada )" in text
    assert "A9, which is no action of it" in text
    assert "Move the snapshots." in text


CONTACTS = """
- name: Payment <b>provider</b>
  purpose: Card payments fail
  reach: [tel:+49-30-23125-142, "https://pay.example.com/?a=1&b=2", mailto:a@pay.example.com]
  place: Berlin
  timezone: Europe/Berlin
  checked: 2026-09-14
- name: Rota
  reach: ["javascript:alert(1)", "#on-call"]
  checked: 2026-01-12
- {name: Press}
- {name: Later, checked: 2027-01-01}
"""


def test_contacts_say_how_to_reach_whom_and_whether_it_was_tried(site_of: Build) -> None:
    html = html_of(site_of({"contacts.yml": CONTACTS}, Settings()), "show: contacts")
    text = words(html)
    assert "Payment <b>provider</b> Card payments fail +49-30-23125-142" in text
    assert re.findall(r'href="((?:http|tel|mail|java)[^"]*)"', html) == [
        "tel:+49-30-23125-142",
        "https://pay.example.com/?a=1&amp;b=2",
        "mailto:a@pay.example.com",
    ]
    assert "Berlin Europe/Berlin 2026-09-14 Rota javascript:alert(1) #on-call" in text
    assert "2026-01-12 try it again Press not given" in text
    assert "never Later" in text
    assert "2027-01-01 is to come 4 contacts; 3 not tried in the last 180 days." in text


def test_links_stand_in_the_order_of_the_settings(site_of: Build) -> None:
    links = {"<Logs>": "https://logs.example.com/?q=1&l=2", "Deploys": "http://deploy.example.com"}
    html = html_of(site_of({}, Settings.from_mapping({"quick_links": links})), "show: links")
    assert re.findall(r'<li><a href="([^"]*)" rel="[a-z ]+">([^<]*)</a></li>', html) == [
        ("https://logs.example.com/?q=1&amp;l=2", "&lt;Logs&gt;"),
        ("http://deploy.example.com", "Deploys"),
    ]
    assert "As of" not in words(html)


def test_services_stand_against_what_their_incidents_took(site: Site) -> None:
    text = told(site, "show: services")
    assert "1 h over it: 1 of 1 incidents; worst Disk full , 3 h 16 min" in text
    assert "2 services." in text
    assert "orders" not in told(site, "show: services\nwithout: runbook").split()
    assert "1 service without a runbook." in told(site, "show: services\nwithout: runbook")
    assert "All 2 services have an owner." in told(site, "show: services\nwithout: owner")
    assert "Its one service has an RTO." in told(site, "show: services\ntier: 1\nwithout: rto")
    assert "No such service." in told(site, "show: services\nowner: nobody")


def test_the_vocabulary_is_that_of_the_settings(site: Site) -> None:
    text = told(site, "show: severities")
    assert "SEV-1 Core function unavailable or data at risk within 5 days" in text
    assert "Analysis or Five whys, Lessons learned, actions 1 incident" in text
    text = told(site, "show: priorities")
    assert "high 14 days after it was written down 1 action 1 medium 60 days" in text
    text = told(site, "show: causes\nkind: Detection")
    assert "monitoring-gap Nothing watched this Detection 2 Disk full" in text
    assert "alert-noise The signal drowned Detection 0 none yet" in text
    assert "2 factors; 2 of 2 incidents name factors" in text
    assert "customer A customer reported it 1" in told(site, "show: detection\nyear: this")


def test_a_count_that_is_mostly_unknown_is_refused(site_of: Build, whole: Whole) -> None:
    site = site_of({"a.md": whole("detection: customer"), "b.md": whole("title: B")})
    text = told(site, "show: detection")
    assert "What found the 2 incidents is recorded for 1 of 2: not summarised." in text
    assert "customer A customer reported it symptom" not in text
    assert not re.search(r"reported it \d", text)


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_has_its_n(site: Site, chart: str) -> None:
    html = html_of(site, f"show: chart\nchart: {chart}")
    assert re.search(r"\bn = \d|\d of \d|\d incidents|\d actions", words(html))
    # Its marks have names of their own: the page may have the same chart already.
    assert all("block-0" in name for name in re.findall(r' id="([^"]+)"', html))


def every_kind() -> list[str]:
    charts = [f"show: chart\nchart: {name}" for name in CHARTS]
    return [*(f"show: {name}" for name in SHOWS if name != "chart"), *charts]


@pytest.mark.parametrize("keys", every_kind())
def test_before_the_first_incident_a_block_says_what_will_stand_there(
    empty: Site, keys: str
) -> None:
    text = told(empty, keys)
    vocabulary = ("severities", "priorities", "causes", "detection")
    assert re.search(r"\byet\b|to be tried again", text) or keys.endswith(vocabulary)
    # The links of the settings are the same on every day.
    assert ("As of" in text) is (keys != "show: links")


@pytest.mark.parametrize("keys", every_kind())
def test_a_broken_file_and_one_without_a_date_break_no_block(flawed: Site, keys: str) -> None:
    html = html_of(flawed, keys)
    assert not re.search(r"\{\{|\{%|>None<|Undefined|datetime\.", html)


def test_no_search_looks_into_a_block(site: Site) -> None:
    for keys in ("show: debt", "show: chart\nchart: causes"):
        html = html_of(site, keys)
        head = '<div class="pm-embed" data-pagefind-ignore="all" data-search-exclude>'
        assert html.startswith(head)
        assert html.endswith("</div>")


def test_a_wrong_block_shows_what_is_wrong_and_what_was_written(site: Site) -> None:
    source = "```postmortems\nshow: incidnts # <b>\n```"
    shown = site.embed(Block(source, 7), "index.md", 0)
    ((line, key),) = [(problem.line, problem.key) for problem in shown.problems]
    assert (line, key) == (8, "show")
    assert "This block cannot be shown." in shown.html
    assert "did you mean" in words(shown.html)
    assert "line 8" in words(shown.html)
    assert "show: incidnts # &lt;b&gt;" in shown.html


@pytest.mark.parametrize(
    ("page", "directory_urls", "href"),
    [
        ("index.md", True, "postmortems/2026/disk/"),
        ("handbook/a/b.md", True, "../../../postmortems/2026/disk/"),
        ("handbook/a/b.md", False, "../../postmortems/2026/disk.html"),
        ("postmortems/index.md", True, "2026/disk/"),
    ],
)
def test_links_lead_from_the_page_that_the_block_stands_on(
    site_of: Build, whole: Whole, page: str, directory_urls: bool, href: str
) -> None:
    site = site_of({"2026/disk.md": whole("title: Disk")}, directory_urls=directory_urls)
    assert f'href="{href}"' in html_of(site, "show: incidents", page)
