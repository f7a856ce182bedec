"""Every file of the data by its address on the site, and what writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, partial

from mkdocs_postmortems.exports.data.action_table import ACTIONS
from mkdocs_postmortems.exports.data.cause_table import CAUSES
from mkdocs_postmortems.exports.data.content import Content
from mkdocs_postmortems.exports.data.csv_file import write_csv
from mkdocs_postmortems.exports.data.filled import Filled
from mkdocs_postmortems.exports.data.json_file import Documents, schema_path, write_json
from mkdocs_postmortems.exports.data.package import describe
from mkdocs_postmortems.exports.data.postmortem_table import POSTMORTEMS, document_path
from mkdocs_postmortems.exports.data.schema import document_schema, table_schema
from mkdocs_postmortems.exports.data.service_table import SERVICES
from mkdocs_postmortems.exports.metrics import SCHEMA, write_metrics
from mkdocs_postmortems.exports.published import Files, Published

FOLDER = "data/"
_PACKAGE = "datapackage.json"
TABLES = (POSTMORTEMS, ACTIONS, CAUSES, SERVICES)


def _write_parquet(filled: Filled) -> bytes:
    # What writes Parquet is a large library: who reads no data does without it.
    from mkdocs_postmortems.exports.data.parquet_file import write_parquet

    return write_parquet(filled)


FORMATS: dict[str, Callable[[Filled], str | bytes]] = {
    "json": write_json,
    "csv": write_csv,
    "parquet": _write_parquet,
}
"""What writes a table in each format, by the ending of its file."""


@dataclass(frozen=True)
class Data:
    """The data of one knowledge base."""

    published: Published

    @cached_property
    def files(self) -> Files:
        """The tables in each format, the numbers of all pages, the schemas, what describes CSV."""
        results = self.published.results
        found: Files = {f"{FOLDER}metrics.json": lambda: write_metrics(results.metrics)}
        for name, filled in self._tables.items():
            for format_, write in FORMATS.items():
                found[f"{FOLDER}{name}.{format_}"] = partial(write, filled)
        return {**found, **descriptions()}

    @cached_property
    def documents(self) -> Files:
        """A JSON for each postmortem, at the path of its own file."""
        write = Documents(self._tables[POSTMORTEMS.name]).write
        paths = [one.path for one in self.published.knowledge_base.postmortems]
        return {f"{FOLDER}{document_path(path)}": partial(write, path) for path in paths}

    def select(self, tables: Collection[str], formats: Collection[str]) -> Files:
        """Return the files of some formats by their paths below the folder of the data.

        Without `tables` these are all, else those of the tables named, and the schemas of their
        JSON.
        """
        wanted = {f"{name}.{format_}" for name in tables for format_ in formats}
        if "json" in formats:
            wanted |= {schema_path(name) for name in tables}
        every = {**self.files, **self.documents}
        below = {address.removeprefix(FOLDER): write for address, write in every.items()}
        if tables:
            return {path: write for path, write in below.items() if path in wanted}
        return {path: write for path, write in below.items() if _format_of(path) in formats}

    @cached_property
    def _tables(self) -> dict[str, Filled]:
        content = Content(self.published)
        return {table.name: Filled(table, content) for table in TABLES}


def _format_of(path: str) -> str:
    """Return the format that a file belongs to: what describes the CSV files is JSON itself."""
    return "csv" if path == _PACKAGE else path.rpartition(".")[2]


def descriptions() -> Files:
    """Return the files that say what the data means: the same for every knowledge base."""
    made: dict[str, Callable[[], dict[str, object]]] = {
        **{schema_path(table.name): partial(table_schema, table) for table in TABLES},
        schema_path("document"): document_schema,
        _PACKAGE: partial(describe, TABLES),
    }
    written = {f"{FOLDER}{path}": partial(_write_description, make) for path, make in made.items()}
    metrics = f"{FOLDER}{schema_path('metrics')}"
    return {**written, metrics: partial(SCHEMA.read_text, "utf-8")}


def _write_description(make: Callable[[], dict[str, object]]) -> str:
    return json.dumps(make(), indent=2, ensure_ascii=False) + "\n"
