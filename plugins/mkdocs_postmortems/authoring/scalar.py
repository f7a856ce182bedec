"""A value as YAML text, in quotes only where readers would take it for something else."""

from __future__ import annotations

import datetime as dt
import json
import re

import yaml
from yaml.resolver import Resolver

from mkdocs_postmortems.source.strict_yaml import YamlError, build, parse

Value = str | int | dt.date | dt.datetime | list[str]
"""What a field can be given."""

_OTHERWISE = re.compile(
    r"y|Y|n|N|[-+]?(?:[0-9][0-9_]*+\.?|\.[0-9])[0-9_]*+(?:[eE][-+]?[0-9]+)?"
    r"|0o[0-7]+|0x[0-9a-fA-F]+"
)
"""What is no text to YAML 1.2, or to the letter of YAML 1.1, though PyYAML reads it as text."""

_ESCAPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML does not allow, and what would turn or break the line for whoever reads it."""


def write_value(value: Value, flow: bool = False) -> str:
    """Return a value on one line; `flow` says that it stands between brackets or braces."""
    if isinstance(value, list):
        return f"[{', '.join(write_text(item, flow=True) for item in value)}]"
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return write_text(value, flow) if isinstance(value, str) else str(value)


def write_text(text: str, flow: bool = False) -> str:
    """Return a text plain where every reader takes it for that text, else in quotes."""
    if _is_plain(text, flow):
        return text
    if '"' in text and "'" not in text and "\\" not in text and not _ESCAPED.search(text):
        return f"'{text}'"
    # JSON's strings are YAML's, but for the few signs that YAML wants escaped.
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _is_plain(text: str, flow: bool) -> bool:
    if not text or _ESCAPED.search(text) or _OTHERWISE.fullmatch(text):
        return False
    tag = Resolver().resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    if tag != "tag:yaml.org,2002:str":
        return False
    if flow:
        return _reads(f"[{text}, x]", [text, "x"]) and _reads(f"{{x: {text}}}", {"x": text})
    return _reads(f"- {text}\n", [text]) and _reads(f"x: {text}\n", {"x": text})


def _reads(yaml_text: str, data: object) -> bool:
    try:
        return bool(build(parse(yaml_text)) == data)
    except YamlError:
        return False
