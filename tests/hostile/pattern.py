"""Every regular expression of the package, how it is used, and texts that it is worst at."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mkdocs_postmortems
from mkdocs_postmortems.json_schema import (
    catalogue_schema,
    contacts_schema,
    postmortem_schema,
)
from mkdocs_postmortems.settings import Settings

_WHOLE = {"match", "fullmatch"}
_USES = {*_WHOLE, "search", "sub", "subn", "split", "findall", "finditer"}
_ENDLESS = 15
"""A repeat of more than so many is without end, as far as time goes."""


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and how it is asked: `match`, `fullmatch` or `finditer`."""

    name: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    ways: tuple[str, ...]


def patterns() -> Iterator[Used]:
    """Yield the compiled patterns of all modules, those written where used, those of schemas."""
    for name in _modules():
        module = importlib.import_module(name)
        source = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        uses = _uses(source)
        for attribute, value in _held(module):
            if isinstance(value, re.Pattern):
                asked = uses.get(attribute, set())
                yield Used(f"{name}.{attribute}", value, _ways(asked))
        for number, (how, text) in enumerate(_inline(source)):
            pattern = re.compile(text)
            yield Used(f"{name}:{number}", pattern, _ways({how}))
    schemas = [postmortem_schema(Settings()), catalogue_schema(), contacts_schema()]
    for number, text in enumerate(sorted(set(_schema_patterns(schemas)))):
        yield Used(f"schema:{number}", re.compile(text), ("finditer",))


def _ways(asked: set[str]) -> tuple[str, ...]:
    """Return the ways to try: all that searches is `finditer`, also what nobody is seen to ask."""
    searches = not asked or asked - _WHOLE
    return tuple(sorted(asked & _WHOLE)) + (("finditer",) if searches else ())


def _modules() -> list[str]:
    walked = pkgutil.walk_packages(mkdocs_postmortems.__path__, "mkdocs_postmortems.")
    return sorted(found.name for found in walked if not found.name.endswith("__main__"))


def _held(module: Any) -> Iterator[tuple[str, object]]:
    """Yield what a module and its classes hold."""
    for name, value in vars(module).items():
        yield name, value
        if isinstance(value, type) and value.__module__ == module.__name__:
            yield from ((name, inner) for name, inner in vars(value).items())


def _uses(source: ast.Module) -> Mapping[str, set[str]]:
    """Return how each name is asked in a module: `_DATE.fullmatch(...)`."""
    uses: dict[str, set[str]] = {}
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in _USES:
            value = node.value
            name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "")
            uses.setdefault(name, set()).add(node.attr)
    return uses


def _inline(source: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the patterns that are written where they are used: `re.sub("a+", ...)`."""
    for node in ast.walk(source):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        first = node.args[0]
        if of_re and node.func.attr in _USES and isinstance(first, ast.Constant):
            yield node.func.attr, str(first.value)


def _schema_patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            else:
                yield from _schema_patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _schema_patterns(value)


Tree = Any
"""What the parser of `re` makes of a pattern: pairs of an operation and its arguments."""


def worst_texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts that make a pattern walk as far as it can and then fail.

    For every repeat without end: what leads to it, what it repeats over and over, and an end
    that does not match; the same without the lead, so that every place is a beginning.
    """
    tree = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
    seen = set()
    for lead, pump in _pumps(list(tree), ""):
        for begin in (lead, ""):
            for end in ("\x00", "\n\x00", "a\x00"):
                text = begin + pump * (length // len(pump)) + end
                if text not in seen:
                    seen.add(text)
                    yield text
        if lead:
            yield (lead + pump) * (length // len(lead + pump))


def _pumps(tree: list[Tree], lead: str) -> Iterator[tuple[str, str]]:
    """Yield (what leads to a repeat without end, what it repeats)."""
    for operation, argument in tree:
        kind = str(operation)
        if "REPEAT" in kind:
            least, most, inner = argument
            one = _sample(list(inner))
            if most > _ENDLESS and one:
                yield lead, one
            yield from _pumps(list(inner), lead)
            lead += one * max(least, 1)
            continue
        for inner in _inner(kind, argument):
            yield from _pumps(list(inner), lead)
        lead += _sample([(operation, argument)])


def _inner(kind: str, argument: Tree) -> list[Tree]:
    if kind == "SUBPATTERN":
        return [argument[-1]]
    if kind == "ATOMIC_GROUP":
        return [argument]
    if kind == "BRANCH":
        return list(argument[1])
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return [argument[1]]
    return [part for part in argument[1:] if part] if kind == "GROUPREF_EXISTS" else []


_CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def _sample(tree: list[Tree]) -> str:
    """Return a text that the tree matches, as far as its own parts say."""
    text = ""
    for operation, argument in tree:
        kind = str(operation)
        if kind == "LITERAL":
            text += chr(argument)
        elif kind in {"ANY", "NOT_LITERAL"}:
            text += "a" if argument != ord("a") else "b"
        elif kind == "IN":
            text += _member(argument)
        elif "REPEAT" in kind:
            least, most, inner = argument
            text += _sample(list(inner)) * max(least, 1 if most else 0)
        elif kind in {"SUBPATTERN", "ATOMIC_GROUP", "BRANCH"}:
            text += _sample(list(_inner(kind, argument)[0]))
    return text


def _member(members: list[Tree]) -> str:
    """Return a character of a class."""
    kinds = {str(operation) for operation, _ in members}
    if "NEGATE" in kinds:
        return next(c for c in "a -1\n" if not any(_holds(m, c) for m in members))
    operation, argument = members[0]
    if str(operation) == "LITERAL":
        return chr(argument)
    return chr(argument[0]) if str(operation) == "RANGE" else _CATEGORIES.get(str(argument), "-")


def _holds(member: Tree, character: str) -> bool:
    operation, argument = str(member[0]), member[1]
    if operation == "LITERAL":
        return ord(character) == argument
    if operation == "RANGE":
        return bool(argument[0] <= ord(character) <= argument[1])
    return operation == "CATEGORY" and _CATEGORIES.get(str(argument)) == character
