"""The façade: a tree of files in, every page out, each as Markdown with its blocks of HTML."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from markdown import markdown

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

Build = Callable[..., Site]
Whole = Callable[..., str]

FULL = """
title: Orders down
severity: SEV-1
status: published
services: [orders, mail]
teams: [payments]
tags: [postgresql]
visibility: public
detected: 2026-03-15T14:44:45Z
acknowledged: 2026-03-15T14:47:00Z
mitigated: 2026-03-15T15:07:00Z
resolved: 2026-03-15T15:30:00Z
published: 2026-03-18
detection: {source: synthetic-probe, gap: no-alert}
trigger: config-change
causes:
  - config-validation-gap
  - {factor: monitoring-gap, scope: systemic, note: No alert on disk growth.}
  - a-factor-of-our-own
stats: {affected_users: 2400, failed_requests: 340, revenue_lost: 12000 EUR, data_loss: 0m}
actions:
  - {title: Write elsewhere, type: prevent, priority: high, owner: storage-team, ticket: OPS-412,
     created: 2026-03-16, status: done, closed: 2026-03-17, addresses: [monitoring-gap]}
  - {title: Alert on growth, priority: low, owner: ada, ticket: 'https://tickets.example/browse/7'}
  - {title: Nobody's, priority: high, ticket: ABC}
  - {title: Not this, status: declined, closed: 2026-03-19, reason: Too much, owner: ada}
  - {title: Later, created: 2027-01-01}
change: {summary: Move the snapshots, url: https://git.example.com/pull/812}
retry: {planned: 2026-04-02, requires: [A1, A2, A9]}
roles: {incident-commander: on-call primary}
links: [{title: Channel, url: https://chat.example.com/1}]
related: [other, nothing]
"""
BODY = """
Before everything.

## Executive summary

- The disk was full.

## Timeline

| Time (UTC) | Event |
| --- | --- |
| 14:44 | The disk was full |
| 14:45 | A probe failed |
| soon | Somebody looked |
| 15:07 | *Deleted* snapshots |

## Five whys

### The disk
1. Full of snapshots

## Lessons learned

In short.

### What went well
- The probe

### Something else
- Text
"""
CATALOGUE = "- {name: orders, owner: ada, tier: 1, rto: 30m}\n- {name: unused}\n"


@pytest.fixture
def full(site_of: Build, whole: Whole) -> Site:
    files = {
        "2026/x.md": whole(FULL, BODY),
        "2025/other.md": whole("status: in-review\ntitle: Other"),
        "2026/ongoing.md": whole(
            "started: 2026-10-04T20:00:00Z\nstatus: published\ntrigger: dependency\ncauses: unknown"
        ),
        "2026/day.md": whole("started: 2026-05-05\nstatus: draft\nseverity: SEV-9"),
        "2026/late.md": whole("severity: SEV-1\nresolved: 2026-03-15T15:00:00Z"),
        "2027/future.md": whole("started: 2027-01-01T00:00:00Z\nactions: [a]"),
        "broken.md": "---\n[\n---\n# Broken\n",
        "services.yml": CATALOGUE,
    }
    tickets = {r"OPS-\d+": "https://tickets.example.com/{key}"}
    return site_of(files, Settings.from_mapping({"tickets": tickets, "timezone": "Europe/Berlin"}))


def text_of(site: Site, path: str) -> str:
    """Return what a reader of the page reads, on one line."""
    rendered = site.render(path)
    html = rendered.fill(markdown(site.markdown(path, rendered), extensions=["tables"]))
    return " ".join(unescape(re.sub(r"<(style|title|desc).*?</\1>|<[^>]*>", " ", html)).split())


def test_every_page_stands_at_its_address(full: Site) -> None:
    generated = {path for path in full.pages if not path.startswith("postmortems/2")}
    assert generated >= {
        "index.md",
        "postmortems/index.md",
        "postmortems/broken.md",
        "actions/index.md",
        "services/index.md",
        "services/orders.md",
        "services/mail.md",
        "services/unused.md",
        "causes/index.md",
        "causes/monitoring-gap.md",
        "causes/a-factor-of-our-own.md",
        "owners/index.md",
        "owners/ada.md",
        "quality/index.md",
    }
    assert "postmortems/2026/x.md" in full.pages
    assert full.pages["postmortems/2026/x.md"].source == "2026/x.md"


def test_every_page_can_be_rendered_and_all_its_blocks_have_a_place(full: Site) -> None:
    for path in full.pages:
        rendered = full.render(path)
        html = rendered.fill(markdown(full.markdown(path, rendered)))
        assert "\ue000" not in html
        assert "\ue001" not in html
        # What is left of Jinja or Python where a value was missing.
        assert not re.search(r"\{\{|\{%|>None<|Undefined|datetime\.", html), path


def test_postmortems_are_linked_in_the_order_of_time(full: Site) -> None:
    chain = []
    path: str | None = "postmortems/2025/other.md"
    pages = [page for page in full.pages.values() if page.source]
    path = next(page.path for page in pages if page.previous is None)
    while path:
        chain.append(path)
        path = full.pages[path].next
    assert chain == [
        "postmortems/broken.md",
        "postmortems/2025/other.md",
        "postmortems/2026/late.md",
        "postmortems/2026/x.md",
        "postmortems/2026/day.md",
        "postmortems/2026/ongoing.md",
        "postmortems/2027/future.md",
    ]


def test_the_page_of_a_postmortem_says_what_the_file_says(full: Site) -> None:
    text = text_of(full, "postmortems/2026/x.md")
    for expected in (
        "Orders down",
        "SEV-1",
        "2,400 users",
        "340 failed requests",
        "12,000 EUR",
        "synthetic probe",
        "config-change",
        "No alert on disk growth.",
        "The disk was full",
        "Full of snapshots",
        "Write elsewhere",
        "OPS-412",
        "Too much",
        "Move the snapshots",
        "on-call primary",
        "Before everything.",
    ):
        assert expected in text


def test_what_the_page_links_to(full: Site) -> None:
    rendered = full.render("postmortems/2026/x.md")
    html = rendered.fill(rendered.markdown)
    for href in (
        "../../../services/orders/",
        "../../../causes/monitoring-gap/",
        "../../../owners/ada/",
        "../../2025/other/",
        "https://tickets.example.com/OPS-412",
        "https://tickets.example/browse/7",
        "https://git.example.com/pull/812",
        "https://chat.example.com/1",
    ):
        assert f'href="{href}"' in html


def test_the_problems_of_a_file_stand_on_its_page_and_on_that_of_the_quality(full: Site) -> None:
    assert "PM303" in text_of(full, "postmortems/2026/x.md")
    assert "PM103" in text_of(full, "postmortems/broken.md")
    quality = text_of(full, "quality/index.md")
    assert all(rule in quality for rule in ("PM103", "PM115", "PM119", "PM302", "PM303"))
    assert [problem.path for problem in full.problems] == sorted(p.path for p in full.problems)


def test_open_actions_are_listed_the_overdue_ones_first(full: Site) -> None:
    text = text_of(full, "actions/index.md")
    assert text.index("Nobody's") < text.index("Alert on growth")
    assert "Write elsewhere" not in text
    assert "Later" not in text


def test_no_postmortems_make_a_site_that_says_how_to_write_the_first(site_of: Build) -> None:
    site = site_of({}, as_of=dt.date(2026, 10, 5))
    text = text_of(site, "postmortems/index.md")
    assert "No postmortem has been written yet." in text
    assert "started: 2026-10-05T14:44:00Z" in text
    for path in site.pages:
        site.render(path)


AUTHORED = [
    # Authored text stands above the generated part, under the title of the page.
    ("Our notes.", r"# Actions\n\nOur notes\.\n\n(?!Our)"),
    # Its own title is kept, in any of the ways it may be written.
    ("# Ours\n\nNotes.", r"# Ours\n\nNotes\.\n\n"),
    ("Ours\n====\n", r"Ours\n====\n\n"),
    ("<h1>Ours</h1>", r"<h1>Ours</h1>\n\n"),
    # A comment in a code block is no title.
    ("```sh\n# comment\n```", r"# Actions\n\n```sh\n# comment\n```\n\n"),
    # The generated part goes where the author wants it.
    ("# Ours\n\n<!-- postmortems -->\n\nAfter.", r"(?s)# Ours\n\n.+After\.$"),
]


@pytest.mark.parametrize(("authored", "pattern"), AUTHORED)
def test_what_somebody_wrote_at_the_path_of_a_page_is_kept(
    full: Site, authored: str, pattern: str
) -> None:
    rendered = full.render("actions/index.md")
    made = full.markdown("actions/index.md", rendered, authored)
    assert re.match(pattern, made)
    assert rendered.markdown.strip() in made


def test_a_page_has_its_title_once(full: Site) -> None:
    for path, page in full.pages.items():
        made = full.markdown(path, full.render(path))
        assert len(re.findall(r"^# ", made, re.MULTILINE)) == 1, page.path


def test_moments_that_nobody_wrote_down_have_a_row_of_their_own(
    site_of: Build, whole: Whole
) -> None:
    fields = (
        "detected: 2026-03-15T14:50:10Z\nacknowledged: 2026-03-15T14:50:40Z\n"
        "mitigated: 2026-03-15T15:00:00Z"
    )
    body = "## Timeline\n\n- 14:44 It broke\n- 14:55 A fix\n"
    view: Any = site_of({"x.md": whole(fields, body)}).pages["postmortems/x.md"].view()
    assert [(row.text, row.moments) for row in view.timeline] == [
        ("It broke", ("started",)),
        ("", ("detected", "acknowledged")),
        ("A fix", ()),
        ("", ("mitigated",)),
    ]


def test_an_end_before_the_start_is_not_shown_as_an_end(site_of: Build, whole: Whole) -> None:
    site = site_of({"x.md": whole("mitigated: 2026-03-15T14:00:00Z")})
    text = text_of(site, "postmortems/x.md")
    assert "PM301" in text
    assert "14:44 to" not in text


def test_addresses_without_folders(site_of: Build, whole: Whole) -> None:
    site = site_of({"2026/x.md": whole()}, directory_urls=False)
    rendered = site.render("postmortems/2026/x.md")
    assert 'href="../../services/orders.html"' in rendered.fill(rendered.markdown)


def test_the_same_files_on_the_same_date_make_the_same_pages(site_of: Build, whole: Whole) -> None:
    files = {"2026/x.md": whole(FULL, BODY), "services.yml": CATALOGUE}

    def whole_site() -> dict[str, object]:
        site = site_of(files)
        return {path: site.render(path) for path in site.pages}

    assert whole_site() == whole_site()


def test_an_incident_after_the_date_says_so_and_keeps_its_actions(full: Site) -> None:
    page = text_of(full, "postmortems/2027/future.md")
    assert "not counted on other pages" in page
