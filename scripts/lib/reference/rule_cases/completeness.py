"""PM2xx: an example of each rule of completeness."""

from __future__ import annotations

from reference.rule_cases.case import Case, body, fields

_STORY = """
## Executive summary

- The disk of the orders database was full.

## Impact

No order was taken.

## Timeline

- 14:44 The disk is full

## Analysis

Snapshots were written to the disk of the database.

## Lessons learned

- Disks fill up.
"""

_CAUSES = "causes: [{factor: monitoring-gap, scope: systemic}]"
_ACTIONS = (
    "actions: [{title: Alert on disk growth, status: done, closed: 2026-03-20, "
    "addresses: [monitoring-gap]}]"
)

_GUIDANCE = """
## Impact

<!-- guidance: Who could not do what, and for how long? -->
"""

CASES: dict[str, Case] = {
    "PM201": fields(
        "severity: SEV-2\nstatus: published",
        hidden=f"{_CAUSES}\n{_ACTIONS}",
        body="## Timeline\n\n- 14:44 Full\n",
    ),
    "PM202": fields("status: published\ncauses: [monitoring-gap]", without="trigger"),
    "PM203": body(_GUIDANCE),
    "PM204": fields(
        "actions:\n  - title: Alert on disk growth\n    priority: medium\n    ticket: OPS-431"
    ),
    "PM205": fields(
        "actions:\n  - title: Alert on disk growth\n    owner: storage-team\n    ticket: OPS-431"
    ),
    "PM206": fields(
        "actions:\n  - title: Alert on disk growth\n    owner: storage-team\n    priority: medium"
    ),
    "PM207": fields("severity: SEV-2\nstatus: published", hidden=_CAUSES, body=_STORY),
    "PM208": fields("severity: SEV-2\ncauses: [monitoring-gap]", hidden=_ACTIONS, body=_STORY),
    "PM209": fields(
        "severity: SEV-2\ncauses:\n  - {factor: monitoring-gap, scope: systemic}\n"
        "actions:\n  - title: Free some disk space\n    status: done\n    closed: 2026-03-15",
        body=_STORY,
    ),
    "PM210": fields(
        "actions:\n  - title: Alert on disk growth\n    id: A1\n    status: open\n"
        "    owner: storage-team\n    priority: medium\n    ticket: OPS-431\n"
        "retry:\n  planned: 2026-11-10\n  requires: [A1]"
    ),
}
