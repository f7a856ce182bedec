"""The data as CSV and Parquet: the rows of the JSON, typed, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from data_tree import FILES, json_of, parquet_of, rows_of, text_of

from mkdocs_postmortems.exports.data import TABLES
from mkdocs_postmortems.exports.safe_text import cell
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]
NAMES = [table.name for table in TABLES]


@pytest.fixture
def site(site_of: SiteOf) -> Site:
    return site_of(FILES)


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    for name in NAMES:
        for ending in ("csv", "parquet"):
            content = site.files[f"data/{name}.{ending}"]()
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / f"{name}.{ending}").write_bytes(data)
    return tmp_path


def csv_rows(site: Site, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(site, f"{table}.csv").removeprefix("\ufeff"))))


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_all_formats_have_the_same_fields_and_rows(table, site: Site) -> None:  # type: ignore[no-untyped-def]
    columns = [field.name for field in table.columns]
    rows = rows_of(site, table.name)
    assert columns == [name for name in rows[0] if name != "causes"]
    found = parquet_of(site, table.name)
    assert found.column_names == list(csv_rows(site, table.name)[0]) == columns
    read = [{name: _json(value) for name, value in row.items()} for row in found.to_pylist()]
    assert read == [{name: row[name] for name in columns} for row in rows]
    assert len(csv_rows(site, table.name)) == len(rows)


def _json(value: object) -> object:
    if isinstance(value, dt.datetime):
        assert value.utcoffset() == dt.timedelta()
        return f"{value.replace(tzinfo=None).isoformat()}Z"
    return value.isoformat() if isinstance(value, dt.date) else value


def test_a_row_of_csv(site: Site) -> None:
    row = csv_rows(site, "postmortems")[0]
    names = ("started", "day", "counted", "services", "impact_s", "failed_requests", "revenue_lost")
    assert [row[name] for name in names] == [
        "2026-03-15T22:44:00Z", "2026-03-15", "true", "orders; orders-db", "1380", "", "12000.5"
    ]  # fmt: skip
    assert text_of(site, "causes.csv").startswith("\ufeffincident,factor,")
    assert text_of(site, "causes.csv").count("\r\n") == 3


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\n=1", "'=1"),
        ("\u3000=1", "'=1"),
        ("\u200b=1", "'=1"),
        ("\ufeff=1", "'=1"),
        ('"=1', "'\"=1"),
        ('" =1', "'\" =1"),
        ("'=1", "''=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff20SUM", "'\uff20SUM"),
        ("a; =1", "a; '=1"),
        ('a;"=1', "a;'\"=1"),
        ("a\n=1", "a =1"),
        ("a = 1, b - 2", "a = 1, b - 2"),
        ("2026-03-15-disk", "2026-03-15-disk"),
        ("a\x00\x1b[31m\u202eb", "a[31mb"),
        ("", ""),
    ],
)
def test_no_text_is_a_formula(text: str, safe: str) -> None:
    assert cell(text) == safe


def test_texts_stay_texts_and_numbers_numbers(site_of: SiteOf) -> None:
    text = (
        '---\ntitle: "=1+1"\nseverity: SEV-1\nservices: ["@a", "-b"]\n'
        "started: 2026-03-15T10:00:00Z\ndetected: 2026-03-15T09:59:00Z\n"
        'causes: [{factor: x, note: "a,\\n=\\"b\\""}]\n---\n'
    )
    site = site_of({"-x.md": text})
    row = csv_rows(site, "postmortems")[0]
    assert (row["id"], row["title"], row["services"]) == ("'-x", "'=1+1", "'@a; '-b")
    assert row["time_to_detect_s"] == "-60"
    assert csv_rows(site, "causes")[0]["note"] == 'a, ="b"'
    # Formulas are a danger in spreadsheets only.
    assert parquet_of(site, "postmortems")["title"].to_pylist() == ["=1+1"]


def test_parquet_has_types_and_says_its_version(site: Site) -> None:
    schema = parquet_of(site, "postmortems").schema
    names = ("title", "started", "day", "services", "impact_s", "counted", "revenue_lost")
    assert [schema.field(name).type for name in names] == [
        pa.string(), pa.timestamp("us", tz="UTC"), pa.date32(), pa.list_(pa.string()),
        pa.int64(), pa.bool_(), pa.float64(),
    ]  # fmt: skip
    told = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert (told["postmortems.version"], told["postmortems.as_of"]) == ("1", "2026-10-05")
    assert schema.field("impact_s").metadata[b"unit"] == b"seconds"


def test_the_same_files_give_the_same_bytes(site_of: SiteOf) -> None:
    first, second = site_of(FILES), site_of(FILES)
    for name in NAMES:
        for ending in ("csv", "parquet"):
            address = f"data/{name}.{ending}"
            assert first.files[address]() == second.files[address]()


def test_an_empty_knowledge_base_has_the_same_columns(site_of: SiteOf, site: Site) -> None:
    empty = site_of({"later.md": "", "2026/disk.md": "", "broken.md": "", "services.yml": ""})
    assert parquet_of(empty, "actions").num_rows == 0
    assert parquet_of(empty, "actions").schema.equals(parquet_of(site, "actions").schema)


def test_duckdb_reads_both_the_same(folder: Path) -> None:
    columns = "id, severity, epoch(started), day, impact_s, counted"
    read = [
        duckdb.sql(f"SELECT {columns} FROM '{folder / name}' ORDER BY path").fetchall()
        for name in ("postmortems.csv", "postmortems.parquet")
    ]
    assert read[0] == read[1]
    assert duckdb.sql(f"SELECT unnest(services) FROM '{folder}/postmortems.parquet'").fetchall()


def test_pandas_reads_both_the_same(folder: Path) -> None:
    table = pd.read_parquet(folder / "postmortems.parquet")
    text = pd.read_csv(folder / "postmortems.csv", parse_dates=["started"])
    assert (table["started"] == text["started"]).sum() == 2
    assert list(table["id"]) == list(text["id"])
    assert str(table["started"].dtype) == "datetime64[us, UTC]"


def test_the_package_describes_every_csv_file(site: Site) -> None:
    package = json_of(site, "datapackage.json")
    assert package["version"] == "1"
    for resource, table in zip(package["resources"], TABLES, strict=True):
        header = next(csv.reader(io.StringIO(text_of(site, resource["path"]).lstrip("\ufeff"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        assert kinds[table.columns[0].name] == "string"
    assert json.dumps(package).count('"list"') == 9
