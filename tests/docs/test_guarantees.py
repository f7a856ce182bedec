"""Every promise of the page of guarantees names tests, and each of them exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "guarantees.md").read_text("utf-8")
PROMISES = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n)*)", PAGE, re.MULTILINE))
_NODE = re.compile(r"^- `(.+)`$", re.MULTILINE)


@cache
def named_in(path: str) -> frozenset[str]:
    """Return the names of the tests of a module."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return frozenset(f.name for f in functions if f.name.startswith("test_"))


def missing(nodes: list[str]) -> list[str]:
    """Return the node ids that lead to no test."""
    parted = [(node, *node.partition("::")) for node in nodes]
    return [
        node
        for node, path, _, name in parted
        if not (ROOT / path).is_file() or name not in named_in(path)
    ]


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_is_kept_by_tests_that_exist(promise: str) -> None:
    nodes = _NODE.findall(PROMISES[promise])
    assert nodes
    assert len(nodes) == PROMISES[promise].count("::") == len(set(nodes))
    assert missing(nodes) == []


def test_the_page_has_promises() -> None:
    assert len(PROMISES) > 10


def test_a_test_that_does_not_exist_is_found() -> None:
    here = "tests/docs/test_guarantees.py::test_the_page_has_promises"
    assert missing([here, f"{here}_not", "tests/test_nothing.py::test_it"]) == [
        f"{here}_not",
        "tests/test_nothing.py::test_it",
    ]
