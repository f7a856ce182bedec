"""What an example of a rule is, and how one is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PATH = "2026/2026-03-15-disk-full.md"

_BASE = {
    "title": "title: Disk full",
    "severity": "severity: SEV-3",
    "status": "status: published",
    "services": "services: [orders]",
    "started": "started: 2026-03-15T14:44:00Z",
    "trigger": "trigger: config-change",
    "causes": "causes: [monitoring-gap]",
}


@dataclass(frozen=True)
class Case:
    """What is shown of the example, its files by path, and links by path."""

    shown: str
    files: dict[str, str | bytes]
    links: dict[str, str] = field(default_factory=dict)
    language: str = "yaml"


def front(shown: str, without: str = "", body: str = "") -> str:
    """Return a file whose front matter is right but for the lines `shown`."""
    own = set(re.findall(r"^(\w+):", shown, re.MULTILINE)) | {without}
    lines = [line for key, line in _BASE.items() if key not in own]
    return "\n".join(["---", *lines, shown.strip("\n"), "---", "", body])


def fields(
    shown: str, *, hidden: str = "", without: str = "", body: str = "", services: str = ""
) -> Case:
    """Return an example of front matter; `hidden` is what it needs besides what is shown.

    `services` is the text of a catalogue.
    """
    files: dict[str, str | bytes] = {PATH: front(f"{hidden}\n{shown}".strip("\n"), without, body)}
    if services:
        files["services.yml"] = services
    return Case(shown, files)


def whole(shown: str) -> Case:
    """Return an example that is shown as the whole file."""
    return Case(shown, {PATH: shown}, language="text")


def body(shown: str, fields: str = "") -> Case:
    """Return an example of a body."""
    return Case(shown, {PATH: front(fields, body=shown)}, language="markdown")
