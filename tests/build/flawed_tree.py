"""A knowledge base in which every section of the page of quality has something to say."""

from __future__ import annotations

from site_project import postmortem

WELL = """\
---
title: All is known
severity: SEV-3
status: published
services: [orders]
started: 2026-03-15T14:44:00Z
detected: 2026-03-15T14:47:00Z
acknowledged: 2026-03-15T14:49:00Z
mitigated: 2026-03-15T15:06:00Z
resolved: 2026-03-15T15:31:00Z
published: 2026-03-18
detection: cause-alert
trigger: config-change
causes: [monitoring-gap]
stats: {affected_users: 0}
---

## Executive summary

- It broke.

## Impact

None.

## Timeline

- 14:44 It broke

## Analysis

It broke.

## Lessons learned

- It can break.
"""

DISORDER = postmortem(
    "Mended before it broke", day="2026-04-01", more="mitigated: 2026-04-01T14:39:00Z\n"
)
CONTRADICTION = postmortem(
    "Two answers",
    day="2026-04-02",
    more="detected: 2026-04-02T14:56:00Z\nmitigated: 2026-04-02T15:14:00Z\n"
    "stats: {time_to_detect: 2h}\n",
)
UNKNOWN = postmortem("Odd labels", day="2026-04-03", more="trigger: gremlin\ncauses: [gnome]\n")
ACTIONS = postmortem(
    "Loose ends",
    day="2026-04-04",
    more="actions:\n"
    "  - {title: Nobody's own}\n"
    "  - {title: Done some day, status: done, owner: ada}\n"
    "  - {title: Given away, owner: ada, due: 2026-12-01}\n",
)
FUTURE = postmortem("Published tomorrow", day="2026-10-04", more="published: 2026-10-06\n")
LATER = postmortem("Not yet", day="2026-11-01")
CATALOGUE = "- name: orders\n  runbook: javascript:alert(1)\n"

TREE: dict[str, str | bytes] = {
    "postmortems/2026/all-is-known.md": WELL,
    "postmortems/2026/disorder.md": DISORDER,
    "postmortems/2026/contradiction.md": CONTRADICTION,
    "postmortems/2026/unknown.md": UNKNOWN,
    "postmortems/2026/actions.md": ACTIONS,
    "postmortems/2026/future.md": FUTURE,
    "postmortems/2026/later.md": LATER,
    "postmortems/services.yml": CATALOGUE,
}
