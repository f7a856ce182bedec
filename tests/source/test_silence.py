"""What a file asks not to be told: in its front matter for all of it, in a comment at a line."""

from collections.abc import Callable

import pytest

from mkdocs_postmortems.settings import Settings

Lines = Callable[..., list[str]]
Whole = Callable[..., str]

LATE = "- 14:44 The disk is full\n- a bit later The orders flow\n- later still All is well\n"
TIMELINE = f"## Timeline\n\n{LATE}"
UNREAD = "warning PM119: timeline: found a row without a time"


def rules(lines: list[str]) -> list[str]:
    return [line.split()[2].rstrip(":") for line in lines]


def test_a_rule_is_silenced_in_the_whole_file(checked: Lines, whole: Whole) -> None:
    assert rules(checked({"x.md": whole(body=TIMELINE)})) == ["PM119", "PM119"]
    assert checked({"x.md": whole("x-ignore: [PM119]", TIMELINE)}) == []
    assert checked({"x.md": whole("x-ignore: PM119", TIMELINE)}) == []


def test_it_is_silenced_in_this_file_only(checked: Lines, whole: Whole) -> None:
    files = {"x.md": whole("x-ignore: [PM119]", TIMELINE), "y.md": whole(body=TIMELINE)}
    assert [line.partition(":")[0] for line in checked(files)] == ["y.md", "y.md"]


def test_a_comment_at_the_end_of_a_line_covers_the_line(checked: Lines, whole: Whole) -> None:
    text = LATE.replace("The orders flow", "The orders flow <!-- postmortems: ignore PM119 -->")
    lines = checked({"x.md": whole(body=f"## Timeline\n\n{text}")})
    assert [line.partition(" ")[0] for line in lines] == ["x.md:11:1:"]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_comment_on_a_line_of_its_own_covers_what_follows(
    checked: Lines, whole: Whole, gap: str
) -> None:
    comment = f"<!-- postmortems: ignore PM119, PM301 -->\n{gap}"
    body = TIMELINE.replace("- 14:44", f"{comment}- 14:44")
    assert checked({"x.md": whole(body=body)}) == []
    assert rules(checked({"x.md": whole(body=body.replace("- later", "\n- later"))})) == ["PM119"]


@pytest.mark.parametrize(
    "field",
    [
        "trigger: config  # postmortems: ignore PM115",
        "# postmortems: ignore PM115\ntrigger: config",
    ],
)
def test_a_comment_in_the_front_matter_covers_one_line(
    checked: Lines, whole: Whole, field: str
) -> None:
    assert rules(checked({"x.md": whole("trigger: config\nseverity: SEV-9")})) == [
        "PM115",
        "PM115",
    ]
    assert rules(checked({"x.md": whole(f"{field}\nseverity: SEV-9")})) == ["PM115"]


@pytest.mark.parametrize(
    ("fields", "body", "line"),
    [
        (
            "x-ignore: [PM119, PM91]",
            "",
            'x.md:6:19: warning PM120: x-ignore[1]: found "PM91". '
            "Write the id of a rule, such as PM201",
        ),
        (
            "x-ignore: everything",
            "",
            'x.md:6:11: warning PM120: x-ignore[0]: found "everything". '
            "Write the id of a rule, such as PM201",
        ),
        (
            "",
            "<!-- postmortems: ignore missing-section -->",
            'x.md:7:26: warning PM120: found "missing-section". Write PM201',
        ),
    ],
)
def test_a_rule_that_does_not_exist_is_reported(
    checked: Lines, whole: Whole, fields: str, body: str, line: str
) -> None:
    assert line in checked({"x.md": whole(fields, body)})


def test_the_settings_change_the_level_of_a_rule_or_switch_it_off(
    checked: Lines, whole: Whole
) -> None:
    files = {"x.md": whole("colour: red", TIMELINE)}
    settings = Settings.from_mapping({"rules": {"PM111": "error", "PM119": False}})
    (line,) = checked(files, settings)
    assert line.startswith("x.md:6:1: error PM111: colour")
