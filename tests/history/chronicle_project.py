"""A project whose postmortems are committed on days that a test names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from git_repository import Repository

from mkdocs_postmortems import chronicle
from mkdocs_postmortems.chronicle import Chronicle, load_chronicle
from mkdocs_postmortems.history.action_history import ActionHistory
from mkdocs_postmortems.settings import Settings

AS_OF = dt.date(2026, 10, 5)


class ChronicleProject(Repository):
    """A repository with the folder `postmortems/`."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self._monkeypatch = monkeypatch

    def commit_on(self, when: str, files: Mapping[str, str] | None = None) -> None:
        """Commit files below `postmortems/` at noon of a day, or at a time with its offset."""
        time = when if "T" in when else f"{when}T12:00:00Z"
        self._monkeypatch.setenv("GIT_COMMITTER_DATE", time)
        self.commit({f"postmortems/{name}": text for name, text in (files or {}).items()})

    def told(self, **options: object) -> Chronicle:
        return told(self.folder, **options)


def told(folder: Path, *, as_of: dt.date = AS_OF, **options: object) -> Chronicle:
    """Read a project as a new process does."""
    chronicle._read.cache_clear()
    settings = Settings.from_mapping({"git": True, **options})
    return load_chronicle(folder / "postmortems", settings, as_of)


def postmortem(*actions: str, more: str = "") -> str:
    """Return a postmortem with the keys of its actions, and further front matter."""
    lines = "".join(f"  - {{{action}}}\n" for action in actions)
    listed = f"actions:\n{lines}" if actions else ""
    return (
        "---\ntitle: Orders down\nseverity: SEV-3\nservices: [orders]\n"
        "started: 2026-03-01T10:00:00Z\nresolved: 2026-03-02T10:00:00Z\n"
        f"{more}{listed}---\n\n" + "A line.\n" * 20
    )


def dates(found: Chronicle) -> list[tuple[str, str]]:
    """Return (created, closed) of every action."""
    return [
        (f"{action.created}", f"{action.closed}")
        for one in found.loaded.knowledge_base.postmortems
        for action in one.actions
    ]


def history(found: Chronicle, path: str = "a.md") -> ActionHistory:
    """Return the history of the only action of a file."""
    (only,) = found.histories[path]
    return only
