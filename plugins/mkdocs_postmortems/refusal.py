"""What pydantic refuses, in words for people: what was found, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mkdocs_postmortems.errors import did_you_mean

_NUMBER = "a whole number without separators, such as 2400"
_KEYS = "keys and values, one a line"
_WANTED = {
    "string_type": "a text; put it in quotes if it looks like something else",
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_from_float": "a whole number",
    "greater_than_equal": "{ge} or a larger number",
    "less_than_equal": "{le} or a smaller number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list: one entry a line, each after `- `",
    "dict_type": _KEYS,
    "model_type": _KEYS,
}


def shown(value: object) -> str:
    """Return a value as a message names it."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{str(value)[:60]}"'


def wanted(kind: str, value: object, context: Mapping[str, Any]) -> str:
    """Return what to write instead of a value, by pydantic's kind of error and its context."""
    if kind in {"enum", "literal_error"}:
        words = context["expected"].replace("'", "")
        near = did_you_mean(str(value), re.findall(r"'([^']+)'", context["expected"]))
        return f"{words}; {near}" if near else words
    return _WANTED.get(kind, "a value that is taken here").format(**context)
