"""A project as a file tree, built by the real MkDocs in this process."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from html_document import Document
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]

MKDOCS_YML = """\
site_name: Incidents
theme: {name: material, font: false}
plugins:
  - search
  - postmortems: {as_of: 2026-10-05}
validation: {absolute_links: warn, unrecognized_links: warn, anchors: warn}
"""

DISK_FULL = """\
---
title: Disk full
severity: SEV-2
services: [orders]
started: 2026-03-15T14:44:00Z
mitigated: 2026-03-15T15:07:00Z
resolved: 2026-03-15T15:30:00Z
actions:
  - {title: Alert on disk growth, priority: high, owner: storage-team, created: 2026-03-16}
---

## Executive summary

- The disk was full.
"""


def postmortem(title: str, *, day: str = "2026-03-15", more: str = "", body: str = "") -> str:
    """Return a postmortem without a problem: its title, its day, further front matter, text."""
    return (
        f"---\ntitle: {title}\nseverity: SEV-3\nservices: [orders]\n"
        f"started: {day}T14:44:00Z\nresolved: {day}T15:30:00Z\n{more}---\n\n"
        f"{body or '## Executive summary' + chr(10) * 2 + '- It broke.'}\n"
    )


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")


@dataclass(frozen=True)
class Built:
    """What a build left behind: the site, and what it said."""

    folder: Path
    lines: list[str]
    _documents: dict[Path, Document] = field(default_factory=dict, compare=False, repr=False)

    def page(self, address: str) -> Document:
        """Return the page at an address of the site, such as `postmortems/`."""
        path = self.folder / address
        return self._read(path / "index.html" if path.is_dir() else path)

    @cached_property
    def pages(self) -> dict[str, Document]:
        return {
            path.relative_to(self.folder).as_posix(): self._read(path)
            for path in sorted(self.folder.rglob("*.html"))
        }

    def _read(self, path: Path) -> Document:
        """Return a page as it stands there now; it is parsed once."""
        text = path.read_text("utf-8")
        known = self._documents.get(path)
        if known is None or known.html != text:
            known = self._documents[path] = Document(text)
        return known

    @property
    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @property
    def promised(self) -> dict[str, bytes]:
        """The files that are the same for the same input: all but the index of the search."""
        return {n: content for n, content in self.files.items() if not n.startswith("pagefind/")}

    @property
    def warnings(self) -> list[str]:
        """Every line that would fail a strict build."""
        return [line for line in self.lines if line.startswith(("WARNING", "ERROR"))]


@dataclass
class Project:
    """A folder with `mkdocs.yml`, `docs/` and `postmortems/`."""

    root: Path
    lines: list[str] = field(default_factory=list)

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def copy(self, folder: Path, name: str) -> None:
        shutil.copytree(folder, self.root / name)

    def build(
        self, *, strict: bool = False, dirty: bool = False, to: str = "site", **config: object
    ) -> Built:
        """Build the site as the command does. Its lines are kept also when it stops."""
        heard = _Lines()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(heard)
        level, self.lines = logger.level, heard.lines
        logger.setLevel(logging.INFO)
        try:
            loaded = load_config(
                str(self.root / "mkdocs.yml"),
                strict=strict,
                site_dir=str(self.root / to),
                **config,
            )
            loaded.plugins.on_startup(command="build", dirty=dirty)
            build(loaded, dirty=dirty)
            loaded.plugins.on_shutdown()
        finally:
            logger.removeHandler(heard)
            logger.setLevel(level)
        return Built(self.root / to, heard.lines)
