"""The committed JSON schema is that of the models, and agrees with every file of both corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mkdocs_postmortems.authoring.editor import to_json
from mkdocs_postmortems.json_schema import (
    PATH,
    catalogue_schema,
    contacts_schema,
    postmortem_schema,
)
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.entry_list import CONTACTS, SERVICES
from mkdocs_postmortems.source.loader import is_postmortem
from mkdocs_postmortems.source.strict_yaml import StrictHandler, build, parse

ROOT = Path(__file__).parents[2]
FILES = [
    path
    for corpus in (ROOT / "postmortems", ROOT / "tests" / "corpora" / "public")
    for path in sorted(corpus.rglob("*.md"))
    if is_postmortem(path.name)
]


def front_matter(path: Path) -> Any:
    handler = StrictHandler()
    block, _ = handler.split(path.read_text("utf-8"))
    return handler.load(block)


def test_committed_schema_is_current() -> None:
    made = to_json(postmortem_schema(Settings()))
    assert PATH.read_text("utf-8") == made, f"run: postmortems schema > {PATH.relative_to(ROOT)}"


@pytest.mark.parametrize(
    "schema", [postmortem_schema(Settings()), catalogue_schema(), contacts_schema()]
)
def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_schema_accepts_the_file(path: Path) -> None:
    validator = Draft202012Validator(postmortem_schema(Settings()))
    assert [error.message for error in validator.iter_errors(front_matter(path))] == []


def test_both_corpora_are_there() -> None:
    assert len(FILES) == 48


@pytest.mark.parametrize(
    ("name", "schema"),
    [(SERVICES.path, catalogue_schema()), (CONTACTS.path, contacts_schema())],
)
def test_the_schemas_accept_the_lists_of_the_example(name: str, schema: dict[str, Any]) -> None:
    entries = build(parse((ROOT / "postmortems" / name).read_text("utf-8")))
    assert len(entries) > 5
    assert [error.message for error in Draft202012Validator(schema).iter_errors(entries)] == []
