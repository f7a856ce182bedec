"""The schema of a record: each field and each word says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from mkdocs_postmortems.json_schema import catalogue_schema, contacts_schema, postmortem_schema
from mkdocs_postmortems.settings import Settings


def test_every_field_says_what_it_is_and_shows_one_that_is_accepted() -> None:
    schema = postmortem_schema(Settings())
    for where, field in _fields(schema):
        assert re.fullmatch(r"[A-Z].+\.", field["description"]), where
        assert field["examples"], where
        validator = Draft202012Validator({**field, "$defs": schema["$defs"]})
        assert all(validator.is_valid(example) for example in field["examples"]), where


def _fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    lists = {"Service": catalogue_schema()["items"], "Contact": contacts_schema()["items"]}
    records = {"": schema, **schema["$defs"], **lists}
    for name, record in records.items():
        for key, field in record["properties"].items():
            yield f"{name}.{key}", field


def test_every_word_to_choose_from_has_its_meaning() -> None:
    settings = Settings.from_mapping({"severities": {"bad": "Very bad"}, "triggers": ["release"]})
    schema = postmortem_schema(settings)
    severity = schema["properties"]["severity"]["anyOf"][0]
    assert severity == {"enum": ["bad"], "enumDescriptions": ["Very bad"]}
    trigger = schema["properties"]["trigger"]["anyOf"][0]
    assert trigger == {"enum": ["release"], "enumDescriptions": [""]}
    status = schema["$defs"]["Action"]["properties"]["status"]["anyOf"][0]
    assert status["enum"] == ["open", "in-progress", "done", "declined"]
    assert all(status["enumDescriptions"])
