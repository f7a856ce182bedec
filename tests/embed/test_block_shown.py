"""What a block shows: a small knowledge base in, the words of the block out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from mkdocs_postmortems.embed.chart import CHARTS
from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.embed.option import OF_ALL_ACTIONS, SHOWS
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

Build = Callable[..., Site]
Whole = Callable[..., str]

DISK = """
title: Disk full
severity: SEV-1
status: published
services: [orders]
teams: [payments]
tags: [postgresql]
mitigated: 2026-03-15T18:00:00Z
resolved: 2026-03-15T19:00:00Z
published: 2026-03-16
detection: customer
trigger: capacity-or-decay
causes: [monitoring-gap]
actions:
  - {title: Alert on growth, priority: high, type: detect, owner: ada, created: 2026-03-16}
  - {title: Nobody's, priority: low, created: 2026-09-01}
  - {title: Write elsewhere, priority: high, owner: ada, created: 2026-03-16,
     status: done, closed: 2026-03-17}
change: Move the snapshots
retry: {planned: 2026-12-01, requires: [A1, A9]}
"""
CERTIFICATE = """
title: Certificate <b>expired</b>
severity: SEV-2
services: [mail]
started: 2025-05-02T10:00:00Z
mitigated: 2025-05-02T10:30:00Z
detection: symptom-alert
causes: [deferred-work, monitoring-gap]
"""
CATALOGUE = """
- {name: orders, owner: ada, tier: 1, rto: 1h, runbook: https://wiki.example.com/orders}
- {name: mail, owner: post}
"""


@pytest.fixture
def site(site_of: Build, whole: Whole) -> Site:
    files = {
        "2026/disk.md": whole(DISK),
        "2025/certificate.md": whole(CERTIFICATE),
        "2027/later.md": whole("title: Later\nstarted: 2027-01-01T00:00:00Z"),
        "services.yml": CATALOGUE,
    }
    return site_of(files, Settings())


def html_of(site: Site, keys: str, page: str = "handbook/follow-up.md") -> str:
    shown = site.embed(Block(f"```postmortems\n{keys}\n```", 1), page, 0)
    assert shown.problems == ()
    return shown.html


def words(html: str) -> str:
    plain = re.sub(r"<(style|title|desc|caption)\b.*?</\1>|<[^>]*>", " ", html)
    return " ".join(unescape(plain).split())


def told(site: Site, keys: str) -> str:
    return words(html_of(site, keys))


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


def test_what_the_front_matter_says_is_text(site: Site) -> None:
    html = html_of(site, "show: incidents\ntitle: <i>Ours</i>\nq: <b>expired")
    assert "Certificate &lt;b&gt;expired&lt;/b&gt;" in html
    assert "&lt;i&gt;Ours&lt;/i&gt;" in html
    assert 'that mention "<b>expired"' in words(html)


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


@pytest.mark.parametrize("chart", [name for name in CHARTS if name not in OF_ALL_ACTIONS])
def test_a_chart_of_chosen_incidents_leads_to_them(site: Site, chart: str) -> None:
    keys = f"show: chart\nchart: {chart}\nseverity"
    html = html_of(site, f"{keys}: SEV-1\nyear: this")
    assert 'href="../../postmortems/?severity=SEV-1&amp;year=2026"' in html
    assert "Certificate" not in html
    empty = f"No incident yet with severity SEV-4. When there is one, this shows {CHARTS[chart]}."
    assert empty in told(site, f"{keys}: SEV-4")


def every_kind() -> list[str]:
    charts = [f"show: chart\nchart: {name}" for name in CHARTS]
    return [*(f"show: {name}" for name in SHOWS if name != "chart"), *charts]


@pytest.mark.parametrize("keys", every_kind())
def test_before_the_first_incident_a_block_says_what_will_stand_there(
    site_of: Build, keys: str
) -> None:
    text = told(site_of({}), keys)
    vocabulary = ("severities", "priorities", "causes", "detection")
    assert re.search(r"\byet\b|to be tried again", text) or keys.endswith(vocabulary)
    # The links of the settings are the same on every day.
    assert ("As of" in text) is (keys != "show: links")


@pytest.mark.parametrize("keys", every_kind())
def test_a_broken_file_and_one_without_a_date_break_no_block(
    site_of: Build, whole: Whole, keys: str
) -> None:
    site = site_of({"broken.md": "---\n[\n---\n# Broken\n", "bare.md": "---\ntitle: Bare\n---\n"})
    html = html_of(site, keys)
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
