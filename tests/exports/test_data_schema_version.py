"""Within one version of the data, fields are added; none goes away or gets another type."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs_postmortems.exports.data.field import VERSION
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import build_site

KEPT = Path(__file__).parents[1] / "fixtures" / "promised" / f"data-{VERSION}.txt"


def fields(schema: dict[str, Any], path: str) -> Iterator[str]:
    """Yield a line for each field of a schema: where it stands, and its type."""
    kinds = schema.get("type", [])
    named = "|".join([kinds] if isinstance(kinds, str) else kinds)
    said = [str(schema[key]) for key in ("format", "enum", "const") if key in schema]
    yield " ".join([path, named, *said])
    for name, inner in schema.get("properties", {}).items():
        yield from fields(inner, f"{path}.{name}")
    if "items" in schema:
        yield from fields(schema["items"], f"{path}[]")


def present(tmp_path: Path) -> set[str]:
    site = build_site(tmp_path, Settings(), dt.date(2026, 10, 5))
    schemas = {name: write() for name, write in site.files.items() if ".schema.json" in name}
    assert len(schemas) > 3
    return {
        line
        for name, text in schemas.items()
        for line in fields(json.loads(text), Path(name).name.partition(".")[0])
    }


def test_what_was_promised_is_there_with_its_type(tmp_path: Path) -> None:
    kept = set(KEPT.read_text("utf-8").splitlines())
    assert len(kept) > 100
    assert sorted(kept - present(tmp_path)) == [], "this needs a new VERSION of the data"


def test_what_is_there_is_promised(tmp_path: Path) -> None:
    kept = set(KEPT.read_text("utf-8").splitlines())
    assert sorted(present(tmp_path) - kept) == [], f"add these lines to {KEPT.name}"
