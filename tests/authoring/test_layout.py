"""The canonical layout: what it changes, what it leaves, and that it loses nothing."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.authoring.comment import count_comments
from mkdocs_postmortems.authoring.document import read_document
from mkdocs_postmortems.authoring.layout import LayoutError, lay_out
from mkdocs_postmortems.authoring.proof import same_data
from mkdocs_postmortems.source.strict_yaml import YamlError, build, parse

ROOT = Path(__file__).parents[2]
FOLDERS = ("postmortems", "tests/corpora/public")
FILES = sorted(p for folder in FOLDERS for p in (ROOT / folder).rglob("[12]*.md"))


def laid_out(block: str) -> str:
    """Return the layout, having seen that nothing was lost and that it is the last."""
    text = lay_out(block)
    assert same_data(build(parse(text)), build(parse(block)))
    assert count_comments(text) == count_comments(block)
    assert lay_out(text) == text
    return text


def test_the_keys_get_the_order_of_the_model_and_take_their_comments_along() -> None:
    assert laid_out(
        "# Written on the day after\n"
        "\n"
        "x-team: a\n"
        "# how bad\n"
        "severity: SEV-1   # for now\n"
        "                  # and for later\n"
        "actions:\n"
        "  - status: done\n"
        "    # who\n"
        "    owner: me\n"
        "    title: Test it\n"
        "    # more to come\n"
        "  # - title: Ask them\n"
        "zone: b\n"
        "\n"
        "title: Orders down\n"
        "# the end\n"
    ) == (
        "# Written on the day after\n"
        "\n"
        "title: Orders down\n"
        "# how bad\n"
        "severity: SEV-1   # for now\n"
        "                  # and for later\n"
        "actions:\n"
        "  - title: Test it\n"
        "    # who\n"
        "    owner: me\n"
        "    status: done\n"
        "    # more to come\n"
        "  # - title: Ask them\n"
        "\n"
        "x-team: a\n"
        "zone: b\n"
        "# the end\n"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        # Lists of short labels in one line, all else with a line for each.
        ("services:\n- a\n- b-c\n", "services: [a, b-c]\n"),
        # Nothing to lay out.
        ("{}\n", "{}\n"),
        ("tags: [ a,b , 'c' ]\n", "tags: [a, b, c]\n"),
        ("tags:\n- two words\n- a\n", "tags:\n  - two words\n  - a\n"),
        ("tags: [two words, a]\n", "tags: [two words, a]\n"),
        ("tags:\n- a   # why\n- b\n", "tags:\n  - a   # why\n  - b\n"),
        ("causes:\n- test-gap\n", "causes:\n  - test-gap\n"),
        ("causes: [test-gap]\n", "causes: [test-gap]\n"),
        ("x-mine:\n- a\n", "x-mine:\n  - a\n"),
        (f"related: [{'a' * 50}, {'b' * 50}]\n", f"related:\n  - {'a' * 50}\n  - {'b' * 50}\n"),
        # Actions and causes have a line for each key; other mappings stay in one while they fit.
        ("actions: [{status: open, title: a}]\n", "actions:\n  - title: a\n    status: open\n"),
        ("causes:\n- {factor: a}\n- b\n", "causes:\n  - factor: a\n  - b\n"),
        ("actions:\n- {id: b, title: a} # c\n", "actions:\n  - {title: a, id: b} # c\n"),
        ("links: [{url: u, title: t}]\n", "links:\n  - {title: t, url: u}\n"),
        ("links:\n  - title: t\n    url: u\n", "links:\n  - title: t\n    url: u\n"),
        (f"change: {{summary: {'a' * 99}}}\n", f"change:\n  summary: {'a' * 99}\n"),
        ("{title: a, actions: [b]}\n", "title: a\nactions: [b]\n"),
        # Quotes that no reader needs go; values, their spelling and their lines stay.
        ("title: 'It''s \"down\"'\n", "title: It's \"down\"\n"),
        ("title: \"a: b\"\ntags: ['no', '1', \"x\"]\n", "title: \"a: b\"\ntags: ['no', '1', x]\n"),
        ('title: "\\u2192 \\U0001F600 a: b"\n', 'title: "\\u2192 \\U0001F600 a: b"\n'),
        (f"title: {'long words ' * 20}end\n", f"title: {'long words ' * 20}end\n"),
        ("started: 2026-03-15 14:44Z\n", "started: 2026-03-15 14:44Z\n"),
        ("stats:\n    downtime: 90 min\n", "stats:\n  downtime: 90 min\n"),
        ("title: two\n      lines\n", "title: two\n  lines\n"),
        ("x: |2-\n    a\n   b\n", "x: |2-\n    a\n   b\n"),
        ("actions:\n- |1\n  a\n   b\n", "actions:\n  - |2\n     a\n      b\n"),
        ("x: >-   # why\n      a\n\n      b\n", "x: >-   # why\n  a\n\n  b\n"),
        ("retry:\n  planned:\n  requires: ~\n", "retry:\n  planned:\n  requires: ~\n"),
        # Blank lines: one at most, none at the ends.
        ("\n\ntitle: a\n\n\n\ntags: [b]\n\n", "title: a\n\ntags: [b]\n"),
        ("actions:\n\n- a\n\n\n- b\n", "actions:\n  - a\n\n  - b\n"),
        # What YAML allows besides.
        ("  title: a\n  tags: [b]\n", "title: a\ntags: [b]\n"),
        ("? title\n: a\n\"tags\" : [b]\n", "title: a\ntags: [b]\n"),
        ("title:\ta\t# b\n", "title: a  # b\n"),
        ("x: &a [1, 2]\ny: *a\nz: &b\n- 1\n", "x: &a [1, 2]\ny: *a\nz: &b\n  - 1\n"),
        ("x:\n- - a\n  - b\n-\n", "x:\n  - - a\n    - b\n  -\n"),
        ("# nothing but this\n", "# nothing but this\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_layout_of(block: str, expected: str) -> None:
    assert laid_out(block) == expected


def test_a_comment_stays_with_what_it_is_about() -> None:
    assert laid_out(
        "actions: [  # all of them\n"
        "  {status: open,  # still\n"
        "   # in one line\n"
        "   title: a},  # the first\n"
        "  b  # the second\n"
        "  # the end of them\n"
        "]  # really\n"
        "title:  # what\n"
        "  Orders down\n"
        "services:\n"
        "# the only one\n"
        "- a\n"
        "links:\n"
        "-   # odd\n"
        "    title: t\n"
    ) == (
        "title: Orders down  # what\n"
        "services:\n"
        "  # the only one\n"
        "  - a\n"
        "actions:  # really\n"
        "  # all of them\n"
        "  # the first\n"
        "  # in one line\n"
        "  - title: a\n"
        "    status: open  # still\n"
        "  - b  # the second\n"
        "  # the end of them\n"
        "links:\n"
        "  # odd\n"
        "  - title: t\n"
    )


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("tags: &a [x]\nservices: *a\n", "line 2 could not be read afterwards: found"),
        ("x: a\n\ntags: [b]\ntitle: |+\n  c\n", "a value would be read differently"),
    ],
)
def test_what_cannot_be_kept_is_refused(block: str, reason: str) -> None:
    with pytest.raises(LayoutError) as caught:
        lay_out(block)
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_lost_in_a_real_file(path: Path) -> None:
    laid_out(read_document(path.read_bytes()).block)


KEYS = ("title", "services", "started", "detection", "causes", "actions", "links", "x-a", "closed")
COMMENTS = st.sampled_from(["# c", "#", "# a: b", "#x  # y", "# 'q", "# [", "# 😀 é"])
ASIDES = st.sampled_from(["", "", "", "  # aside", " # b", " \t# tab"])
WORDS = st.sampled_from(["a", "b c", '"q"', "'x, y'", "5", "2026-03-17", "https://x.example/a"])
PLACE = "{pad}"
SCALARS = st.sampled_from([
    "a", "2026-03-15T14:44:00Z", "23m", "'it''s'", '"a: b"', "~", "", "5", "a, b", '"😀"', "'no'",
    "x" * 90, f'"two\n{PLACE}lines"', f"two\n{PLACE}lines", f"|\n{PLACE}lit\n{PLACE} more\n",
    f">-\n{PLACE}fold\n\n{PLACE}ed", '"\\u2192 x"', f"|2-\n{PLACE} lead\n{PLACE}x",
])  # fmt: skip


@st.composite
def flows(draw: st.DrawFn, depth: int = 0) -> str:
    breaks = st.sampled_from(["", " ", "\n      ", "  # c\n      ", " # d\n      # e\n      "])
    kind = draw(st.sampled_from(["word", "list", "keys"] if depth < 2 else ["word"]))
    if kind == "word":
        return draw(WORDS)
    inner = [draw(flows(depth + 1)) + draw(breaks) for _ in range(draw(st.integers(0, 3)))]
    if kind == "list":
        return f"[{draw(breaks)}{', '.join(inner)}]"
    keys = draw(st.permutations(KEYS))
    pairs = (f"{key}: {value}" for key, value in zip(keys, inner, strict=False))
    return f"{{{draw(breaks)}{', '.join(pairs)}}}"


@st.composite
def loose_lines(draw: st.DrawFn, column: int) -> list[str]:
    indents = st.one_of(st.just(column), st.integers(0, 8))
    lines = st.one_of(st.just(""), st.builds(lambda n, text: " " * n + text, indents, COMMENTS))
    return draw(st.lists(lines, max_size=2))


@st.composite
def entries(draw: st.DrawFn, column: int, head: str, depth: int) -> list[str]:
    kinds = ["word", "word", "flow", "keys", "list"] if depth < 3 else ["word"]
    kind, pad = draw(st.sampled_from(kinds)), " " * column
    if kind == "word":
        text = draw(SCALARS)
        deeper = 2 if "|2" in text else draw(st.integers(2, 3))
        first, *more = text.replace(PLACE, " " * (column + deeper)).split("\n")
        aside = "" if more else draw(ASIDES)
        return [f"{pad}{head} {first}".rstrip() + aside, *more]
    if kind == "flow":
        return f"{pad}{head} {draw(flows())}{draw(ASIDES)}".split("\n")
    if kind == "keys":
        inner = column + draw(st.integers(1, 4))
        return [f"{pad}{head}{draw(ASIDES)}", *draw(mappings(inner, depth + 1))]
    inner = column + draw(st.integers(1 if head == "-" else 0, 3))
    items = [
        [*draw(loose_lines(inner)), *draw(entries(inner, "-", depth + 1))]
        for _ in range(draw(st.integers(1, 3)))
    ]
    return [f"{pad}{head}{draw(ASIDES)}", *(line for item in items for line in item)]


@st.composite
def mappings(draw: st.DrawFn, column: int, depth: int) -> list[str]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1, max_size=4))
    parts = [[*draw(loose_lines(column)), *draw(entries(column, f"{key}:", depth))] for key in keys]
    return [*(line for part in parts for line in part), *draw(loose_lines(column))]


@given(lines=mappings(0, 0))
def test_nothing_is_lost_whatever_is_written(lines: list[str]) -> None:
    block = "\n".join([*lines, ""])
    try:
        data: Any = build(parse(block))
    except YamlError:
        return
    assert isinstance(data, dict)
    laid_out(block)
