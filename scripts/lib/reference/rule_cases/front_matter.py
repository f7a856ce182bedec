"""PM1xx: an example of each rule of reading."""

from __future__ import annotations

from reference.rule_cases.case import PATH, Case, body, fields, front, whole

_TIMELINE = """
## Timeline

| Time (UTC) | Event |
| --- | --- |
| 14:44 | The disk was full |
| a bit later | Orders flow again |
"""

_CATALOGUE = "- name: orders\n  team: orders-team\n"

_CONTACTS = "- name: Payment provider\n  phone: +49 30 23125 142\n  checked: 2026-09-14\n"

_UNPAIRED = """
## Impact

Nobody could order for 23 minutes.

<!-- internal -->
Two customers have a contract that asks for a discount.
"""

CASES: dict[str, Case] = {
    "PM101": Case(
        "A file saved in another encoding than UTF-8.",
        {PATH: front("title: Café orders fail").encode("latin-1")},
        language="",
    ),
    "PM102": whole("# Disk full\n\nThe disk of the orders database was full."),
    "PM103": whole("---\ntitle: Disk full: no order was taken\n---"),
    "PM104": whole("---\n- Disk full\n- SEV-3\n---"),
    "PM105": fields("severity: SEV-3\nseverity: SEV-2"),
    "PM106": fields("tags: !urgent disk"),
    "PM107": Case(
        "A file with a pasted log of 1.5 MiB.",
        {PATH: front("tags: [log]", body="x" * 1_572_864)},
        language="",
    ),
    "PM108": Case(
        "A file that is a link to a file outside the folder of the postmortems.",
        {},
        links={PATH: __file__},
        language="",
    ),
    "PM109": Case(
        "Two files of the same name, in `2025/` and in `2026/`.",
        {PATH: front(""), PATH.replace("2026/", "2025/"): front("")},
        language="",
    ),
    "PM110": fields("severity: SEV-3\nservices: [orders]", without="title"),
    "PM111": fields(
        "actions:\n  - title: Alert on disk growth\n    owners: storage-team\n"
        "    priority: medium\n    ticket: OPS-431"
    ),
    "PM112": fields("stats:\n  affected_users: about 2000"),
    "PM113": fields("stats:\n  time_to_resolve: 1:30"),
    "PM114": fields("started: 15.03.2026 14:44"),
    "PM115": fields("severity: SEV3"),
    "PM116": fields("links:\n  - {title: Incident channel, url: chat.example.com/inc-412}"),
    "PM117": Case("An empty file.", {PATH: ""}, language=""),
    "PM118": Case(_CATALOGUE, {"services.yml": _CATALOGUE}),
    "PM119": body(_TIMELINE),
    "PM120": fields("x-ignore: [PM999]"),
    "PM121": Case(_CONTACTS, {"contacts.yml": _CONTACTS}),
    "PM122": body(_UNPAIRED),
    "PM123": fields("x-internal: [stats.revenue]"),
    "PM124": Case(
        "A log of 5,001 lines that is pasted without a code block.",
        {PATH: front("tags: [log]", body="## Impact\n\n" + "- GET /orders 500\n" * 5_001)},
        language="",
    ),
    "PM125": body("## Analysis\n\nThe pod <name> was restarted with an empty volume.\n"),
    "PM126": Case(
        "A postmortem that is called `INDEX.md`.",
        {"2026/INDEX.md": front("tags: [disk]")},
        language="",
    ),
}
