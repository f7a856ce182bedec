"""Where the options of the plugin stand in `mkdocs.yml`, and which are written twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from mkdocs_postmortems.source.strict_yaml import YamlError, parse

_LONGEST_CHAIN = 20
"""How many files inherit one another before looking further is given up."""


def place_of(path: Path, option: str) -> tuple[Path, int] | None:
    """Return the file and the line, from 1, of an option such as `trackers.jira.url`.

    That is the line of the nearest option above it where it is itself not written. Returns None
    where no file has the block of the plugin, or cannot be read.
    """
    found = [(file, *_walk(block, option)) for file, block in _blocks(path)]
    if not found:
        return None
    # Of a file and the one it inherits, the one that says most about the option.
    file, node, _ = min(found, key=lambda one: len(one[2]))
    return file, node.start_mark.line + 1


def written_twice(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (option, message) for each key of the plugin's block that is written a second time.

    Most readers of YAML, and the host's, keep the last of two and say nothing.
    """
    for file, block in _blocks(path):
        for option, first, second in _repeated(block, ""):
            also = "" if file == path else f" of {file.name}"
            places = f"on line {second.line + 1}{also} and already on line {first.line + 1}"
            yield option, f"found {places}; keep one of the two"


def _blocks(path: Path) -> Iterator[tuple[Path, yaml.Node]]:
    """Yield the plugin's block of a file and of those that it inherits, with the file."""
    for _ in range(_LONGEST_CHAIN):
        keys = _keys(_root(path))
        block = _block(keys.get("plugins"))
        if block is not None:
            yield path, block
        inherited = keys.get("INHERIT")
        if not isinstance(inherited, yaml.ScalarNode):
            return
        path = Path(os.path.normpath(path.parent / str(inherited.value)))


def _root(path: Path) -> yaml.Node | None:
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, YamlError):
        return None


def _keys(node: yaml.Node | None) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {str(key.value): value for key, value in pairs}


def _block(plugins: yaml.Node | None) -> yaml.Node | None:
    """Return the options of the plugin, which stands in a list or in a mapping."""
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    return next((keys["postmortems"] for e in entries if "postmortems" in (keys := _keys(e))), None)


def _walk(node: yaml.Node, option: str) -> tuple[yaml.Node, str]:
    """Return the key of an option, or of the nearest above it, and what of its name is left."""
    rest, at = option, node
    while rest:
        step = _step(node, rest)
        if step is None:
            break
        at, node, rest = step
    return at, rest


def _step(node: yaml.Node, rest: str) -> tuple[yaml.Node, yaml.Node, str] | None:
    if isinstance(node, yaml.MappingNode):
        entries = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        entries = [(str(index), item, item) for index, item in enumerate(node.value)]
    else:
        return None
    for name, at, value in entries:
        # A name can hold a dot itself: `quick_links.Status 2.0`.
        if rest == name or rest.startswith(f"{name}."):
            return at, value, rest[len(name) + 1 :]
    return None


def _repeated(node: yaml.Node, above: str) -> Iterator[tuple[str, yaml.Mark, yaml.Mark]]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _repeated(item, f"{above}{index}.")
    first: dict[str, yaml.Mark] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
        name = str(key.value)
        if name in first:
            yield f"{above}{name}", first[name], key.start_mark
        else:
            first[name] = key.start_mark
        yield from _repeated(value, f"{above}{name}.")
