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


@pytest.mark.parametrize(
    "comment",
    [
        "PM119 because nobody wrote it down",
        "PM119: nobody wrote it down, see #412 <b>",
        "PM119, PM301 and PM302. It is so",
        "PM301 and PM119",
        "PM301;PM119 (2 clocks)",
    ],
)
def test_behind_the_ids_a_comment_may_say_why(checked: Lines, whole: Whole, comment: str) -> None:
    body = f"## Timeline\n\n<!-- postmortems: ignore {comment} -->\n{LATE}"
    assert checked({"x.md": whole(body=body)}) == []
    field = "trigger: config  # postmortems: ignore PM115 because the label is to come"
    assert checked({"x.md": whole(field)}) == []


@pytest.mark.parametrize(
    ("comment", "column", "found", "hint"),
    [
        ("postmortems: ignore", 6, '"postmortems: ignore" without a rule',
         "Write which, such as `postmortems: ignore PM201`"),
        ("Postmortems: ignore PM119", 6, '"Postmortems: ignore"',
         "Write `postmortems: ignore PM119`"),
        ("postmortem: ignore pm119, PM301", 6, '"postmortem: ignore"',
         "Write `postmortems: ignore PM119, PM301`"),
        ("postmortems: ignore: PM119", 6, '"postmortems: ignore:"',
         "Write `postmortems: ignore PM119`"),
        ("postmortems ignore", 6, '"postmortems ignore"', "Write `postmortems: ignore PM201`"),
        ("postmortems: ignore pm119", 26, '"pm119"', "Write PM119"),
        ("postmortems: ignore PM91 for good", 26, '"PM91"',
         "Write the id of a rule, such as PM201"),
        ("postmortems: ignore all of it", 26, '"all"', "Write the id of a rule, such as PM201"),
    ],
)  # fmt: skip
def test_a_comment_that_is_nearly_right_is_reported(
    checked: Lines, whole: Whole, comment: str, column: int, found: str, hint: str
) -> None:
    lines = checked({"x.md": whole(body=f"<!-- {comment} -->\n{TIMELINE}")})
    assert lines[0] == f"x.md:7:{column}: warning PM120: found {found}. {hint}"
    assert rules(lines) == ["PM120", "PM119", "PM119"]


def test_a_comment_in_the_front_matter_that_is_nearly_right(checked: Lines, whole: Whole) -> None:
    lines = checked({"x.md": whole("trigger: config  # postmortem: ignore PM115")})
    assert rules(lines) == ["PM115", "PM120"]


@pytest.mark.parametrize(
    "text",
    [
        "# Postmortem: ignore list of the proxy",
        "<!-- The postmortems: ignore them -->",
        "<!-- postmortems: ignored alerts -->",
        "postmortems: ignore PM1",
    ],
)
def test_other_text_with_these_words_is_no_comment_of_ours(
    checked: Lines, whole: Whole, text: str
) -> None:
    assert checked({"x.md": whole(body=text)}) == []


def test_the_settings_change_the_level_of_a_rule_or_switch_it_off(
    checked: Lines, whole: Whole
) -> None:
    files = {"x.md": whole("colour: red", TIMELINE)}
    settings = Settings.from_mapping({"rules": {"PM111": "error", "PM119": False}})
    (line,) = checked(files, settings)
    assert line.startswith("x.md:6:1: error PM111: colour")
