"""A postmortem that fills every field of the data, and what reads the data of a site."""

from __future__ import annotations

import io
import json
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

SETTINGS = Settings(timezone="Europe/Berlin", tickets={r"OPS-\d+": "https://t.example.com/{key}"})

DISK = """---
title: Order processing unavailable
severity: SEV-1
status: published
services: [orders, orders-db]
teams: [payments]
tags: [postgresql]
started: 2026-03-15T23:44:00+01:00
detected: 2026-03-15T23:44:45+01:00
acknowledged: 2026-03-15T23:47:00+01:00
mitigated: 2026-03-16T00:07:00+01:00
resolved: 2026-03-16T00:30:00+01:00
published: 2026-03-18
detection: {source: synthetic-probe, gap: no-alert}
trigger: config-change
causes:
  - {factor: monitoring-gap, scope: systemic, note: No alert on disk growth.}
  - config-validation-gap
stats: {affected_users: 2400, revenue_lost: 12000.50 EUR, data_loss: 0m}
actions:
  - {title: Alert on disk growth, type: detect, priority: high, owner: storage-team,
     ticket: OPS-412, created: 2026-03-16, due: 2026-03-20, addresses: monitoring-gap}
  - {title: Second disk, priority: low, created: 2026-03-16, status: declined,
     closed: 2026-04-15, reason: The disk is large enough.}
  - {title: Ask the vendor, ticket: "https://github.com/o/r/issues/7", status: done,
     created: 2026-03-16, closed: 2026-03-17}
  - {title: Not yet, created: 2026-11-01}
change: {summary: Move the snapshot job}
retry: {planned: 2026-04-02, requires: A1}
roles: {incident-commander: mtorres}
links: [{title: Channel, url: "https://chat.example.com/1"}]
related: [2025-11-02-lag]
---

Before.

## Executive summary

- The disk was full.

## Timeline

- 22:44 the disk is full
- 23:07 space is freed

## Five whys

1. The disk was full.
2. Snapshots were kept.

## Lessons learned

### What went well

- The probe.

## Glossary

WAL
"""

LATER = """---
title: Later
severity: SEV-3
services: [orders]
started: 2026-12-01T10:00:00Z
mitigated: 2026-12-01T11:00:00Z
actions: [Something]
---
"""

BROKEN = "---\ntitle: [\n---\n"

FILES: dict[str, str | bytes] = {
    "2026/disk.md": DISK,
    "later.md": LATER,
    "broken.md": BROKEN,
    "services.yml": "- {name: orders, owner: payments, tier: 1, rto: 2h}\n- {name: mail}\n",
}


def text_of(site: Site, address: str) -> str:
    content = {**site.files, **site.data.documents}[f"data/{address}"]()
    return content if isinstance(content, str) else content.decode()


def json_of(site: Site, address: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text_of(site, address))
    return found


def rows_of(site: Site, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json_of(site, f"{table}.json")[table]
    return rows


def parquet_of(site: Site, table: str) -> pa.Table:
    return parquet.read_table(io.BytesIO(site.files[f"data/{table}.parquet"]()))
