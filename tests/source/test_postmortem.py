"""One postmortem file to one record: whatever stands in the file, there is a record."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.model import (
    Action,
    Cause,
    Change,
    Detection,
    FrontMatter,
    KnowledgeBase,
    Link,
    Postmortem,
    Retry,
    Stats,
)
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded
from mkdocs_postmortems.source.postmortem import field_name, read_postmortem_text
from mkdocs_postmortems.source.text_file import MAX_BYTES

Read = Callable[..., tuple[Postmortem, list[str]]]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", "Disk full"),
        ("# The disk\n\n# Full", "The disk"),
        ("Text\n\n# The disk #", "The disk"),
        ("```sh\n# a comment\n```\n\n# The disk", "The disk"),
        ("#\n", "Disk full"),
        ("---\n[\n---\n# The disk\n", "The disk"),
        ("---\nseverity: SEV-1\n---\n# The disk {.x}\n", "The disk"),
        ("---\ntitle: ''\n---\n## Impact\n", "Disk full"),
    ],
)
def test_without_a_title_it_is_the_first_heading_or_the_name(text: str, title: str) -> None:
    assert read_postmortem_text(text, "2026/disk-full.md", Settings()).postmortem.title == title


def test_a_name_of_dashes_is_its_own_title() -> None:
    assert read_postmortem_text("", "---.md", Settings()).postmortem.title == "---.md"


def test_the_text_of_a_file_that_cannot_be_read_is_kept() -> None:
    found = read_postmortem_text("---\n[\n---\n\n## Impact\n\nAll.\n", "x.md", Settings())
    assert found.postmortem.body.preamble == "## Impact\n\nAll."


BODY = """
# Orders down

Hello.

## What happened

| Time (UTC) | Event |
| ---------- | ----- |
| 14:44      | Full  |
| later      | Fixed |

## The 5 whys

1. Full

## 5 whys

1. The disk
2. was full

## Anything else
Text
"""


def test_the_body_is_read(read: Read) -> None:
    postmortem, problems = read(body=BODY)
    body = postmortem.body
    assert problems == [
        'x.md:17:3: warning PM119: timeline: found the time "later". '
        "Write 14:44 or 2026-03-15 14:44"
    ]
    assert body.preamble == "# Orders down\n\nHello."
    assert [(s.id, s.line) for s in body.sections] == [
        ("timeline", 12),
        (None, 19),
        ("five-whys", 23),
        (None, 28),
    ]
    assert [(event.time, event.text) for event in body.timeline] == [
        ("14:44", "Full"),
        ("later", "Fixed"),
    ]
    assert [chain.steps for chain in body.whys] == [("The disk", "was full")]
    assert body.section("impact") is None


def test_configured_headings_are_known(read: Read) -> None:
    settings = Settings.from_mapping({"sections": {"impact": "Anything else"}})
    postmortem, _ = read(body=BODY, settings=settings)
    section = postmortem.body.section("impact")
    assert section
    assert section.text == "Text"


def test_a_field_is_named_as_people_write_it() -> None:
    assert field_name(("actions", 0, "addresses", 2)) == "actions[0].addresses[2]"
    assert field_name(()) == ""
    assert field_name((0, "rto")) == "[0].rto"


def read_everywhere(text: str) -> Postmortem:
    """Read a text, and let every rule look at what came of it."""
    found = read_postmortem_text(text, "2026/x.md", Settings())
    base = KnowledgeBase(postmortems=(found.postmortem,), problems=found.problems)
    lines = text.count("\n") + 2
    for problem in check(
        Loaded(base, {"2026/x.md": found.places}), Settings(), dt.date(2026, 10, 5)
    ):
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert "\n" not in str(problem)
        assert problem.hint
    assert found.postmortem.id == "x"
    assert found.postmortem.title
    return found.postmortem


@given(st.text())
@example("---")
@example("---\n---")
@example("---\n\ufeff\n---\n")
@example("---\n%YAML 1.1\n---\n")
@example("---\n? ? ? ?\n---\n")
@example("---\n" + "[" * 5_000 + "\n---\n")
@example("---\n" + "{a: " * 5_000 + "\n---\n")
@example("---\n" + "- " * 5_000 + "\n---\n")
@example("---\nx: !<tag:yaml.org,2002:int> [1]\n---\n")
def test_any_text_gives_a_postmortem(text: str) -> None:
    read_everywhere(text)


@given(front=st.text(), body=st.text())
def test_any_front_matter_and_any_body_give_a_postmortem(front: str, body: str) -> None:
    read_everywhere(f"---\n{front}\n---\n{body}")


markdown = st.text(alphabet="#`~-*|:\n 0123456789TZ.abc\\{}", max_size=200)


@given(markdown, markdown)
def test_any_timeline_and_any_whys_give_a_postmortem(timeline: str, whys: str) -> None:
    read_everywhere(
        "---\ntitle: a\nseverity: SEV-1\nservices: [a]\nstarted: 2026-03-15T14:44Z\n---\n"
        f"## Timeline\n{timeline}\n## Five whys\n{whys}"
    )


NESTED = {
    "detection": Detection, "causes": Cause, "stats": Stats, "actions": Action,
    "change": Change, "retry": Retry, "links": Link,
}  # fmt: skip
FIELDS = [
    *FrontMatter.model_fields,
    *(f"{name}.{inner}" for name, model in NESTED.items() for inner in model.model_fields),
]
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text()
    | st.dates().map(str)
    | st.datetimes().map(str)
    | st.sampled_from(["1:30", "P1D", "5m", "javascript:x", "https://[", "12 EUR", "9" * 5_000])
)


@given(field=st.sampled_from(FIELDS), value=scalars | st.lists(scalars, max_size=3))
def test_any_value_in_any_field_gives_a_postmortem(field: str, value: object) -> None:
    name, _, inner = field.partition(".")
    content = {inner: value} if inner else value
    listed = [content, content] if name in {"causes", "actions", "links"} else content
    for data in (content, listed):
        # JSON is YAML, but for its numbers that are none.
        written = json.dumps({name: data}).replace("NaN", ".nan").replace("Infinity", ".inf")
        read_everywhere(f"---\n{written}\n---\n")


# Beyond this plane JSON writes two escapes for one character, which YAML refuses.
PLAIN = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=20)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), PLAIN)
def test_the_day_is_that_of_the_start(day: dt.date, title: str) -> None:
    text = f"---\ntitle: {json.dumps(title)}\nstarted: {day}\n---\n"
    assert read_everywhere(text).day == day


def test_a_file_of_the_largest_size_is_read_quickly() -> None:
    import time

    line = "- 14:44 It broke and it broke and it broke\n"
    body = "## Timeline\n\n" + line * (MAX_BYTES // len(line))
    begin = time.process_time()
    read_postmortem_text(f"---\nstarted: 2026-03-15T14:44Z\n---\n{body}", "x.md", Settings())
    assert time.process_time() - begin < 10
