"""Trees of incidents with many actions."""

from __future__ import annotations

from site_project import MKDOCS_YML


def tree(many: int, pairs: int = 1) -> dict[str, str | bytes]:
    """Return `many` incidents with `pairs` of actions each, titled with the incident's number."""
    files: dict[str, str | bytes] = {"mkdocs.yml": MKDOCS_YML, "docs/about.md": "# About"}
    for number in range(many):
        owner = ("storage-team", "mail-team", "<b>quoted</b> & co")[number % 3]
        files[f"postmortems/2026/2026-03-{number:03}.md"] = (
            f"---\ntitle: Incident {number}\nseverity: SEV-{number % 3 + 1}\n"
            f"services: [{'orders' if number % 2 else 'mail'}]\nteams: [shop]\n"
            "started: 2026-03-15T14:44:00Z\nmitigated: 2026-03-15T15:00:00Z\n"
            "resolved: 2026-03-15T15:30:00Z\ncauses: [monitoring-gap]\nactions:\n"
            + pairs
            * (
                f"  - {{title: Alert {number}, owner: '{owner}', priority: high, "
                f"ticket: OPS-{number}, due: 2026-10-0{number % 9 + 1}}}\n"
                f"  - {{title: Rehearse {number}, priority: low, due: 2027-01-01}}\n"
            )
            + "---\n"
        )
    return files
