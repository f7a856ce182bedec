"""YAML without its traps: everything but null, true, false and whole numbers stays as written."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.source.strict_yaml import (
    MAX_NODES,
    StrictHandler,
    YamlError,
    build,
    parse,
    span_of_key,
    span_of_value,
)


def value_of(text: str) -> Any:
    return build(parse(f"key: {text}"))["key"]


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "1:30", "010", "0x1F", "1e3", "1.5", "2026-03-15", "1_000", ".inf", "+5",
     "=", "<<", "99999999999999999999"],
)  # fmt: skip
def test_what_yaml_would_turn_into_something_else_stays_as_written(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-17", -17),
        ("'0'", "0"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("!!int 5", 5),
        ("!!int five", "five"),
        ("!!null ''", None),
        ("[a, 1, [true]]", ["a", 1, [True]]),
        ("{a: {b: c}}", {"a": {"b": "c"}}),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    assert value_of(text) == value


def test_keys_are_texts() -> None:
    assert build(parse("1: a\ntrue: b\n2026-03-15: c\n~: d\n<<: e")) == {
        "1": "a",
        "true": "b",
        "2026-03-15": "c",
        "~": "d",
        "<<": "e",
    }


def test_an_alias_is_what_it_stands_for() -> None:
    assert build(parse("a: &x [1, 2]\nb: *x")) == {"a": [1, 2], "b": [1, 2]}


def test_many_flat_values_are_fine() -> None:
    text = "a:\n" + "- {b: c}\n" * 1_200
    assert len(build(parse(text))["a"]) == 1_200
    with pytest.raises(YamlError, match="more than 20,000 values"):
        build(parse(f"a: [{'1, ' * MAX_NODES}]"))


def test_no_text_has_no_value() -> None:
    assert parse("# nothing\n") is None
    assert build(None) is None


TEXT = """\
title: x
actions:
  - title: a
    due: soon
causes: monitoring-gap
stats: {affected_users: 5}
"""


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (("title",), (0, 7)),
        (("actions", 0), (2, 4)),
        (("actions", 0, "due"), (3, 9)),
        (("stats", "affected_users"), (5, 24)),
        # Where nothing stands, the nearest place above it.
        (("severity",), (0, 0)),
        (("actions", 0, "owner"), (2, 4)),
        (("actions", 5, "due"), (2, 2)),
        # What was written short, as the value of a key or as the only entry of a list.
        (("causes", 0, "factor"), (4, 8)),
        (("stats", 0, "affected_users"), (5, 24)),
    ],
)
def test_every_value_has_its_place(loc: tuple[int | str, ...], place: tuple[int, int]) -> None:
    assert span_of_value(parse(TEXT), loc)[:2] == place


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (("title",), (0, 0)),
        (("actions", 0, "due"), (3, 4)),
        (("actions", 0, "owner"), (2, 4)),
        (("actions", 7, "owner"), (2, 2)),
    ],
)
def test_every_key_has_its_place(loc: tuple[int | str, ...], place: tuple[int, int]) -> None:
    assert span_of_key(parse(TEXT), loc)[:2] == place


@pytest.mark.parametrize(
    ("loc", "width"),
    [
        (("title",), 1),
        (("causes",), len("monitoring-gap")),
        (("stats",), len("{affected_users: 5}")),
        # What takes several lines is meant from its first character on.
        (("actions", 0), 1),
    ],
)
def test_a_value_on_one_line_has_its_width(loc: tuple[int | str, ...], width: int) -> None:
    assert span_of_value(parse(TEXT), loc)[2] == width


def test_without_nodes_the_place_is_the_beginning() -> None:
    assert span_of_value(None, ("title",)) == (0, 0, 1)


def test_the_handler_keeps_the_lines_of_the_file() -> None:
    handler = StrictHandler()
    front, body = handler.split("---\ntitle: x\nb: y\n---  \nThe text\n")
    assert handler.load(front) == {"title": "x", "b": "y"}
    assert span_of_value(parse(front), ("b",)) == (2, 3, 1)
    assert body == "\nThe text\n"


def test_what_is_no_mapping_is_refused_with_what_it_is() -> None:
    for text, kind in (("", "nothing"), ("[a]", "a list"), ("x", '"x"')):
        with pytest.raises(YamlError, match=f"found {kind} where the keys"):
            StrictHandler().load(text)


def test_a_mapping_as_a_key_is_refused() -> None:
    with pytest.raises(YamlError, match="found a mapping as a key"):
        build(parse("{a: b}: c"))


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@#, \n\t1", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        build(parse(text))
    except YamlError as error:
        refused = error
    else:
        return
    assert refused.rule.startswith("PM10")
    assert refused.hint
    assert 0 <= refused.line <= text.count("\n") + 1


scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text()


@given(
    st.recursive(
        scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
    )
)
def test_what_is_dumped_reads_as_the_same(data: object) -> None:
    text = yaml.safe_dump({"key": data}, allow_unicode=False, width=1_000_000)
    assert build(parse(text)) == {"key": data}
