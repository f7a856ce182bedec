"""Snippets of VS Code: the fields of the front matter, and the labels with their meanings.

VS Code takes the front matter of a Markdown file for YAML, so that snippets for YAML are offered
there and nowhere in the story.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from mkdocs_postmortems import pattern
from mkdocs_postmortems.authoring.scalar import write_value
from mkdocs_postmortems.authoring.template import render_template
from mkdocs_postmortems.json_schema import postmortem_schema
from mkdocs_postmortems.pattern import Schema
from mkdocs_postmortems.record import INTERNAL
from mkdocs_postmortems.settings import Settings

Snippet = dict[str, Any]

_ENTRIES = {"causes": "cause", "actions": "action", "links": "link"}
"""Lists of records, each with the word for one entry."""

_BEGUN = {
    "actions": ("title", "type", "priority", "owner"),
    "stats": ("affected_users", "failed_requests", "revenue_lost", "data_loss"),
}
"""The fields that a record begins with, where those are not all of them."""

_DAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_CLOCK = "$CURRENT_HOUR:$CURRENT_MINUTE:00$CURRENT_TIMEZONE_OFFSET"
_NOW = {
    pattern.DATE["pattern"]: _DAY,
    pattern.INSTANT["pattern"]: f"{_DAY}T{_CLOCK}",
    pattern.MOMENT["pattern"]: f"{_DAY}T{_CLOCK}",
}
"""What a date or an instant begins as, by its pattern."""


def postmortem_snippets(settings: Settings) -> dict[str, Snippet]:
    """Return the snippets by their names, with the labels of the settings.

    The list of suggestions shows the name beside what is inserted, so it says what that means.
    """
    schema = postmortem_schema(settings)
    snippets = {"A whole postmortem, with what to write where": _whole(settings)}
    for name, field in schema["properties"].items():
        for about, snippet in _of_field(name, field, schema["$defs"]):
            about = about.removesuffix(".")
            key = about if about not in snippets else f"{about} ({snippet['prefix']})"
            snippets[key] = snippet
    return snippets


def _whole(settings: Settings) -> Snippet:
    a_day = dt.date(2026, 1, 1)  # without a time of day, no row of the timeline is begun
    text = render_template(settings, next(iter(settings.severities)), a_day)
    body = _escaped(text).replace("\ntitle:\n", "\ntitle: $1\n", 1)
    return {**_snippet("postmortem", body), "scope": "markdown", "isFileTemplate": True}


def _of_field(name: str, field: Schema, records: Schema) -> Iterator[tuple[str, Snippet]]:
    """Yield the field and the words it takes; where it holds records, those of the record too."""
    record = next((part["$ref"] for part in _parts(field) if "$ref" in part), None)
    if record:
        yield from _of_record(name, field["description"], records[record.rpartition("/")[2]])
        return
    keyed = "additionalProperties" in field
    body = f"{name}:\n  $1: $2" if keyed else _line(name, field, 1)
    yield field["description"], _snippet(name, body)
    yield from _words(name, field)


def _of_record(name: str, about: str, record: Schema) -> Iterator[tuple[str, Snippet]]:
    fields: dict[str, Schema] = record["properties"]
    # The mark of what is internal is offered by itself: few records have one.
    keys = _BEGUN.get(name) or tuple(key for key in fields if key != INTERNAL)
    begun = [_line(key, fields[key], stop) for stop, key in enumerate(keys, start=1)]
    if entry := _ENTRIES.get(name):
        yield about, _snippet(name, "\n    ".join([f"{name}:\n  - {begun[0]}", *begun[1:]]))
        yield record["description"], _snippet(entry, "- " + "\n  ".join(begun))
    else:
        yield about, _snippet(name, "\n  ".join([f"{name}:", *begun]))
    for key, field in fields.items():
        yield f"{name}: {field['description']}", _snippet(key, _line(key, field, 1))
        yield from _words(key, field)


def _words(name: str, field: Schema) -> Iterator[tuple[str, Snippet]]:
    """Yield each word that a field takes, with its meaning."""
    for part in [] if _is_list(field) else _parts(field):
        meanings = dict(zip(part.get("enum", ()), part.get("enumDescriptions", ()), strict=True))
        for word, meaning in meanings.items():
            body = _escaped(write_value(word, flow=True))
            yield f"{name}: {meaning or word}", _snippet(str(word), body)


def _parts(schema: Schema) -> Iterator[Schema]:
    """Yield a schema and those of the forms in which it may be written."""
    yield schema
    for part in schema.get("anyOf", ()):
        yield from _parts(part)
    if "items" in schema:
        yield from _parts(schema["items"])


def _is_list(field: Schema) -> bool:
    return any("array" in part.get("type", ()) for part in _parts(field))


def _line(name: str, field: Schema, stop: int) -> str:
    """Return a field on one line, whose value is the tab stop of this number.

    No example stands in it: one that is left there would be a false fact.
    """
    words = next((part["enum"] for part in _parts(field) if "enum" in part), None)
    if words:
        texts = (write_value(word, flow=True) for word in words)
        choices = ",".join(re.sub(r"([\\,|])", r"\\\1", text) for text in texts)
        value = f"${{{stop}|{choices}|}}"
    else:
        now = _NOW.get(field.get("pattern", ""))
        value = f"${{{stop}:{now}}}" if now else f"${stop}"
    return f"{name}: [{value}]" if _is_list(field) else f"{name}: {value}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)


def _snippet(prefix: str, body: str) -> Snippet:
    return {"scope": "yaml", "prefix": prefix, "body": body.split("\n")}
