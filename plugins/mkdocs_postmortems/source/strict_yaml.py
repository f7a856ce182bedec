"""YAML without its traps: plain scalars, unique keys, one document, positions for everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

Loc = tuple[int | str, ...]

MAX_NODES = 20_000
"""Values in a file beside the postmortems, such as the catalogue."""
MAX_FRONT_MATTER = 5_000
"""Values in the front matter of one postmortem."""
MAX_TEXT = 10_000
"""Characters in one value."""
MAX_DEPTH = 20
MAX_OPENERS = 1_000

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_PREFIX = "tag:yaml.org,2002:"
_STRING = f"{_PREFIX}str"
_PLAIN = {f"{_PREFIX}{kind}" for kind in ("str", "null", "bool", "int", "seq", "map")}


class YamlError(Exception):
    """Front matter that is refused: rule, message, hint and place (counted from 0)."""

    def __init__(self, rule: str, message: str, hint: str, mark: Any = None) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint
        self.line: int = mark.line if mark else 0
        self.column: int = mark.column if mark else 0


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Resolves only null, true/false and decimal integers; all else stays as written.

    So `no`, `1:30`, `010`, `1e3` and `2026-03-15` arrive as text, and the field that asked for
    a number, duration or date says what is wrong with it.
    """

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """Return the tag of a node without one; called by the parser for every node."""
        if kind is not yaml.ScalarNode:
            return f"{_PREFIX}map" if kind is yaml.MappingNode else f"{_PREFIX}seq"
        match = _NOT_TEXT.fullmatch(value or "") if implicit[0] else None
        return f"{_PREFIX}{match.lastgroup}" if match else _STRING


_NOT_TEXT = re.compile(
    r"(?P<null>~|null|Null|NULL|)"
    r"|(?P<bool>true|True|TRUE|false|False|FALSE)"
    r"|(?P<int>-?(?:0|[1-9][0-9]{0,17}))"
)


class StrictHandler(YAMLHandler):
    """python-frontmatter's handler for our strict YAML.

    The boundary ends with its line, so that line numbers hold also after blank lines.
    """

    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **kwargs: object) -> Any:
        """Return the keys and values. Raises `YamlError` with the place of the first trap.

        `fm` begins with the end of the line `---`, so that lines from 0 are those of the file.
        """
        root = parse(fm)
        if not isinstance(root, yaml.MappingNode):
            raise YamlError(
                "PM104",
                f"found {_kind(root)} where the keys of the front matter are expected",
                "Write `key: value` lines between the two `---`",
                root.start_mark if root else None,
            )
        return build(root, most=MAX_FRONT_MATTER)


Span = tuple[int, int, int]
"""Line and column, from 0, and the characters from there on; 1 for what takes several lines."""


def span_of_value(root: yaml.Node | None, loc: Loc) -> Span:
    """Return the span of the value at `loc`, or of the nearest one above it."""
    node = root
    for part in loc:
        inner = _child(node, part) if node is not None else None
        if inner is None:
            break
        node = inner
    return _span(node) if node is not None else (0, 0, 1)


def span_of_key(root: yaml.Node | None, loc: Loc) -> Span:
    """Return the span of the key that ends `loc`."""
    node = root
    for part in loc[:-1]:
        node = _child(node, part) if node is not None else None
    for key, _ in _pairs(node):
        if key.value == loc[-1]:
            return _span(key)
    return span_of_value(root, loc)


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return start.line, start.column, max(width, 1)


def parse(text: str) -> yaml.Node | None:
    """Return the node tree of one YAML document; raise `YamlError` on bad syntax."""
    # YAML 1.1 takes these for line ends, so that lines would be counted wrongly.
    if hidden := _LINE_ENDS.search(text):
        raise _control_character(text, hidden.start())
    try:
        if _openers(text) > MAX_OPENERS:
            _refuse_deep_nesting(text)
        loader = _Loader(text)
        try:
            return loader.get_single_node()  # type: ignore[no-any-return]
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error) from None
    except yaml.reader.ReaderError as error:
        # The position is in bytes or in characters, as the loader is C or Python.
        raise _control_character(text, text.find(chr(error.character))) from None


def _openers(text: str) -> int:
    """Return an upper bound of the nesting that the text can reach, cheaply.

    Nesting by indentation alone grows with the square root of the size: below 1,500 levels
    in the largest file that is read.
    """
    return sum(text.count(sign) for sign in ("[", "{", "- ", "-\t", "? ", "?\t"))


def _refuse_deep_nesting(text: str) -> None:
    """Refuse what would overflow the C stack: the composer recurses, the event parser doesn't."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _too_deep(event.start_mark)


def build(root: yaml.Node | None, first_line: int = 1, most: int = MAX_NODES) -> Any:
    """Return the plain data of a node tree of at most so many values; raise `YamlError` on a trap.

    `first_line` is that of the text in its file, for messages that name a line.
    """
    return None if root is None else _Builder(first_line, most).build(root, 0)


def _control_character(text: str, index: int) -> YamlError:
    return YamlError(
        "PM101",
        f"found the control character U+{ord(text[index]):04X}",
        "Remove it; YAML allows tab and line end only",
        _mark_at(text, index),
    )


def _mark_at(text: str, index: int) -> yaml.Mark:
    before = text[:index]
    column = index - (before.rfind("\n") + 1)
    return yaml.Mark("", index, before.count("\n"), column, None, 0)


def _syntax_error(error: yaml.MarkedYAMLError) -> YamlError:
    problem = str(error.problem or error.context or "not valid YAML")
    mark = error.problem_mark or error.context_mark
    if "another document" in problem:
        return YamlError("PM106", "found a second document", "Keep one of the two", mark)
    if "undefined alias" in problem:
        return YamlError("PM106", problem, "Quote a value that begins with `*`", mark)
    hint = "Quote values that hold `: `, ` #` or begin with a special sign; indent with spaces"
    return YamlError("PM103", f"the YAML cannot be read: {problem}", hint, mark)


def _too_deep(mark: Any) -> YamlError:
    message = f"found values nested more than {MAX_DEPTH} levels deep"
    return YamlError("PM106", message, "Write flat values", mark)


class _Builder:
    """Builds plain data from nodes, counting them so that an alias bomb ends early."""

    def __init__(self, first_line: int, most: int) -> None:
        self.first_line, self.most = first_line, most
        self.nodes = 0

    def build(self, node: yaml.Node, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > self.most:
            message = f"found more than {self.most:,} values, each alias counted in full"
            raise YamlError("PM106", message, "Write less, without aliases", node.start_mark)
        if depth > MAX_DEPTH:
            raise _too_deep(node.start_mark)
        if node.tag not in _PLAIN:
            shown = node.tag.removeprefix(_PREFIX)
            raise YamlError(
                "PM106", f'found the tag "{shown}"', "Write a plain value", node.start_mark
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            name = _key_name(key)
            if name in first:
                line = self.first_line + first[name]
                raise YamlError(
                    "PM105",
                    f'found the key "{name}" a second time (first on line {line})',
                    "Keep one of the two",
                    key.start_mark,
                )
            first[name] = key.start_mark.line
            data[name] = self.build(value, depth + 1)
        return data


def _refuse_long_text(node: yaml.Node) -> None:
    if len(node.value) > MAX_TEXT:
        message = f"found a value of {len(node.value):,} characters, the limit is {MAX_TEXT:,}"
        raise YamlError("PM106", message, "Write less; a story has sections", node.start_mark)


def _key_name(key: yaml.Node) -> str:
    if isinstance(key, yaml.ScalarNode) and key.tag in _PLAIN:
        _refuse_long_text(key)
        return str(key.value)
    raise YamlError(
        "PM103", f"found {_kind(key)} as a key", "Write a word as the key", key.start_mark
    )


def _scalar(node: yaml.Node) -> str | int | bool | None:
    _refuse_long_text(node)
    value: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "int":
        return int(value) if re.fullmatch(r"-?\d{1,18}", value) else value
    if kind == "bool":
        return value.lower() == "true"
    return None if kind == "null" else value


def _kind(node: yaml.Node | None) -> str:
    if node is None:
        return "nothing"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return f'"{str(node.value)[:40]}"'


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from node.value


def _child(node: yaml.Node, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part] if part < len(node.value) else None
    # A short form such as `causes: x` was read as the list [x].
    if part == 0:
        return node
    return next((value for key, value in _pairs(node) if key.value == part), None)
