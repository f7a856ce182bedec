"""PM302 to PM304, PM308: whether names, references and durations agree with the rest."""

from collections.abc import Callable

import pytest

from mkdocs_postmortems.settings import Settings

Lines = Callable[..., list[str]]
Whole = Callable[..., str]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            "related: [2025-11-02-lag]",
            '6:11: warning PM303: related[0]: found "2025-11-02-lag". '
            "Write the name of a file, without folder and .md",
        ),
        (
            "related: [x]",
            "6:11: warning PM303: related[0]: found the postmortem itself. Take it out",
        ),
        (
            "retry: {requires: A1}",
            '6:19: warning PM303: retry.requires[0]: found "A1". '
            "Actions of this postmortem are none",
        ),
        (
            "services: [orders, mail, orders]",
            '5:26: warning PM308: services[2]: found "orders" a second time. Keep one of the two',
        ),
        (
            "teams: [a, b, b]",
            '6:15: warning PM308: teams[2]: found "b" a second time. Keep one of the two',
        ),
        (
            "tags:\n  - a\n  - a",
            '8:5: warning PM308: tags[1]: found "a" a second time. Keep one of the two',
        ),
        (
            "related: [y, y]",
            '6:14: warning PM308: related[1]: found "y" a second time. Keep one of the two',
        ),
        (
            "causes: [test-gap, review-gap, {factor: test-gap, note: Again}]",
            '6:41: warning PM308: causes[2].factor: found "test-gap" a second time. '
            "Keep one of the two, with the notes of both",
        ),
    ],
)
def test_a_contradiction_is_reported(
    checked: Lines, whole: Whole, fields: str, problem: str
) -> None:
    assert checked({"x.md": whole(fields), "y.md": whole()}) == [f"x.md:{problem}"]


def test_each_repetition_is_reported(checked: Lines, whole: Whole) -> None:
    assert len(checked({"x.md": whole("tags: [a, a, b, a, b]")})) == 3


def test_what_is_missing_twice_is_not_repeated(checked: Lines, whole: Whole) -> None:
    lines = checked({"x.md": whole("causes: [{note: a}, {note: b}]")})
    assert ["PM110" in line for line in lines] == [True, True]


@pytest.mark.parametrize("fields", ["tags: [a, A]", "teams: [a]\ntags: [a]", "tags: []"])
def test_what_only_looks_alike_is_fine(checked: Lines, whole: Whole, fields: str) -> None:
    assert checked({"x.md": whole(fields)}) == []


def test_old_and_new_name_of_a_service_are_the_same(checked: Lines, whole: Whole) -> None:
    settings = Settings.from_mapping({"aliases": {"services": {"order-service": "orders"}}})
    lines = checked({"x.md": whole("services: [orders, order-service]")}, settings)
    assert ["PM308" in line for line in lines] == [True]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("yz", 'Did you mean "y"?'),
        ("y.md", 'Write "y"'),
        ("2025/y.md", 'Write "y"'),
        ("yz.md", 'Did you mean "y"?'),
        ("xx", "Write the name of a file, without folder and .md"),
    ],
)
def test_what_is_nearly_the_id_of_another_postmortem(
    checked: Lines, whole: Whole, written: str, hint: str
) -> None:
    files = {"x.md": whole(f"related: [{written}]"), "2025/y.md": whole()}
    assert checked(files) == [f'x.md:6:11: warning PM303: related[0]: found "{written}". {hint}']


def test_a_required_action_that_does_not_exist(checked: Lines, whole: Whole) -> None:
    assert checked({"x.md": whole("actions: [a, b]\nretry: {requires: [A1, A3]}")}) == [
        'x.md:7:24: warning PM303: retry.requires[1]: found "A3". '
        "Actions of this postmortem are A1, A2"
    ]


def test_services_are_those_of_the_catalogue_if_there_is_one(checked: Lines, whole: Whole) -> None:
    text = whole("services: [order, orders, mail]")
    assert checked({"x.md": text}) == []
    assert checked({"x.md": text, "services.yml": "- name: orders"}) == [
        'x.md:5:12: warning PM302: services[0]: found "order". Did you mean "orders"?',
        'x.md:5:27: warning PM302: services[2]: found "mail". Add it to services.yml',
    ]


def test_related_postmortems_may_stand_anywhere(checked: Lines, whole: Whole) -> None:
    assert checked({"2025/a.md": whole(), "2026/b.md": whole("related: a")}) == []


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        # 46 minutes by the moments: 5 minutes more or less are the same.
        (
            "resolved: 2026-03-15T15:30:00Z\nstats: {time_to_resolve: 51m}\npublished: 2026-03-16",
            [],
        ),
        (
            "resolved: 2026-03-15T15:30:00Z\nstats: {time_to_resolve: 52m}\npublished: 2026-03-16",
            [
                "x.md:7:26: warning PM304: stats.time_to_resolve: found 52m, but `resolved` - "
                "`started` is 46m. Leave it out; the moments count"
            ],
        ),
        # Of ten hours, an hour more or less is.
        ("mitigated: 2026-03-16T00:44:00Z\nstats: {time_to_mitigate: 9h}", []),
        (
            "mitigated: 2026-03-16T00:44:00Z\nstats: {time_to_mitigate: 8h 59m}",
            [
                "x.md:7:27: warning PM304: stats.time_to_mitigate: found 8h 59m, but `mitigated` "
                "- `started` is 10h. Leave it out; the moments count"
            ],
        ),
        (
            "detected: 2026-03-15T14:34:00Z\nstats: {time_to_detect: 1m}",
            [
                "x.md:7:25: warning PM304: stats.time_to_detect: found 1m, but `detected` - "
                "`started` is negative. Leave it out; the moments count"
            ],
        ),
        # Without both moments there is nothing to compare with.
        ("acknowledged: 2026-03-15T14:45:00Z\nstats: {time_to_acknowledge: 3h}", []),
    ],
)
def test_a_typed_duration_agrees_with_the_moments(
    checked: Lines, whole: Whole, fields: str, problems: list[str]
) -> None:
    assert checked({"x.md": whole(fields)}) == problems


def test_a_file_that_cannot_be_read_has_no_further_problems(checked: Lines) -> None:
    assert len(checked({"x.md": "---\n[\n---\n"})) == 1
