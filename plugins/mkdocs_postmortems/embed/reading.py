"""From the text of a block to its keys, with every problem at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mkdocs_postmortems.embed.fence import Block
from mkdocs_postmortems.embed.label import Labels
from mkdocs_postmortems.embed.option import SHOWS, Show
from mkdocs_postmortems.errors import did_you_mean
from mkdocs_postmortems.refusal import shown, wanted
from mkdocs_postmortems.source.strict_yaml import (
    YamlError,
    build,
    parse,
    span_of_key,
    span_of_value,
)

LONGEST = 10_000
"""How many characters a block may have: far more than its keys can take."""


@dataclass(frozen=True, order=True)
class BlockProblem:
    """Something wrong in a block: the line of its page, from 1, the key, and what to write."""

    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return (
            f"{self.line}: {self.key}: {self.message}"
            if self.key
            else f"{self.line}: {self.message}"
        )


class BlockError(Exception):
    """A block that cannot be shown; carries every problem, by line."""

    def __init__(self, *problems: BlockProblem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(map(str, self.problems)))


def read_block(block: Block, labels: Labels) -> Show:
    """Return the keys of a block. Raises `BlockError` with all that is wrong in it."""
    if block.flaw:
        raise BlockError(BlockProblem(block.line, "", block.flaw))
    if len(block.text) > LONGEST:
        message = f"found {len(block.text):,} characters; write at most {LONGEST:,}"
        raise BlockError(BlockProblem(block.line, "", message))
    try:
        node = parse(block.text)
        data = build(node, first_line=block.line + 1)
    except YamlError as error:
        message = f"{error.message}. {error.hint}"
        raise BlockError(BlockProblem(block.line + 1 + error.line, "", message)) from None
    if data is not None and not isinstance(data, dict):
        message = f"found {shown(data)} where keys are expected; write `show: incidents`"
        raise BlockError(BlockProblem(block.line + 1, "", message))
    kind = _kind_of(data or {}, block, node)
    try:
        return SHOWS[kind].model_validate(data, context=labels)
    except ValidationError as error:
        raise BlockError(*_problems(error, kind, block, node)) from None


def _kind_of(data: Mapping[str, Any], block: Block, node: Any) -> str:
    kind, kinds = data.get("show"), ", ".join(SHOWS)
    if kind is None:
        near = [name for name in data if did_you_mean(name, ("show",))]
        found = f'found "{near[0][:60]}"' if near else "missing"
        raise BlockError(BlockProblem(block.line, "show", f"{found}; write `show:` and {kinds}"))
    if isinstance(kind, str) and kind in SHOWS:
        return kind
    near_kind = did_you_mean(kind, SHOWS) if isinstance(kind, str) else ""
    message = f"found {shown(kind)}; write {kinds}{f'; {near_kind}' if near_kind else ''}"
    line = block.line + 1 + span_of_value(node, ("show",))[0]
    raise BlockError(BlockProblem(line, "show", message))


def _problems(error: ValidationError, kind: str, block: Block, node: Any) -> Iterator[BlockProblem]:
    for item in error.errors():
        key = ".".join(str(part) for part in item["loc"])
        at_key = item["type"] == "extra_forbidden"
        place = (span_of_key if at_key else span_of_value)(node, item["loc"])
        # A key that is missing, or several that do not fit, have no line but that of the block.
        line = block.line if item["type"] == "missing" or not key else block.line + 1 + place[0]
        yield BlockProblem(line, key[:60], _message(item, kind))


def _message(item: ErrorDetails, kind: str) -> str:
    name, value, context = item["type"], item["input"], item.get("ctx") or {}
    if name == "value_error":
        return str(context["error"])
    if name == "extra_forbidden":
        return _of_another(str(item["loc"][-1]), kind)
    if name == "missing":
        (key,) = item["loc"]
        return f"missing; write `{key}:` and {_words(SHOWS[kind], str(key))}"
    return f"found {shown(value)}; write {wanted(name, value, context)}"


def _words(show: type[Show], key: str) -> str:
    """Return the words that a key takes."""
    return ", ".join(map(str, get_args(show.model_fields[key].annotation)))


def _of_another(key: str, kind: str) -> str:
    """Return what to do with a key that this kind of block does not have."""
    own = tuple(SHOWS[kind].model_fields)
    listed = ", ".join(own)
    others = [name for name, model in SHOWS.items() if key in model.model_fields]
    if others:
        return f"{kind} takes no such key, only {listed}; it is one of {', '.join(others)}"
    return f"unknown key; {did_you_mean(key, own) or f'write {listed}'}"
