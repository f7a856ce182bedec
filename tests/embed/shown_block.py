"""A small knowledge base, and what a block shows of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.site import Site

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


def two_incidents(whole: Whole) -> dict[str, str]:
    """Return the files of two incidents, and of one that is still to come."""
    return {
        "2026/disk.md": whole(DISK),
        "2025/certificate.md": whole(CERTIFICATE),
        "2027/later.md": whole("title: Later\nstarted: 2027-01-01T00:00:00Z"),
        "services.yml": CATALOGUE,
    }


def html_of(site: Site, keys: str, page: str = "handbook/follow-up.md") -> str:
    shown = site.embed(Block(f"```postmortems\n{keys}\n```", 1), page, 0)
    assert shown.problems == ()
    return shown.html


def words(html: str) -> str:
    plain = re.sub(r"<(style|title|desc|caption)\b.*?</\1>|<[^>]*>", " ", html)
    return " ".join(unescape(plain).split())


def told(site: Site, keys: str) -> str:
    return words(html_of(site, keys))
