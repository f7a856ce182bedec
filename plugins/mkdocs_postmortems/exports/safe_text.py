"""Hostile text on one line, for a terminal, a cell of a spreadsheet or a Markdown document."""

from __future__ import annotations

import re
from functools import lru_cache

_FORMULA = re.compile(r"((?:^|;)\s*+)(?=[\s\"']*+[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a cell begins that a spreadsheet computes. With a full-width sign some do that too, and
where `;` is the separator of the system, a cell begins after each."""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!$]")


def one_line(text: str) -> str:
    """Return the text on one line, without what would command a terminal."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c for c in line if c.isprintable())


@lru_cache(maxsize=8192)
def cell(text: str) -> str:
    """Return the text for a cell of CSV; what would be a formula begins with an apostrophe."""
    line = one_line(text)
    if line[:1].isalnum() and ";" not in line:
        return line
    return _FORMULA.sub(r"\1'", line)


def markdown(text: str) -> str:
    """Return the text for Markdown that is read as it is written; no mark in it means anything."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
