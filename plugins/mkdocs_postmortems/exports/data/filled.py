"""A table with its rows, and what stands above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mkdocs_postmortems.exports.data.content import Content
from mkdocs_postmortems.exports.data.field import VERSION, Field, Kind, Record, Table

HEAD: tuple[Field[Content], ...] = (
    Field("version", Kind.WHOLE, "The version of the data", lambda _: VERSION, always=True),
    Field(
        "as_of", Kind.DATE, "The date on which everything is read", lambda c: c.as_of, always=True
    ),
    Field(
        "timezone",
        Kind.TEXT,
        "IANA name of the time zone of the site: that of `day` and `quarter`",
        lambda content: content.settings.timezone,
        always=True,
    ),
    Field(
        "site_url", Kind.TEXT, "Where the site stands", lambda content: content.published.site_url
    ),
    Field(
        "unread_files",
        Kind.WHOLE,
        "How many files could not be read: of them no more is known than their names",
        lambda content: content.unread,
        always=True,
    ),
)
"""What stands above the rows in JSON, and in the metadata of Parquet."""


@dataclass(frozen=True)
class Filled:
    """One table of one knowledge base; its records are made once for all formats."""

    table: Table[Any]
    content: Content

    @cached_property
    def records(self) -> list[Record]:
        """The rows by the names of the fields."""
        return self.table.records(self.content)
