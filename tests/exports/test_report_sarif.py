"""The report as SARIF, validated against the schema of SARIF 2.1.0."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator
from report_tree import Tree, Whole, made_report, problem, report_of

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.exports.report import sarif_format
from mkdocs_postmortems.exports.report.report import Report
from mkdocs_postmortems.rules import RULES

SCHEMA = Path(__file__).parents[1] / "fixtures" / "schemas" / "sarif-2.1.0-rtm.5.json"


@cache
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def run_of(report: Report) -> dict[str, Any]:
    """Return the one run of the log, which is valid."""
    log = json.loads(sarif_format.write(report))
    validator().validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_the_schema_refuses_what_is_not_sarif() -> None:
    log = json.loads(sarif_format.write(made_report(Path("kb"), problem())))
    log["runs"][0]["results"][0]["level"] = "info"
    assert not validator().is_valid(log)


def test_a_result_has_its_place_its_rule_and_what_to_write(tree: Tree, whole: Whole) -> None:
    run = run_of(report_of(tree({"2026/x.md": whole("severity: SEV9")})))
    (result,) = run["results"]
    assert list(result.pop("partialFingerprints")) == ["problem/v1"]
    rule = run["tool"]["driver"]["rules"][result.pop("ruleIndex")]
    assert (rule["id"], rule["name"]) == ("PM115", "UnknownLabel")
    assert result == {
        "ruleId": "PM115",
        "level": "error",
        "message": {"text": 'severity: found "SEV9". Did you mean "SEV-1"?'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "postmortems/2026/x.md",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 5, "startColumn": 11, "endColumn": 15},
                }
            }
        ],
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_every_rule_is_there_with_its_reason() -> None:
    rules = run_of(made_report(Path("kb")))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        why = RULES[rule["id"]].why
        assert why in rule["help"]["text"]
        assert rule["fullDescription"]["text"] == why
        assert rule["shortDescription"]["text"][0].isupper()


@pytest.mark.parametrize(
    ("level", "shown"),
    [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "note")],
)
def test_levels_are_those_of_sarif(level: Level, shown: str) -> None:
    (result,) = run_of(made_report(Path("kb"), replace(problem(), level=level)))["results"]
    assert result["level"] == shown


@pytest.mark.parametrize("name", ["a b.md", "störung-注文.md", "100%#?.md", "a:b.md", 'a"b.md'])
def test_any_name_is_a_relative_uri(name: str) -> None:
    (result,) = run_of(made_report(Path("kb"), problem(name)))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[\w./%-]+", uri, re.ASCII)
    assert unquote(uri) == f"kb/{name}"


def test_a_run_without_problems_is_valid(tree: Tree, whole: Whole) -> None:
    assert run_of(report_of(tree({"x.md": whole()})))["results"] == []
