"""One postmortem and one service in which every field stands: the examples that editors show."""

from __future__ import annotations

POSTMORTEM = """\
---
title: Order processing unavailable, database disk full
severity: SEV-1
status: published
services: [orders, orders-db]
teams: [storage-team]
tags: [postgresql]
visibility: internal

started: 2026-03-15T14:44:00Z        # first impact on users
detected: 2026-03-15T14:44:45Z
acknowledged: 2026-03-15T14:47:00Z
mitigated: 2026-03-15T15:07:00Z      # impact ended
resolved: 2026-03-15T15:30:00Z       # nothing left to do on the day; absent means ongoing
published: 2026-03-18

detection:                           # or only the source: `detection: synthetic-probe`
  source: synthetic-probe
  gap: no-alert
trigger: config-change               # exactly one: what set it off
causes:                              # contributing factors, one or more
  - config-validation-gap            # short form
  - factor: monitoring-gap           # long form
    scope: systemic
    note: No alert on disk growth on any database host.

stats:                               # what the moments cannot give
  affected_users: 2400
  failed_requests: 340
  revenue_lost: 12000 EUR
  data_loss: 0m
  downtime: 23m                      # only where it differs from mitigated - started
  time_to_detect: 45s                # these four only where the moments are not known
  time_to_acknowledge: 3m
  time_to_mitigate: 23m
  time_to_resolve: 46m

actions:
  - title: Write snapshots to the external volume
    id: A1
    type: prevent
    priority: high
    owner: storage-team
    ticket: OPS-412
    created: 2026-03-16
    due: 2026-03-18
    status: done
    closed: 2026-03-17
    addresses: [config-validation-gap]
  - title: Move all snapshots to another site
    status: declined
    closed: 2026-03-20
    reason: The backup host already stands at another site.

change:                              # the change that was attempted
  summary: Move the snapshot job to the new backup host
  url: https://git.example.com/ops/pull/812
retry:                               # when the same change is tried again
  planned: 2026-04-02
  requires: [A1]                     # flagged while any of these is not done
roles:                               # shown on the page, never counted
  incident-commander: on-call primary
links:
  - {title: Incident channel, url: https://chat.example.com/inc-412}
related: [2025-11-02-orders-replica-lag]
---
"""

SERVICE = """\
- name: orders
  description: Takes the order from cart to confirmation
  owner: orders-team
  tier: 1
  rto: 30m
  rpo: 5m
  runbook: https://wiki.example.com/runbooks/orders
  dashboard: https://grafana.example.com/d/orders
"""

CONTACT = """\
- name: Payment provider
  purpose: Card payments fail, or money is missing
  reach: [tel:+49-30-23125-142, https://support.payments.example.com]
  place: Berlin
  timezone: Europe/Berlin
  checked: 2026-09-14
"""
