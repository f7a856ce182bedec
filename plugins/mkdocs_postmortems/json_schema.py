"""The JSON schemas of what people write, made from the models, for editors and for CI.

A schema accepts what the loader reads without a problem and refuses what it reports; the tests
hold both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs_postmortems import pattern
from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.model import Action, Cause, Detection, FrontMatter, Service
from mkdocs_postmortems.pattern import Schema
from mkdocs_postmortems.record import Record
from mkdocs_postmortems.record_schema import SchemaWriter, choice, one_or_more, parts_of
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.settings import Settings

PATH = Path(__file__).parent / "schema" / "postmortem.schema.json"
"""The committed schema, with the default labels."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def postmortem_schema(settings: Settings) -> Schema:
    """Return the schema of the front matter, with the labels of the settings.

    Old spellings are accepted and not offered. Services are left open: the catalogue may not
    know them yet.
    """
    writer = SchemaWriter(_labels(settings))
    records = {part.__name__: writer.record(part) for _, part in parts_of(FrontMatter)}
    return {"$schema": _DIALECT, **writer.record(FrontMatter), "$defs": records}


def catalogue_schema() -> Schema:
    """Return the schema of `services.yml`, a list of services."""
    return _list_schema(Service, "The services that postmortems name.")


def contacts_schema() -> Schema:
    """Return the schema of `contacts.yml`, a list of contacts."""
    return _list_schema(Contact, "Whom to reach when something breaks.")


def _list_schema(model: type[Record], description: str) -> Schema:
    return {
        "$schema": _DIALECT,
        "description": description,
        "type": ["array", "null"],
        "items": SchemaWriter({}).record(model),
    }


def _labels(settings: Settings) -> dict[tuple[type[Record], str], Schema]:
    """Return the schema of each field that takes labels."""
    aliases = settings.aliases
    severities = {label: entry.meaning for label, entry in settings.severities.items()}
    priorities = {label: _due(days) for label, days in settings.priorities.items()}
    causes = {label: entry.meaning for label, entry in settings.causes.items()}
    factor = _label(causes, aliases.causes)
    return {
        (FrontMatter, "severity"): _label(severities, aliases.severities),
        (FrontMatter, "trigger"): _label(settings.triggers, aliases.triggers),
        (Detection, "source"): _label(settings.detection_sources, aliases.detection_sources),
        (Detection, "gap"): _label(settings.detection_gaps, aliases.detection_gaps),
        (Cause, "factor"): factor,
        (Action, "priority"): _label(priorities, aliases.priorities),
        (Action, "addresses"): one_or_more(factor),
    }


def _label(meanings: Mapping[str, str], aliases: Mapping[str, str]) -> Schema:
    """Offer today's labels with their meanings; accept them and old spellings in any case.

    A label that looks like a number is one in YAML.
    """
    offered = choice(meanings)
    offered["enum"] = [int(label) if _NUMBER.fullmatch(label) else label for label in meanings]
    spellings = [*meanings, *(old for old, today in aliases.items() if today in meanings)]
    spelt = {"type": "string", "pattern": f"^(?:{pattern.caseless(spellings)})$"}
    return {"examples": offered["enum"][:1], "anyOf": [offered, spelt]}


def _due(days: int | None) -> str:
    return "Due when it says so itself" if days is None else f"Due after {plural(days, 'day')}"
