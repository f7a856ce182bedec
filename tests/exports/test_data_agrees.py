"""The data agrees with the schemas that it names, and with the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from data_tree import FILES, SETTINGS, json_of, rows_of
from jsonschema import Draft202012Validator, FormatChecker
from published_tree import hostile_files

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.exports.data import TABLES
from mkdocs_postmortems.exports.data.document import DOCUMENT
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[2]
BROKEN = "---\ntitle: x\nseverity: 3\nservices: [a, a]\nstarted: soon\ncauses: ['']\n---\n## \n"

SiteOf = Callable[..., Site]


@pytest.fixture
def site(site_of: SiteOf) -> Site:
    return site_of(FILES, SETTINGS)


@pytest.fixture(scope="module")
def example() -> Site:
    configuration = read_configuration(ROOT / "mkdocs.yml")
    assert configuration.settings.as_of
    return build_site(configuration.folder, configuration.settings, configuration.settings.as_of)


def test_the_data_says_what_the_pages_say(example: Site) -> None:
    rows = {row["path"]: row for row in rows_of(example, "postmortems")}
    shown = {
        path: (
            row.problems,
            row.open_actions,
            row.overdue_actions,
            row.ongoing,
            None if row.impact is None else row.impact.total_seconds(),
        )
        for path, row in example.library.incident_rows.items()
    }
    names = ("problems", "actions_open", "actions_overdue", "ongoing", "impact_s")
    assert shown == {path: tuple(row[name] for name in names) for path, row in rows.items()}


_FOR_PAGES = ("game-days/", "listings/", "schema/")


def tables(site: Site) -> list[str]:
    found = [address.removeprefix("data/") for address in (*site.files, *site.documents)]
    return [a for a in found if a.endswith(".json") and not a.startswith(_FOR_PAGES)]


def errors(site: Site) -> list[str]:
    """Hold every JSON file against the schema that it names; return what does not agree."""
    validators: dict[str, Draft202012Validator] = {}
    found = []
    for address in tables(site):
        data = json_of(site, address)
        # The metrics name no schema: the key was taken by their version.
        named = data.get("$schema", "schema/metrics.schema.json")
        if not named.startswith("https://"):
            path = normpath(join(dirname(address), named))
            if path not in validators:
                validators[path] = _validator(json_of(site, path))
            errors = validators[path].iter_errors(data)
            found += [f"{address}: {error.json_path}: {error.message}" for error in errors]
    return found


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_every_file_of_the_example_is_what_its_schema_says(example: Site) -> None:
    assert len(tables(example)) == 36 + len(TABLES) + 2
    assert errors(example) == []


def test_every_file_of_a_hostile_tree_is_what_its_schema_says(site_of: SiteOf) -> None:
    assert errors(site_of({**hostile_files(), "x.md": BROKEN})) == []


def test_without_a_postmortem_the_tables_are_empty(site_of: SiteOf) -> None:
    site = site_of({})
    assert errors(site) == []
    assert rows_of(site, "postmortems") == []


def test_a_file_that_the_schema_does_not_describe_is_refused(site: Site) -> None:
    schema = json_of(site, "schema/postmortems.schema.json")
    data = json_of(site, "postmortems.json")
    for name, wrong in (("impact_s", "1 h"), ("started", 5), ("status", "x"), ("services", None)):
        data["postmortems"][0][name] = wrong
    found = Draft202012Validator(schema).iter_errors(data)
    assert {error.path[-1] for error in found} == {"impact_s", "started", "status", "services"}


def names_in(schema: dict[str, Any]) -> list[str]:
    return [*schema["properties"]]


def test_the_schemas_name_every_field_and_no_other(site: Site) -> None:
    for table in TABLES:
        schema = json_of(site, f"schema/{table.name}.schema.json")
        item = schema["properties"][table.name]["items"]
        assert names_in(item) == item["required"] == [field.name for field in table.fields]
    document = json_of(site, "schema/document.schema.json")
    assert names_in(document)[-len(DOCUMENT) :] == [field.name for field in DOCUMENT]
    assert set(json_of(site, "postmortems/2026/disk.json")) == set(names_in(document))
