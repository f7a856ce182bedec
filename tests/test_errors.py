"""A problem is one line that names place, rule, field, what was found and what to write."""

from mkdocs_postmortems.errors import Level, Problem, abridged, did_you_mean, suggest
from mkdocs_postmortems.rules import RULES, report


def test_a_problem_is_one_line_with_its_place() -> None:
    problem = report(
        "PM115", "2026/x.md", 'found "SEV1"', 'Did you mean "SEV-1"?', line=3, column=11,
        field="severity",
    )  # fmt: skip
    assert str(problem) == (
        '2026/x.md:3:11: error PM115: severity: found "SEV1". Did you mean "SEV-1"?'
    )


def test_a_problem_of_a_whole_file_names_no_field() -> None:
    assert str(report("PM117", "x.md", "the file is empty", "Write it")) == (
        "x.md:1:1: error PM117: the file is empty. Write it"
    )


def test_what_would_break_the_line_or_the_terminal_is_shown_as_such() -> None:
    problem = report("PM112", "a\nb.md", "found \x1b[31m\u202e\u2028x", "Write y")
    assert str(problem) == ("a\ufffdb.md:1:1: error PM112: found \ufffd[31m\ufffd\ufffdx. Write y")


def test_problems_are_sorted_by_path_line_and_column() -> None:
    def at(path: str, line: int, column: int) -> Problem:
        return report("PM111", path, "m", "h", line=line, column=column)

    listed = [at("b.md", 1, 1), at("a.md", 10, 1), at("a.md", 9, 2), at("a.md", 9, 1)]
    assert [(p.path, p.line, p.column) for p in sorted(listed)] == [
        ("a.md", 9, 1),
        ("a.md", 9, 2),
        ("a.md", 10, 1),
        ("b.md", 1, 1),
    ]


def test_of_many_alike_in_one_file_the_first_are_told_and_how_many_more() -> None:
    def alike(path: str, count: int) -> list[Problem]:
        return [report("PM125", path, "m", "h", line=n, width=9) for n in range(1, count + 1)]

    other = report("PM112", "a.md", "m", "h", line=4000)
    lines = [str(one) for one in abridged([*alike("a.md", 3000), other, *alike("b.md", 51)])]
    assert len(lines) == 51 + 1 + 51
    assert lines[49:52] == [
        "a.md:50:1: warning PM125: m. h",
        "a.md:51:1: warning PM125: and 2,950 more like it, from here on. "
        "Mend the first 50 to see the next",
        "a.md:4000:1: error PM112: m. h",
    ]
    # A line for the last one alone would be no shorter than that one.
    assert lines[-1] == "b.md:51:1: warning PM125: m. h"


def test_every_rule_has_an_id_a_name_and_a_sentence_of_its_own() -> None:
    assert all(ident == rule.id for ident, rule in RULES.items())
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert len({rule.asks for rule in RULES.values()}) == len(RULES)
    assert {rule.level for rule in RULES.values()} <= set(Level)


def test_the_nearest_word_is_suggested_whatever_its_case() -> None:
    assert did_you_mean("sev 1", ["SEV-1", "SEV-2"]) == 'did you mean "SEV-1"?'
    assert did_you_mean("quite different", ["SEV-1"]) == ""


def test_without_a_near_word_the_alternative_is_given() -> None:
    assert suggest("SEVV-1", ["SEV-1"], "Known are SEV-1") == 'Did you mean "SEV-1"?'
    assert suggest("purple", ["SEV-1"], "Known are SEV-1") == "Known are SEV-1"
