"""PM201, PM202, PM207 to PM209: what is published holds; a draft can be saved on the day."""

from collections.abc import Callable

import pytest

from mkdocs_postmortems.settings import Settings

Lines = Callable[..., list[str]]
Whole = Callable[..., str]

FIELDS = """
severity: {severity}
status: {status}
trigger: none-identified
causes: [unknown]
actions:
  - title: Watch it
    status: done
    closed: 2026-03-20
"""
BODY = """
## Executive summary

- It broke.

## Impact

Nobody could order.

## What happened

- 14:44 It broke

## Five whys

1. Full

## Lessons

None.
"""


@pytest.mark.parametrize("severity", ["SEV-1", "SEV-2"])
def test_what_is_complete_has_no_problem(checked: Lines, whole: Whole, severity: str) -> None:
    fields = FIELDS.format(severity=severity, status="published")
    assert checked({"x.md": whole(fields, BODY)}) == []
    assert checked({"x.md": whole(fields, BODY.replace("Five whys", "Analysis"))}) == []


@pytest.mark.parametrize(
    ("heading", "needed"),
    [
        ("Executive summary", '"## Executive summary"'),
        ("Impact", '"## Impact"'),
        ("What happened", '"## Timeline"'),
        ("Five whys", '"## Analysis" or "## Five whys"'),
        ("Lessons", '"## Lessons learned"'),
    ],
)
def test_a_missing_section_is_asked_for(
    checked: Lines, whole: Whole, heading: str, needed: str
) -> None:
    fields = FIELDS.format(severity="SEV-2", status="published")
    assert checked({"x.md": whole(fields, BODY.replace(heading, "Other"))}) == [
        f"x.md:5:11: warning PM201: severity: found no section {needed}, which a published SEV-2 "
        "needs. Write it, or set `status: in-review`"
    ]


EMPTY = (
    'x.md:19:1: warning PM201: impact: found the section "Impact" empty, which a published SEV-1 '
    "needs. Write it, or set `status: in-review`"
)


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "<!-- nobody was asked -->",
        "<!-- one -->\n\n<!-- two\nlines -->",
        "### Users\n\n### Revenue\n\n<!-- to do -->",
        "<!-- not closed",
        "| Users | Requests |\n| --- | ---: |",
        "Users | Requests\n:-|-\n",
        "| Users |\n| --- |\n|  |\n|     |",
        "### Users\n\n| Users |\n| --- |\n\n### Revenue",
    ],
)
def test_comments_headings_and_heads_of_tables_are_no_text(
    checked: Lines, whole: Whole, text: str
) -> None:
    fields = FIELDS.format(severity="SEV-1", status="published")
    body = BODY.replace("Nobody could order.", text)
    assert checked({"x.md": whole(fields, body)}) == [EMPTY]


def test_of_two_empty_sections_that_would_do_the_first_is_marked(
    checked: Lines, whole: Whole
) -> None:
    fields = FIELDS.format(severity="SEV-1", status="published")
    body = BODY.replace("1. Full", "").replace("## Five", "## Root cause analysis ##\n\n## Five")
    assert checked({"x.md": whole(fields, body)}) == [
        'x.md:27:1: warning PM201: analysis: found the section "Root cause analysis" empty, which '
        "a published SEV-1 needs. Write it, or set `status: in-review`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a --> None.",
        "### Users\n\nNone.",
        "<https://x.example>",
        "| Users |\n| --- |\n| 12 |",
        "| Users |\n| --- |\n\nNone.",
        "None\n----",
        "a|b",
    ],
)
def test_text_beside_comments_and_headings_is_a_section(
    checked: Lines, whole: Whole, text: str
) -> None:
    fields = FIELDS.format(severity="SEV-1", status="published")
    assert checked({"x.md": whole(fields, BODY.replace("Nobody could order.", text))}) == []


@pytest.mark.parametrize(
    ("severity", "status"),
    [("SEV-1", "draft"), ("SEV-1", "in-review"), ("SEV-3", "published"), ("SEV-4", "published")],
)
def test_drafts_and_lesser_severities_need_no_sections(
    checked: Lines, whole: Whole, severity: str, status: str
) -> None:
    fields = FIELDS.format(severity=severity, status=status)
    assert checked({"x.md": whole(fields)}) == []


def test_sections_are_configured_per_severity(checked: Lines, whole: Whole) -> None:
    settings = Settings.from_mapping({"severities": {"minor": {"sections": ["resolution"]}}})
    fields = FIELDS.format(severity="minor", status="published")
    assert checked({"x.md": whole(fields)}, settings) == [
        'x.md:5:11: warning PM201: severity: found no section "## Resolution", '
        "which a published minor needs. Write it, or set `status: in-review`"
    ]


def test_what_is_published_names_its_trigger_and_causes(checked: Lines, whole: Whole) -> None:
    assert checked({"x.md": whole("status: published")}) == [
        "x.md:2:1: warning PM202: causes: found a published postmortem without causes. "
        "Write `causes:` (`unknown` if none was found)",
        "x.md:2:1: warning PM202: trigger: found a published postmortem without a trigger. "
        "Write `trigger:` (`none-identified` if nothing was found)",
    ]
    assert checked({"x.md": whole("status: in-review")}) == []


@pytest.mark.parametrize(
    "field",
    ["trigger: {}", "trigger: [a, b]", "triger: code-deploy"],
    ids=["a mapping", "a list", "misspelt"],
)
def test_a_field_that_is_there_but_unreadable_is_not_asked_for_as_well(
    checked: Lines, whole: Whole, field: str
) -> None:
    (line,) = checked({"x.md": whole(f"status: published\ncauses: [unknown]\n{field}")})
    assert "PM202" not in line


SEVERE = """
severity: {severity}
status: {status}
trigger: config-change
"""


def severe(more: str, severity: str = "SEV-2", status: str = "published") -> str:
    return SEVERE.format(severity=severity, status=status) + more


SYSTEMIC = "causes: [{factor: test-gap, scope: systemic}, review-gap]\n"
ACTION = "actions:\n  - {title: a, status: done, closed: 2026-03-20"


def test_a_severe_incident_leads_to_actions(checked: Lines, whole: Whole) -> None:
    assert checked({"x.md": whole(severe(SYSTEMIC), BODY)}) == [
        "x.md:2:1: warning PM207: actions: found no action, which a published SEV-2 needs. "
        "Write `actions:`, or set `status: in-review`"
    ]


def test_one_of_its_causes_is_systemic(checked: Lines, whole: Whole) -> None:
    action = f"{ACTION}, addresses: [test-gap]}}"
    causes = "causes: [{factor: test-gap, scope: specific}, review-gap]\n"
    assert checked({"x.md": whole(severe(SYSTEMIC + action), BODY)}) == []
    assert checked({"x.md": whole(severe(causes + action), BODY)}) == [
        "x.md:8:9: info PM208: causes: found no systemic cause among test-gap, review-gap. "
        "Write `scope: systemic` at one that would make the next change fail too, or add it"
    ]


def test_one_of_its_causes_is_addressed(checked: Lines, whole: Whole) -> None:
    assert checked({"x.md": whole(severe(f"{SYSTEMIC}{ACTION}}}"), BODY)}) == [
        "x.md:10:3: warning PM209: actions: found no action that addresses one of the causes, "
        "test-gap, review-gap. Write `addresses:` in an action, such as `addresses: [test-gap]`"
    ]
    second = f"{SYSTEMIC}{ACTION}}}\n  - {{title: b, status: done, closed: 2026-03-20, "
    assert checked({"x.md": whole(severe(second + "addresses: review-gap}"), BODY)}) == []


@pytest.mark.parametrize(
    ("causes", "action", "rule"),
    [
        (SYSTEMIC.replace("systemic", "systematic"), f"{ACTION}, addresses: test-gap}}", "PM112"),
        (SYSTEMIC, f"{ACTION}, adresses: test-gap}}", "PM111"),
    ],
)
def test_what_is_written_wrong_is_not_missed_as_well(
    checked: Lines, whole: Whole, causes: str, action: str, rule: str
) -> None:
    lines = checked({"x.md": whole(severe(causes + action), BODY)})
    assert [rule in line for line in lines] == [True]


def test_an_address_elsewhere_is_one_problem_not_two(checked: Lines, whole: Whole) -> None:
    lines = checked({"x.md": whole(severe(f"{SYSTEMIC}{ACTION}, addresses: alert-noise}}"), BODY)})
    assert ["PM315" in line for line in lines] == [True]


@pytest.mark.parametrize("causes", ["causes: unknown", "causes: [unknown, other]"])
def test_what_is_not_known_cannot_be_answered(checked: Lines, whole: Whole, causes: str) -> None:
    settings = Settings.from_mapping({"causes": ["unknown", "other"]})
    severities = settings.model_copy(update={"severities": Settings().severities})
    assert checked({"x.md": whole(severe(f"{causes}\n{ACTION}}}"), BODY)}, severities) == []


@pytest.mark.parametrize(
    ("severity", "status"),
    [("SEV-2", "draft"), ("SEV-2", "in-review"), ("SEV-3", "published")],
)
def test_nothing_of_this_is_asked_before_publication_or_of_lesser_severities(
    checked: Lines, whole: Whole, severity: str, status: str
) -> None:
    fields = severe("causes: test-gap", severity, status)
    assert checked({"x.md": whole(fields, BODY)}) == []
    assert checked({"x.md": whole(f"{fields}\n{ACTION}}}", BODY)}) == []


def test_which_severities_need_actions_is_configured(checked: Lines, whole: Whole) -> None:
    settings = Settings.from_mapping({"severities": {"minor": {"needs_actions": True}}})
    fields = severe(SYSTEMIC, severity="minor")
    assert ["PM207" in line for line in checked({"x.md": whole(fields)}, settings)] == [True]
