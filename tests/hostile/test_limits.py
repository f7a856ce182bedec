"""The page of the limits says the numbers that the code has."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_postmortems.errors import MOST_ALIKE
from mkdocs_postmortems.own_pattern import LONGEST_KEY
from mkdocs_postmortems.source import markup_limit, strict_yaml, text_file

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "limits.md"


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        ("Size of a postmortem", f"{text_file.MAX_BYTES // 2**20} MiB"),
        ("Values in the front matter", f"{strict_yaml.MAX_FRONT_MATTER:,}"),
        ("Values in `services.yml`", f"{strict_yaml.MAX_NODES:,}"),
        ("Levels of values", f"{strict_yaml.MAX_DEPTH}"),
        ("Characters in one value", f"{strict_yaml.MAX_TEXT:,}"),
        ("Lines of Markdown", f"{markup_limit.MAX_LINES:,}"),
        ("Characters of Markdown", f"{markup_limit.MAX_CHARACTERS:,}"),
        ("Characters in one paragraph", f"{markup_limit.MAX_PARAGRAPH:,}"),
        ("Brackets, signs", f"{markup_limit.MAX_SIGNS}"),
        ("HTML tags", f"{markup_limit.MAX_OPEN_TAGS}"),
        ("Levels of lists", f"{markup_limit.MAX_NESTED}"),
        ("Problems of one rule", f"{MOST_ALIKE}"),
        ("Characters of a ticket", f"{LONGEST_KEY}"),
    ],
)
def test_a_limit_is_documented(row: str, limit: str) -> None:
    lines = [line for line in PAGE.read_text("utf-8").split("\n") if line.startswith(f"| {row}")]
    assert [line.split("|")[2].strip() for line in lines] == [limit]
