"""PM203: the template's questions are answered by the time somebody reads the answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[..., list[str]]
Whole = Callable[..., str]

ANALYSED = "status: {status}\ntrigger: none-identified\ncauses: unknown"
BODY = """\
<!-- guidance: Needed for a SEV-3: nothing. -->

## Impact

Nobody could order. <!-- guidance: How many? --> Not known.

## Another heading

### Users

  <!-- guidance: Who?
  Over several lines. -->
"""


def problems(checked: Lines, whole: Whole, status: str, body: str) -> list[str]:
    return checked({"x.md": whole(ANALYSED.format(status=status), body)})


@pytest.mark.parametrize("status", ["in-review", "published"])
def test_each_question_that_is_left_is_found_at_its_place(
    checked: Lines, whole: Whole, status: str
) -> None:
    hint = "Write what it asks for and remove the comment, or set `status: draft`"
    assert problems(checked, whole, status, BODY) == [
        f'x.md:{place}found guidance of the template, "{asked}". {hint}'
        for place, asked in (
            ("10:1: warning PM203: ", "Needed for a SEV-3: nothing."),
            ("14:21: warning PM203: impact: ", "How many?"),
            ("20:3: warning PM203: ", "Who?"),
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("guidance:", "note:"),
        "## Impact\n\nThe guidance: write what broke.\n",
    ],
)
def test_other_comments_may_stay(checked: Lines, whole: Whole, body: str) -> None:
    assert problems(checked, whole, "published", body) == []


def test_a_draft_keeps_its_guidance(checked: Lines, whole: Whole) -> None:
    assert problems(checked, whole, "draft", BODY) == []


def test_a_section_of_guidance_only_is_reported_once(checked: Lines, whole: Whole) -> None:
    sections = ("Executive summary", "Impact", "Timeline", "Five whys", "Lessons learned")
    body = "\n".join(f"## {heading}\n\nText.\n" for heading in sections)
    left = body.replace("Impact\n\nText.", "Impact\n\n<!-- guidance: Who felt it? -->")
    fields = f"severity: SEV-1\n{ANALYSED.format(status='published')}\n"
    fields += "actions: {title: a, status: done, closed: 2026-03-20}"
    assert checked({"x.md": whole(fields, body)}) == []
    assert ["PM203" in line for line in checked({"x.md": whole(fields, left)})] == [True]


def test_the_questions_of_a_section_are_one_finding(checked: Lines, whole: Whole) -> None:
    asked = "what changed, grew or waited before it began, and why it made sense at the time."
    body = f"## Analysis\n\n### Fault\n\n<!-- guidance: {asked} -->\n\n<!-- guidance: Why? -->\n"
    assert problems(checked, whole, "published", body) == [
        "x.md:14:1: warning PM203: analysis: found guidance of the template 2 times; first "
        '"what changed, grew or waited before it began, and why it ...". '
        "Write what it asks for and remove the comments, or set `status: draft`"
    ]


def test_guidance_in_more_than_three_sections_is_one_finding(checked: Lines, whole: Whole) -> None:
    names = ("Impact", "Resolution", "What happened", "Notes")
    body = "".join(f"## {name}\n\n<!-- guidance: {name[0]}? -->\n\n" for name in names)
    assert problems(checked, whole, "published", body) == [
        "x.md:12:1: warning PM203: found guidance of the template 4 times, in Impact, Resolution, "
        'What happened, Notes; first "I?". '
        "Write what it asks for and remove the comments, or set `status: draft`"
    ]


def test_a_question_can_be_silenced_where_it_stands(checked: Lines, whole: Whole) -> None:
    silent = BODY.replace("How many? -->", "How many? --> <!-- postmortems: ignore PM203 -->")
    places = [line.split()[0] for line in problems(checked, whole, "published", silent)]
    assert places == ["x.md:10:1:", "x.md:20:3:"]
