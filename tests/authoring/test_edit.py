"""One field changed in its place: only its own lines differ, or nothing is changed."""

import datetime as dt
import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.authoring.edit import EditError, remove_field, set_field
from mkdocs_postmortems.authoring.scalar import Value
from mkdocs_postmortems.source.strict_yaml import build, parse

BLOCK = """\
# Of the day after
title: Orders down   # for now
services:
  - orders   # the first
  - search
actions:   # see the tickets
  - title: Alert on it
    status: open   # still
    # later: who
    addresses: [test-gap]

  - {title: Test it, status: open}   # soon
  - {title: Ask them,
     owner: me}
  - Do that   # one day
  # - title: And more
links: []
x-note: |
  as it is
"""


def differences(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("loc", "value", "lines"),
    [
        (
            ("title",),
            "Orders up",
            ["- title: Orders down   # for now", "+ title: Orders up   # for now"],
        ),
        (
            ("actions", 0, "status"),
            "done",
            ["-     status: open   # still", "+     status: done   # still"],
        ),
        (("actions", 0, "closed"), dt.date(2026, 3, 17), ["+     closed: 2026-03-17"]),
        (("actions", 0, "id"), "A1", ["+     id: A1"]),
        (
            ("actions", 1, "closed"),
            dt.date(2026, 3, 17),
            [
                "-   - {title: Test it, status: open}   # soon",
                "+   - {title: Test it, status: open, closed: 2026-03-17}   # soon",
            ],
        ),
        (
            ("actions", 2, "status"),
            "done",
            ["-      owner: me}", "+      owner: me, status: done}"],
        ),
        (
            ("actions", 3, "status"),
            "done",
            ["-   - Do that   # one day", "+   - title: Do that   # one day", "+     status: done"],
        ),
        (("retry", "planned"), dt.date(2026, 4, 2), ["+ retry:", "+   planned: 2026-04-02"]),
        (("severity",), "SEV-2", ["+ severity: SEV-2"]),
        (("stats", "affected_users"), 2400, ["+ stats:", "+   affected_users: 2400"]),
        (
            ("started",),
            dt.datetime(2026, 3, 15, 14, 44, tzinfo=dt.UTC),
            ["+ started: 2026-03-15T14:44:00Z"],
        ),
        (("links",), ["a, b"], ["- links: []", '+ links: ["a, b"]']),
        (("x-note",), "new", ["- x-note: |", "-   as it is", "+ x-note: new"]),
        (("x-more",), "new", ["+ x-more: new"]),
    ],
)
def test_only_the_lines_of_the_field_change(
    loc: tuple[str | int, ...], value: Value, lines: list[str]
) -> None:
    assert sorted(differences(BLOCK, set_field(BLOCK, loc, value))) == sorted(lines)


def test_a_list_keeps_its_form() -> None:
    block = "tags: [a]\nservices:   # all\n    - a\n    - b\n"
    block = set_field(block, ("services",), ["c", "no"])
    block = set_field(block, ("tags",), ["x", "y, z"])
    assert block == 'tags: [x, "y, z"]\nservices:   # all\n    - c\n    - "no"\n'


def test_a_missing_key_stands_where_the_model_has_it() -> None:
    block = set_field(BLOCK, ("actions", 0, "closed"), dt.date(2026, 3, 17))
    block = set_field(block, ("severity",), "SEV-2")
    block = set_field(block, ("retry", "planned"), dt.date(2026, 4, 2))
    lines = block.splitlines()
    assert lines[1:3] == ["title: Orders down   # for now", "severity: SEV-2"]
    assert lines[9] == "    closed: 2026-03-17"
    assert lines[-6:-2] == ["  # - title: And more", "retry:", "  planned: 2026-04-02", "links: []"]


@pytest.mark.parametrize(
    ("block", "loc", "expected"),
    [
        ("", ("title",), "title: new\n"),
        ("# only this", ("title",), "# only this\ntitle: new\n"),
        ("title:   # say what broke\n", ("title",), "title: new   # say what broke\n"),
        ("status: draft", ("title",), "title: new\nstatus: draft\n"),
        ("{status: draft}\n", ("title",), "{title: new, status: draft}\n"),
        ("{}\n", ("title",), "{title: new}\n"),
        ("{title}\n", ("title",), "{title: new}\n"),
        ("title: >\n  a\n  b\n\nstatus: draft\n", ("title",), "title: new\n\nstatus: draft\n"),
        ("title: 'a\n  b' # c\n", ("title",), "title: new # c\n"),
        ("actions: a # c\n", ("actions", 0, "title"), "actions:\n  - title: new # c\n"),
        ("actions: [a, b]\n", ("actions", 1, "id"), "actions: [a, {title: b, id: new}]\n"),
        ("actions: {title: a}\n", ("actions", 0, "id"), "actions: {title: a, id: new}\n"),
        ("actions:\n- a\n  b\n", ("actions", 0, "id"), "actions:\n- title: a b\n  id: new\n"),
        ("actions:\n- id: x\n", ("actions", 0, "title"), "actions:\n- title: new\n  id: x\n"),
        ("detection: probe\n", ("detection", "gap"), "detection:\n  source: probe\n  gap: new\n"),
        ("{detection: a}\n", ("detection", "gap"), "{detection: {source: a, gap: new}}\n"),
        ("detection: # c\n", ("detection", "gap"), "detection: # c\n  gap: new\n"),
        ("{detection: }\n", ("detection", "gap"), "{detection: {gap: new}}\n"),
        ("tags:\n  - a\n  - b\n", ("tags", 1), "tags:\n  - a\n  - new\n"),
        ("x: |+\n  a\n\nroles: {}\n", ("z",), "x: |+\n  a\n\nroles: {}\nz: new\n"),
    ],
)
def test_every_form_that_yaml_has_for_it(
    block: str, loc: tuple[str | int, ...], expected: str
) -> None:
    assert set_field(block, loc, "new") == expected


@pytest.mark.parametrize(
    ("block", "loc", "expected"),
    [
        ("a: 1\nclosed: 2 # c\nb: 3\n", ("closed",), "a: 1\nb: 3\n"),
        ("a: 1\n# above\nclosed: |\n  x\n\n  y\n\nb: 3\n", ("closed",), "a: 1\n# above\n\nb: 3\n"),
        ("{a: 1, closed: 2}\n", ("closed",), "{a: 1}\n"),
        ("{closed: 2, a: 1}\n", ("closed",), "{a: 1}\n"),
        ("{closed: 2}\n", ("closed",), "{}\n"),
        ("closed: 2\n", ("closed",), ""),
        ("a: 1\n", ("closed",), "a: 1\n"),
        ("", ("closed",), ""),
        ("actions: [a]\n", ("actions", 0, "closed"), "actions: [a]\n"),
        ("actions:\n  - closed: 1\n    id: 2\n", ("actions", 0, "closed"), "actions:\n  - id: 2\n"),
        ("actions: {id: 2, closed: 1}\n", ("actions", 0, "closed"), "actions: {id: 2}\n"),
    ],
)
def test_a_key_is_taken_out_with_its_lines(
    block: str, loc: tuple[str | int, ...], expected: str
) -> None:
    assert remove_field(block, loc) == expected


@pytest.mark.parametrize(
    ("block", "loc", "message"),
    [
        ("a: &x {id: 1}\nb: *x\n", ("a", "id"), "a.id: written once and used in several places"),
        ("a: &x {id: 1}\nb: *x\n", ("b", "id"), "b.id: written once and used in several places"),
        ("a: &x 1\nb: *x\n", ("b",), 'b: written once and used in several places ("&x", "*x")'),
        ("a: [&x 1]\nb: *x\n", ("a",), "a: written once"),
        ("a: 1\na: 2\n", ("a",), 'line 3 cannot be read: found the key "a" a second time'),
        ("a: [\n", ("a",), "line 3 cannot be read: the YAML cannot be read"),
        ("actions: [a]\n", ("actions", 1, "id"), "there is no actions[1]"),
        ("actions:\n  -\n", ("actions", 0, "id"), "there is no actions[0]"),
        ("title: a\n", ("title", "id"), "title: found a text where keys are expected"),
        ("tags: [a]\n", ("tags", "id"), "tags: found a list where keys are expected"),
        ("tags:\n  - a # one\n  - b\n", ("tags",), "tags: cannot be changed without losing a comm"),
    ],
)
def test_what_would_touch_something_else_is_refused(
    block: str, loc: tuple[str | int, ...], message: str
) -> None:
    with pytest.raises(EditError) as caught:
        set_field(block, loc, "new")
    assert caught.value.message.startswith(message)
    assert caught.value.hint


def test_the_only_key_of_an_item_cannot_be_taken_out() -> None:
    with pytest.raises(EditError, match=r"actions\[0\].title: cannot be changed"):
        remove_field("actions:\n  - title: a\n", ("actions", 0, "title"))


NO_TEXT = (
    *(
        "no",
        "yes",
        "On",
        "y",
        "N",
        "true",
        "~",
        "null",
        "=",
        "<<",
        "-",
        "- a",
        "[a",
        "@a",
        "*a",
        "a:",
    ),
    *(
        "12",
        "1_000",
        "0x1f",
        "0o17",
        "1.5",
        "1e3",
        ".inf",
        "1:30",
        "2026-03-15",
        "2026-03-15 14:44:00Z",
    ),
)
"""What a reader of YAML 1.1 or 1.2 takes for something else, or cannot read."""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain words, with commas", "plain words, with commas"),
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ('80% of it\'s "all"', '80% of it\'s "all"'),
        ("Costs: too much", '"Costs: too much"'),
        ('say: "no"', "'say: \"no\"'"),
        ("a #b", '"a #b"'),
        (" spaces ", '" spaces "'),
        ("", '""'),
        ("two\nlines", '"two\\nlines"'),
        ("\x1b[31m\u202e", '"\\u001b[31m\\u202e"'),
        *((text, f'"{text}"') for text in NO_TEXT),
        ("Größe 😀", "Größe 😀"),
    ],
)
def test_quotes_stand_where_a_reader_would_take_the_text_for_something_else(
    value: str, written: str
) -> None:
    assert set_field("title: x\n", ("title",), value) == f"title: {written}\n"


WORDS = st.sampled_from(["a", "no", "b: c", "d # e", "1", "- f", "'g", '"h', "[i", "x, y", "é"])
FORMS = (
    "- title: a\n  owner: b # c",
    "- {title: a, owner: b} # c",
    "- a # c",
    "- 'a'",
    "-   id: x",
)


@given(forms=st.lists(st.sampled_from(FORMS), min_size=1, max_size=4), value=WORDS, data=st.data())
def test_whatever_is_written_is_read_back_by_every_reader(
    forms: list[str], value: str, data: st.DataObject
) -> None:
    block = "title: t # first\nactions: # all\n" + "\n".join(forms) + "\n# end\nlinks: []\n"
    index = data.draw(st.integers(0, len(forms) - 1))
    key = data.draw(st.sampled_from(["title", "owner", "status", "reason"]))
    changed = set_field(block, ("actions", index, key), value)
    wanted: Any = build(parse(block))
    item = wanted["actions"][index]
    wanted["actions"][index] = {**({"title": item} if isinstance(item, str) else item), key: value}
    assert build(parse(changed)) == wanted
    assert yaml.safe_load(changed) == wanted
    assert set_field(changed, ("actions", index, key), value) == changed
    assert changed.count("#") == block.count("#") + value.count("#")
