"""The files that let an editor complete, explain and mark what stands in a knowledge base."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from mkdocs_postmortems.authoring.snippet import postmortem_snippets
from mkdocs_postmortems.authoring.written import create_file, replace_file
from mkdocs_postmortems.json_schema import catalogue_schema, contacts_schema, postmortem_schema
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.entry_list import CONTACTS, SERVICES

SHARED = {
    ".vscode/settings.json": "editor.quickSuggestions",
    ".vscode/tasks.json": "postmortems check",
}
"""Files in which others write as well, each with a text by which ours is known in them."""

_PROBLEM = (
    r"^::(error|warning|notice) file=(.+?),line=(\d+),endLine=(\d+),col=(\d+),endColumn=(\d+),"
    r"title=(PM\d+) [^:]*::\S+ (.*)$"
)
"""One problem as `--format github` prints it, all on one line."""


class Outcome(StrEnum):
    """What became of one file."""

    WRITTEN = "written"
    CURRENT = "current"
    BY_HAND = "to add by hand"
    OUTSIDE = "left out"


def editor_files(settings: Settings) -> dict[str, str]:
    """Return the text of each file, by its path from the folder of `mkdocs.yml`, with `/`."""
    folder = f"{settings.source}/.schema"
    services, contacts = f"{folder}/services.schema.json", f"{folder}/contacts.schema.json"
    files: dict[str, Any] = {
        f"{folder}/postmortem.schema.json": postmortem_schema(settings),
        services: catalogue_schema(),
        contacts: contacts_schema(),
        ".vscode/postmortem.code-snippets": postmortem_snippets(settings),
        ".vscode/settings.json": {
            # The front matter is made of YAML's strings, the story is not.
            "[markdown]": {
                "editor.quickSuggestions": {"strings": "on", "comments": "off", "other": "off"}
            },
            "yaml.schemas": {
                services: f"{settings.source}/{SERVICES.path}",
                contacts: f"{settings.source}/{CONTACTS.path}",
            },
        },
        ".vscode/tasks.json": {"version": "2.0.0", "tasks": [_check_task()]},
    }
    return {path: to_json(data) for path, data in files.items()}


def write_editor_files(folder: Path, settings: Settings) -> Iterator[tuple[str, Outcome]]:
    """Write the files into the folder of `mkdocs.yml`; return the path and outcome of each.

    Ours are replaced where the settings have changed. In those of `SHARED` nothing is changed.
    Raises `OSError`.
    """
    for name, text in editor_files(settings).items():
        yield name, _write(folder.resolve(), name, text)


def _write(folder: Path, name: str, text: str) -> Outcome:
    path = folder / name
    if not path.resolve().is_relative_to(folder):
        return Outcome.OUTSIDE
    if not os.path.lexists(path):
        create_file(path, text.encode())
        return Outcome.WRITTEN
    standing = path.read_bytes()
    if name in SHARED:
        return Outcome.CURRENT if SHARED[name].encode() in standing else Outcome.BY_HAND
    if standing == text.encode():
        return Outcome.CURRENT
    replace_file(path, text.encode())
    return Outcome.WRITTEN


def to_json(data: Any) -> str:
    """Return data as the text of a file: indented, in Unicode, with a line end."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _check_task() -> dict[str, Any]:
    """Return the task that runs the check and marks each problem at its place."""
    return {
        "label": "postmortems check",
        "type": "shell",
        "command": "postmortems check --format github",
        # Found in the usual virtual environment, which need not be activated.
        "options": _with_path("${workspaceFolder}/.venv/bin:${env:PATH}"),
        "windows": {"options": _with_path("${workspaceFolder}\\.venv\\Scripts;${env:PATH}")},
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent", "revealProblems": "onProblem", "clear": True},
        "problemMatcher": {
            "owner": "postmortems",
            "source": "postmortems",
            "severity": "info",  # of a notice, which VS Code does not know
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {
                "regexp": _PROBLEM,
                "severity": 1,
                "file": 2,
                "line": 3,
                "endLine": 4,
                "column": 5,
                "endColumn": 6,
                "code": 7,
                "message": 8,
            },
        },
    }


def _with_path(path: str) -> dict[str, Any]:
    return {"env": {"PATH": path}}
