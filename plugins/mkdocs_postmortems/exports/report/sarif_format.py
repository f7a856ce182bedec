"""The report as SARIF 2.1.0, for code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from mkdocs_postmortems import __version__
from mkdocs_postmortems.errors import Level, Problem
from mkdocs_postmortems.exports.report.report import Report, tell
from mkdocs_postmortems.rules import RULES, Rule

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LINK = re.compile(r"(?<!\\)\[(?=[^\[\]]*\]\()")
"""Where a viewer would make a link of `[text](address)`; a backslash says that it is none."""
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_INDEX = {rule: index for index, rule in enumerate(RULES)}


def write(report: Report) -> str:
    """Return one log with one run: all rules, and a result for each problem."""
    run = {
        "tool": {
            "driver": {
                "name": "postmortems",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, fingerprint, report)
            for problem, fingerprint in zip(report.problems, report.fingerprints(), strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    asks = _sentence(rule.asks)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": asks},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{asks} {rule.why}", "markdown": f"{asks}\n\n{rule.why}"},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _result(problem: Problem, fingerprint: str, report: Report) -> dict[str, Any]:
    place = {"uri": quote(report.address(problem.path)), "uriBaseId": "%SRCROOT%"}
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endColumn": problem.column + problem.width,
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": _INDEX[problem.rule],
        "level": _LEVELS[problem.level],
        "message": {"text": _LINK.sub(r"\\[", tell(problem))},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {"problem/v1": fingerprint},
    }


def _sentence(text: str) -> str:
    end = "" if text.endswith((".", ":")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"
