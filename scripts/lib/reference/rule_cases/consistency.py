"""PM3xx: an example of each rule of consistency."""

from __future__ import annotations

from reference.rule_cases.case import PATH, Case, fields, front

_MOMENTS = "started: 2026-03-15T14:44:00Z\nmitigated: 2026-03-15T17:07:00Z"
_TIMELINE = """## Timeline

- 14:44 The disk is full
- 14:47 On-call takes over
- 15:07 Orders flow again
"""

CASES: dict[str, Case] = {
    "PM301": fields("started: 2026-03-15T14:44:00Z\nmitigated: 2026-03-15T14:07:00Z"),
    "PM302": fields("services: [order]", services="- name: orders\n"),
    "PM303": fields("related: [2025-11-02-orders-replica-lag]"),
    "PM304": fields(
        "started: 2026-03-15T14:44:00Z\nresolved: 2026-03-15T15:30:00Z\n"
        "stats:\n  time_to_resolve: 2h 30m"
    ),
    "PM305": fields(
        "actions:\n  - title: Alert on disk growth\n    created: 2026-03-16\n"
        "    status: done\n    closed: 2026-03-06"
    ),
    "PM306": fields(
        "actions:\n"
        "  - {id: A1, title: Alert on disk growth, status: done, closed: 2026-03-20}\n"
        "  - {id: A1, title: Move the snapshots, status: done, closed: 2026-03-17}"
    ),
    "PM307": fields("actions:\n  - title: Alert on disk growth\n    status: done"),
    "PM308": fields("services: [orders, payments, orders]"),
    "PM309": fields("started: 2026-03-15T14:44:00Z\nmitigated: 2026-12-15T15:07:00Z"),
    "PM310": Case(
        f"---\n{_MOMENTS}\n---\n\n{_TIMELINE}",
        {PATH: front(_MOMENTS, body=_TIMELINE)},
        language="markdown",
    ),
    "PM311": fields(
        "actions:\n  - title: Alert on disk growth\n    created: 2026-03-16\n"
        "    due: 2026-03-06\n    status: done\n    closed: 2026-03-20"
    ),
    "PM312": fields(
        "# In services.yml: {name: orders, rto: 30m}\nservices: [orders]\n"
        "started: 2026-03-15T14:44:00Z\nmitigated: 2026-03-15T15:44:00Z",
        services="- {name: orders, rto: 30m}\n",
    ),
    "PM313": fields(
        "# In services.yml: {name: orders, rpo: 5m}\nservices: [orders]\nstats:\n  data_loss: 10m",
        services="- {name: orders, rpo: 5m}\n",
    ),
    "PM314": fields("started: 2026-03-15T14:44:00Z\nretry:\n  planned: 2026-03-02"),
    "PM315": fields(
        "causes: [monitoring-gap]\n"
        "actions:\n  - title: Alert on disk growth\n    status: done\n    closed: 2026-03-20\n"
        "    addresses: [runbook-gap]"
    ),
    "PM316": Case(
        "visibility: public\nrelated: [2025-11-02-replica-lag]",
        {
            PATH: front("visibility: public\nrelated: [2025-11-02-replica-lag]"),
            "2025/2025-11-02-replica-lag.md": front(""),
        },
    ),
}
