"""PM5xx: an example of each rule of policy."""

from __future__ import annotations

from reference.rule_cases.case import Case, fields

_CONTACTS = "- name: Payment provider\n  reach: tel:+49-30-23125-142\n  checked: 2026-01-12\n"

CASES: dict[str, Case] = {
    "PM501": fields("severity: SEV-3\nresolved: 2026-03-15T15:30:00Z\npublished: 2026-04-20"),
    "PM502": fields("severity: SEV-3\nstatus: in-review\nresolved: 2026-03-15T15:30:00Z"),
    "PM503": fields(
        "actions:\n  - title: Alert on disk growth\n    priority: high\n    created: 2026-03-16\n"
        "    due: 2026-12-01\n    status: open\n    owner: storage-team\n    ticket: OPS-431"
    ),
    "PM504": Case(_CONTACTS, {"contacts.yml": _CONTACTS}),
}
