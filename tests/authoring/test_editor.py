"""The files for editors: what each holds, and that what they insert is read."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_postmortems.authoring.editor import Outcome, editor_files, write_editor_files
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.json_schema import catalogue_schema, contacts_schema, postmortem_schema
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.postmortem import read_postmortem_text

Whole = Callable[..., str]

FILES = {path: json.loads(text) for path, text in editor_files(Settings()).items()}
FIELDS = postmortem_schema(Settings())["properties"]
SNIPPETS = FILES[".vscode/postmortem.code-snippets"]


def snippets_of(settings: Settings) -> dict[str, Any]:
    made = json.loads(editor_files(settings)[".vscode/postmortem.code-snippets"])
    assert isinstance(made, dict)
    return made


def body(prefix: str, snippets: dict[str, Any] = SNIPPETS) -> str:
    found = [s for s in snippets.values() if s["prefix"] == prefix]
    return "\n".join(found[0]["body"])


NOW = {
    "YEAR": "2026",
    "MONTH": "03",
    "DATE": "15",
    "HOUR": "14",
    "MINUTE": "44",
    "TIMEZONE_OFFSET": "+01:00",
}
MARK = re.compile(
    r"\\(?P<plain>.)|\$\{?CURRENT_(?P<now>[A-Z_]+)\}?"
    r"|\$\{\d\|(?P<word>(?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}|\$\{\d:|\$\d|\}"
)


def filled(text: str) -> str:
    """Return what is inserted when the first choice is taken and nothing else is typed."""

    def insert(mark: re.Match[str]) -> str:
        word = re.sub(r"\\(.)", r"\1", mark["word"] or "")
        return mark["plain"] or NOW.get(mark["now"] or "") or word

    return MARK.sub(insert, text)


def test_the_schemas_stand_beside_the_postmortems_where_the_site_does_not_look() -> None:
    settings = Settings(source="docs/incidents")
    files = editor_files(settings)
    schema = json.loads(files["docs/incidents/.schema/postmortem.schema.json"])
    assert schema == postmortem_schema(settings)
    services = "docs/incidents/.schema/services.schema.json"
    assert json.loads(files[services]) == catalogue_schema()
    contacts = "docs/incidents/.schema/contacts.schema.json"
    assert json.loads(files[contacts]) == contacts_schema()
    assert json.loads(files[".vscode/settings.json"])["yaml.schemas"] == {
        services: "docs/incidents/services.yml",
        contacts: "docs/incidents/contacts.yml",
    }


def test_fields_are_offered_with_their_meaning_and_their_words_to_choose_from() -> None:
    assert SNIPPETS["How bad it was, such as SEV-2"] == {
        "scope": "yaml",
        "prefix": "severity",
        "body": ["severity: ${1|SEV-1,SEV-2,SEV-3,SEV-4|}"],
    }
    assert SNIPPETS["trigger: Something filled up, wore out or grew slowly"] == {
        "scope": "yaml",
        "prefix": "capacity-or-decay",
        "body": ["capacity-or-decay"],
    }
    assert body("action").splitlines() == [
        "- title: $1",
        "  type: ${2|investigate,mitigate,repair,detect,prevent,process|}",
        "  priority: ${3|high,medium,low|}",
        "  owner: $4",
    ]
    assert body("links") == "links:\n  - title: $1\n    url: $2"
    assert body("roles") == "roles:\n  $1: $2"


def test_every_field_has_its_snippet() -> None:
    schema = postmortem_schema(Settings())
    prefixes = {snippet["prefix"] for snippet in SNIPPETS.values()}
    for record in (schema, *schema["$defs"].values()):
        assert set(record["properties"]) <= prefixes


@pytest.mark.parametrize("field", sorted({*FIELDS} - {"roles"}))
def test_what_a_field_inserts_is_read_without_a_wrong_value(whole: Whole, field: str) -> None:
    snippet = SNIPPETS[FIELDS[field]["description"].removesuffix(".")]
    text = whole(filled("\n".join(snippet["body"])))
    problems = read_postmortem_text(text, "x.md", Settings()).problems
    # What is still to be typed is missing; nothing that was inserted is wrong.
    assert [str(p) for p in problems if p.rule != "PM110"] == []


def test_the_whole_postmortem_is_the_one_that_new_begins_with() -> None:
    (snippet,) = (s for s in SNIPPETS.values() if s.get("isFileTemplate"))
    assert snippet["scope"] == "markdown"
    text = filled("\n".join(snippet["body"]))
    problems = read_postmortem_text(text, "x.md", Settings()).problems
    assert {problem.rule for problem in problems} == {"PM110"}


def test_labels_of_any_kind_are_inserted_as_that_label(whole: Whole) -> None:
    labels = ["a, b", "c|d", "$1 {e}", "back\\slash", "1", "yes: no", "ö", 'say "f"', "]"]
    settings = Settings.from_mapping({"triggers": labels})
    snippets = snippets_of(settings)
    for label in labels:
        inserted = filled(body(label, snippets))
        file = read_postmortem_text(whole(f"trigger: {inserted}"), "x.md", settings)
        assert (file.postmortem.trigger, file.problems) == (label, ())
    first = Settings.from_mapping({"triggers": ["a, b|c}", "d"]})
    text = filled(body("trigger", snippets_of(first)))
    assert read_postmortem_text(whole(text), "x.md", first).postmortem.trigger == "a, b|c}"


def test_labels_of_one_meaning_are_all_offered() -> None:
    settings = Settings.from_mapping({"triggers": {"release": "New code", "hotfix": "New code"}})
    prefixes = [snippet["prefix"] for snippet in snippets_of(settings).values()]
    assert {"release", "hotfix"} <= set(prefixes)


def test_suggestions_open_by_themselves_in_front_matter_and_not_in_the_story() -> None:
    suggestions = FILES[".vscode/settings.json"]["[markdown]"]["editor.quickSuggestions"]
    assert suggestions == {"strings": "on", "comments": "off", "other": "off"}


def test_the_task_reads_each_problem_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [postmortems]\n")
    (tmp_path / "postmortems").mkdir()
    text = "---\ntitle: T\nseverity: SEV-9\nservices: [a]\nstarted: 2026-03-15\ncolour: red\n---\n"
    (tmp_path / "postmortems" / "x.md").write_text(text)
    monkeypatch.chdir(tmp_path)
    task = FILES[".vscode/tasks.json"]["tasks"][0]
    command, *arguments = task["command"].split()
    assert command == "postmortems"
    lines = CliRunner().invoke(main, arguments).stdout.splitlines()
    groups = dict(task["problemMatcher"]["pattern"])
    found = [re.match(groups["regexp"], line) for line in lines]
    del groups["regexp"]
    assert [{name: match[n] for name, n in groups.items()} for match in found if match] == [
        {
            "severity": "error",
            "file": "postmortems/x.md",
            "line": "3",
            "endLine": "3",
            "column": "11",
            "endColumn": "16",
            "code": "PM115",
            "message": 'severity: found "SEV-9". Did you mean "SEV-1"?',
        },
        {
            "severity": "warning",
            "file": "postmortems/x.md",
            "line": "6",
            "endLine": "6",
            "column": "1",
            "endColumn": "7",
            "code": "PM111",
            "message": found[-1][8] if found[-1] else "",
        },
    ]
    assert len(lines) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_nothing_is_written_through_a_link_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / ".vscode").symlink_to(elsewhere)
    outcomes = dict(write_editor_files(folder, Settings()))
    assert outcomes[".vscode/tasks.json"] is Outcome.OUTSIDE
    assert outcomes["postmortems/.schema/services.schema.json"] is Outcome.WRITTEN
    assert list(elsewhere.iterdir()) == []


def test_the_same_settings_give_the_same_bytes() -> None:
    assert editor_files(Settings()) == editor_files(Settings())


def test_the_guide_names_every_file_and_the_places_of_the_schemas() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "editor.md").read_text("utf-8")
    for path in FILES:
        assert f"\nwritten         {path}\n" in guide
    for name in ("postmortem", "services", "contacts"):
        assert f'["postmortems/.schema/{name}.schema.json"] = ' in guide
    assert "\n# yaml-language-server: $schema=.schema/services.schema.json\n" in guide


def test_the_label_that_a_description_names_is_one_of_the_settings() -> None:
    described = postmortem_schema(Settings())["properties"]["severity"]["description"]
    assert described == "How bad it was, such as SEV-2."
    own = Settings.from_mapping({"severities": ["1", "major outage"]})
    described = postmortem_schema(own)["properties"]["severity"]["description"]
    assert described == "How bad it was, such as 1."
