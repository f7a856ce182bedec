"""The handbook is the same for us and for another team, and says nothing that is not so."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterator
from functools import cache

import click
import pytest
import yaml
from handbook_cases import Read, both_forms, every_page, told
from handbook_forms import (
    FORMS,
    HANDBOOK,
    MARKER,
    ROOT,
    TEMPLATES,
    blanks,
    fences,
    links,
    made_pages,
    names,
    our_form,
    page,
    team_form,
    without_fences,
)

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.authoring.handbook import NAVIGATION
from mkdocs_postmortems.cli.main import main
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

WIDEST_CODE = 78

GENERATED = re.compile(
    r"\.\./(?:index|(?:postmortems|actions|reviews|trends|services|causes|owners|quality|learn)"
    r"/index|actions/(?:weekly|closed)|learn/game-day)\.md"
)
"""Pages that every site has, whatever postmortems it has."""


def test_every_page_is_in_the_navigation_and_nothing_else() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    (section,) = [entry["Handbook"] for entry in nav if "Handbook" in entry]
    listed = [next(iter(e.values())) if isinstance(e, dict) else e for e in section]
    assert [path.removeprefix("handbook/").removesuffix(".md") for path in listed] == [
        "index",
        "when-something-breaks",
        "severity",
        "roles",
        "contacts",
        "checklists",
        "communication",
        "detection",
        "disaster-recovery",
        "runbooks",
        "game-days",
        "writing-a-postmortem",
        "following-up",
        "worked-example",
        "why-this-works",
    ]
    assert sorted(names()) == sorted(path[9:-3] for path in listed)
    assert {path.suffix for path in HANDBOOK.iterdir()} == {".md"}


def test_the_handbook_of_a_new_team_is_current_and_in_the_same_order() -> None:
    for path, text in made_pages().items():
        assert (ROOT / path).read_text("utf-8") == text, "run scripts/reference"
    assert sorted(path.stem for path in TEMPLATES.iterdir()) == names()
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    (ours,) = [entry for entry in nav if "Handbook" in entry]
    assert yaml.safe_load("\n".join(NAVIGATION)) == [ours]


# The markers, and what another team gets.
@every_page
def test_markers_come_in_pairs_and_are_not_nested(name: str) -> None:
    found = list(MARKER.finditer(page(name)))
    assert len(found) == page(name).count("<!--")
    for begin, end in zip(found[::2], found[1::2], strict=True):
        assert (begin["end"], end["end"]) == ("", "/")
        assert begin["kind"] == end["kind"]
        assert (begin["what"] is not None) is (begin["kind"] == "yours")


@every_page
def test_a_marker_breaks_neither_a_paragraph_nor_code(name: str) -> None:
    # To Markdown, a comment at the start of a line is a block of its own, and in code it is text.
    assert not [line for line in lines_of_code(page(name)) if MARKER.search(line)]
    for line in page(name).splitlines():
        if MARKER.match(line.lstrip()):
            assert MARKER.fullmatch(line.strip()), line


def lines_of_code(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            yield line


@every_page
def test_code_is_as_wide_as_the_page(name: str) -> None:
    assert [line for line in lines_of_code(page(name)) if len(line) > WIDEST_CODE] == []


@every_page
def test_a_blank_says_in_words_what_belongs_there(name: str) -> None:
    found = blanks(page(name))
    assert len(set(found)) == len(found)
    for what in found:
        assert re.fullmatch(r"[a-z][A-Za-z0-9, -]*[a-z0-9]", what), what
        assert 3 <= len(what.split()) <= 14, what


@every_page
def test_a_team_gets_its_blanks_and_nothing_of_ours(name: str) -> None:
    theirs = team_form(page(name))
    assert "<!--" not in theirs
    assert theirs.count("**Fill in: ") == len(blanks(page(name)))
    assert "example.com" not in theirs
    # The story of one outage is told as that of an invented shop.
    assert name == "worked-example" or "Tidewick" not in theirs
    for target in links(theirs):
        inside = (HANDBOOK / target.partition("#")[0]).is_file() and "/" not in target
        assert target.startswith("https://") or inside or GENERATED.fullmatch(target), target


@every_page
@both_forms
def test_no_marker_leaves_a_hole(name: str, form: str) -> None:
    text = FORMS[form](page(name))
    assert "\n\n\n" not in text
    for line in without_fences(text).splitlines():
        assert not re.search(r"\S {2,}\S| [.,;:)](?: |$)|\( |\(\)|\| +\|", line), line
        assert line == line.rstrip()


# What it says is so.
def rows(text: str, head: str) -> list[list[str]]:
    """Return the cells of the table whose head begins with `head`."""
    table = text[text.index(f"| {head}") :].partition("\n\n")[0]
    lines = table.splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def unquoted(cell: str) -> str:
    return "# Analysis\n\n" + cell.strip('| "') + "\n"


def test_the_wordings_are_those_of_the_rules(read: Read) -> None:
    table = rows(page("writing-a-postmortem"), "Rule")
    assert len(table) >= 5
    for rule, before, after in table:
        assert rule in [it.split()[0] for it in told(read, unquoted(before))], before
        assert told(read, unquoted(after)) == []


def test_labels_are_those_of_the_settings() -> None:
    for head in ("Level | Who", "Level | For example"):
        levels = [row[0].strip("| ") for row in rows(our_form(page("severity")), head)]
        assert levels == list(taxonomy.SEVERITIES)
    ways = " ".join(row[0] for row in rows(page("detection"), "Way"))
    assert set(re.findall(r"`([a-z-]+)`", ways)) == set(taxonomy.DETECTION_SOURCES) - {"unknown"}
    gaps = [row[0].strip("| `") for row in rows(page("detection"), "Gap")]
    assert gaps == list(taxonomy.DETECTION_GAPS)
    moscow = dict(row[:2] for row in rows(page("writing-a-postmortem"), "MoSCoW"))
    aliases = taxonomy.ALIASES["priorities"]
    for word in ("Must", "Should", "Could"):
        assert moscow[word] == f"`{aliases[word.lower()]}`"
    assert taxonomy.PRIORITIES["high"] == 14


def commands() -> list[tuple[str, str]]:
    found = []
    for name in names():
        text = page(name)
        spans = re.findall(r"`(postmortems [a-z][^`]*)`", without_fences(text))
        lines = "".join(fences(text, "sh")).splitlines()
        found += [(name, it) for it in [*spans, *lines] if it.startswith("postmortems ")]
    return found


def test_there_are_commands() -> None:
    assert {"new", "check", "digest", "action"} <= {it.split()[1] for _, it in commands()}


@pytest.mark.parametrize(("name", "line"), commands())
def test_every_command_exists(name: str, line: str) -> None:
    command: click.Command = main
    rest = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        assert rest[0] in command.commands, line
        command = command.commands[rest.pop(0)]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {it for it in rest if it.startswith("--")} <= options


@cache
def outage(stem: str) -> Postmortem:
    postmortems = load(ROOT / "postmortems", Settings()).knowledge_base.postmortems
    (found,) = [it for it in postmortems if it.path.endswith(f"{stem}.md")]
    return found


def test_the_worked_example_is_told_as_it_was() -> None:
    text, it = page("worked-example"), outage("2026-03-15-orders-database-disk-full")
    assert it.start
    assert f"{it.start:%A} 15 March 2026" in text
    assert it.acknowledged
    assert it.mitigated
    assert it.resolved
    phases = re.findall(r"^## \w+, (\d\d:\d\d) to (\d\d:\d\d)$", text, re.M)
    assert [end for _, end in phases[:-1]] == [begin for begin, _ in phases[1:]]
    assert phases[0] == (f"{it.start:%H:%M}", f"{it.acknowledged:%H:%M}")
    assert phases[-1] == (f"{it.mitigated:%H:%M}", f"{it.resolved:%H:%M}")
    assert it.published
    assert f"published on {it.published:%A}" in text
    assert "2,400 customers" in text
    assert "340 failed orders" in text
    assert it.severity == "SEV-1"
    assert it.mitigated - it.start == dt.timedelta(minutes=23)
    for moment in re.findall(r"\*\*(\d\d:\d\d(?::\d\d)?)\*\*", text):
        assert f"| {moment} |" in _source(it)


def test_the_actions_of_the_worked_example_are_as_they_stand() -> None:
    it = outage("2026-03-15-orders-database-disk-full")
    state = [row[-1].strip("| ") for row in rows(page("worked-example"), "Action")]
    assert len(state) == len(it.actions)
    assert [bool(action.closed) for action in it.actions] == [s.startswith("done") for s in state]
    assert it.retry
    assert it.retry.planned == dt.date(2026, 4, 2)


def _source(it: Postmortem) -> str:
    return (ROOT / "postmortems" / it.path.removeprefix("postmortems/")).read_text("utf-8")
