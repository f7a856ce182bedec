"""Forty incidents with odd labels, and a site that keeps views of them."""

from __future__ import annotations

MKDOCS_YML = """\
site_name: Incidents
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
plugins:
  - search
  - postmortems:
      as_of: 2026-10-05
      views:
        SEV-1 this year: {severity: SEV-1, year: this}
        Longest first: {sort: -impact}
"""
FORMULA = "=HYPERLINK(1)"
LABELS = ("constructor", "__proto__", "a/b", "..", "Orders DB", "orders-db", "\u0637\u0644\u0628")
LONG = "Very long title " * 18 + "of the end"


def incident(number: int) -> str:
    """Return one of forty incidents; every third is SEV-1, the older half of them of 2025."""
    year = 2026 if number % 2 else 2025
    title = {0: LONG, 1: f"'{FORMULA}, \"quoted\"'"}.get(number, f"Incident {number}")
    return (
        f"---\ntitle: {title}\nseverity: SEV-{number % 3 + 1}\nstatus: published\n"
        f"services: ['{LABELS[number % 7]}']\nteams: [shop]\ntags: ['-tag {number}', '=b']\n"
        f"started: {year}-03-{number % 28 + 1:02}T14:00:00Z\n"
        f"mitigated: {year}-03-{number % 28 + 1:02}T{14 + number % 9}:30:00Z\n"
        f"resolved: {year}-03-{number % 28 + 1:02}T23:30:00Z\ndetection: customer\n"
        f"stats: {{affected_users: {number * 1000}}}\ncauses: [monitoring-gap]\nactions:\n"
        f"  - {{title: Alert, owner: team-{number % 20}, ticket: OPS-{number}, due: 2026-10-01}}\n"
        "---\n"
    )
