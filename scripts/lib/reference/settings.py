"""The page of the settings: every option, from `Settings`, and the default vocabulary."""

from __future__ import annotations

from typing import Any, get_type_hints

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.settings import Settings
from reference.kinds import kind, models_in
from reference.markdown import code, document, fence, sentence, table

_INTRODUCTION = """
The options stand in `mkdocs.yml`, in the block of the plugin. Every option has a default: without
any, `- postmortems` is enough. [Configure](../guide/configure.md) tells when to change which.

An option that does not exist, or a value that cannot be used, stops the build with a message that
names the nearest right one. A table given in `mkdocs.yml` replaces the default table as a whole;
`sections` adds to it.
"""

BLOCK = """
plugins:
  - search
  - postmortems:
      timezone: Europe/Berlin
      tickets:
        'OPS-\\d+': https://tickets.example.com/browse/{key}
"""

EXAMPLES = {
    "source": "source: incidents",
    "timezone": "timezone: Europe/Berlin",
    "as_of": "as_of: 2026-10-05",
    "severities": """
severities:
  critical:
    meaning: Customers cannot order
    publish_days: 5
    sections: [summary, timeline, "analysis | five-whys"]
  minor: Everything else
""",
    "priorities": "priorities: {now: 7, soon: 30, later: null}",
    "triggers": """
triggers:
  release: A new version went out
  config: A setting was changed
  none-identified: Nothing was found
""",
    "causes": """
causes:
  no-rollback: {kind: Change, meaning: There was no way back}
  no-alert: {kind: Detection, meaning: Nothing watched this}
  unknown: {kind: Unknown, meaning: Not found out}
""",
    "detection_sources": "detection_sources: [alert, colleague, customer, unknown]",
    "detection_gaps": "detection_gaps: [no-signal, no-alert, too-late]",
    "aliases": """
aliases:
  severities: {sev1: SEV-1, P1: SEV-1}
  services: {shop: storefront}
""",
    "tickets": r"""
tickets:
  'OPS-\d+': https://tickets.example.com/browse/{key}
  'PAY-\d+': https://payments.example.com/issues?key={key}
""",
    "trackers": r"""
trackers:
  jira:
    url: https://jira.example.com
    keys: '(OPS|PAY)-\d+'
    owners: {jdoe: storage-team}
  github:
    repositories: [example/shop, example/search]
""",
    "sections": """
sections:
  timeline: [Chronology, Sequence of events]
  lessons-learned: Takeaways
""",
    "rules": """
rules:
  PM206: off
  PM201: error
""",
    "search": "search: material",
    "views": """
views:
  SEV-1 this year: {severity: SEV-1, year: this}
  Found by customers: {detection: [customer, partner], sort: -impact}
""",
    "quick_links": """
quick_links:
  Dashboard of the shop: https://grafana.example.com/d/shop
  Deployments: https://deploy.example.com/latest
""",
    "must_read": "must_read: [2026-03-15-orders-database-disk-full]",
    "sanitise": "sanitise: false",
    "git": "git: true",
    "edition": "edition: public",
    "public": "public: {owners: true, known: [Orders are taken again]}",
    "cache": "cache: false",
}


def page() -> str:
    """Return the page. Every example has been read as settings."""
    parts = [fence(BLOCK, "yaml"), _summary()]
    hints = get_type_hints(Settings, include_extras=True)
    for name, field in Settings.model_fields.items():
        parts += [f"## {name}", _option(name, field, hints[name])]
    return document("Settings", _INTRODUCTION, *parts, _labels_in_use())


def _summary() -> str:
    rows = [
        (f"[{code(name)}](#{name})", sentence(field.description or ""))
        for name, field in Settings.model_fields.items()
    ]
    return table(("Option", "What it sets"), rows)


def _option(name: str, field: FieldInfo, annotation: Any) -> str:
    Settings.from_mapping(yaml.safe_load(EXAMPLES[name]))
    parts = [
        sentence(field.description or ""),
        f"Holds: {kind(annotation)}. Default: {_default(name, field)}.",
        *(_keys(model) for model in models_in(annotation)),
        fence(EXAMPLES[name], "yaml"),
    ]
    if name in TABLES:
        parts += [f"### Default {name.replace('_', ' ')} {{#default-{name}}}", TABLES[name]()]
    return "\n\n".join(parts)


def _default(name: str, field: FieldInfo) -> str:
    if name in TABLES:
        return f"[these](#default-{name})"
    value = field.get_default(call_default_factory=True)
    return "none" if value is None or value == {} or isinstance(value, BaseModel) else code(value)


def _keys(model: type[BaseModel]) -> str:
    """Return the table of the keys that one entry may have."""
    hints = get_type_hints(model, include_extras=True)
    rows = [
        (code(name), kind(hints[name]), sentence(field.description or ""))
        for name, field in model.model_fields.items()
    ]
    return table(("Key", "Holds", "What it says"), rows)


def _severities() -> str:
    rows = [
        (
            code(name),
            entry.meaning,
            f"{entry.publish_days} days" if entry.publish_days else "no limit",
            ", ".join(part.replace(" | ", " or ") for part in entry.sections) or "none",
            "yes" if entry.needs_actions else "no",
        )
        for name, entry in Settings().severities.items()
    ]
    return table(
        ("Severity", "Meaning", "Published within", "Required sections", "Needs actions"), rows
    )


def _priorities() -> str:
    rows = [(code(name), f"{days} days") for name, days in Settings().priorities.items()]
    return table(("Priority", "Due after"), rows)


def _causes() -> str:
    rows = [(code(n), entry.kind, entry.meaning) for n, entry in Settings().causes.items()]
    return table(("Factor", "Kind", "Meaning"), rows)


def _meanings(labels: dict[str, str]) -> str:
    return table(("Label", "Meaning"), [(code(n), meaning) for n, meaning in labels.items()])


def _aliases() -> str:
    rows = [
        (code(family), code(old), code(new))
        for family, aliases in Settings().aliases.model_dump().items()
        for old, new in aliases.items()
    ]
    return table(("Family", "Old spelling", "Read as"), rows)


def _sections() -> str:
    rows = [(code(ident), ", ".join(names)) for ident, names in taxonomy.SECTIONS.items()]
    return table(("Section", "Headings under which it is known"), rows)


TABLES = {
    "severities": _severities,
    "priorities": _priorities,
    "triggers": lambda: _meanings(Settings().triggers),
    "causes": _causes,
    "detection_sources": lambda: _meanings(Settings().detection_sources),
    "detection_gaps": lambda: _meanings(Settings().detection_gaps),
    "aliases": _aliases,
    "sections": _sections,
}


def _labels_in_use() -> str:
    kinds = {
        "well": "what went well",
        "poorly": "what went poorly",
        "lucky": "where luck helped",
    }
    rows = [(kinds[kind_], ", ".join(names)) for kind_, names in taxonomy.LESSONS.items()]
    text = """## Headings of the lessons

Under the section `lessons-learned`, these `###` headings are set side by side. They cannot be
changed; any other heading stands below them."""
    return f"{text}\n\n{table(('Column', 'Headings'), rows)}"
