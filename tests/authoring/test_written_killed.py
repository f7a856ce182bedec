"""A command that is killed while it writes leaves the old file or the new one, never a part."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

OLD = b"""---
title: Disk full
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
actions:
  - {title: Alert on growth, owner: storage-team, created: 2026-03-16}
---
"""

# As a machine that goes down: nothing is cleaned up behind it.
KILLED = """
import os, pathlib, sys
getattr({module}, {name!r})
def killed(*_, **__):
    os._exit(9)
{module}.{name} = killed
from mkdocs_postmortems.cli.main import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("module", "name"),
    [("os", "fsync"), ("pathlib.Path", "replace")],
    ids=["before it is on the disk", "before it has its name"],
)
def test_the_file_is_as_it_was_and_what_is_left_is_no_postmortem(
    tmp_path: Path, module: str, name: str
) -> None:
    folder = tmp_path / "postmortems"
    folder.mkdir()
    (tmp_path / "mkdocs.yml").write_text("plugins: [postmortems]\n", "utf-8")
    path = folder / "disk-full.md"
    path.write_bytes(OLD)
    code = KILLED.format(module=module, name=name)
    command = [sys.executable, "-c", code, "action", "close", "disk-full", "A1"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert ended.returncode == 9, ended.stderr
    assert path.read_bytes() == OLD
    assert len(list(folder.iterdir())) == 2
    found = load(folder, Settings()).knowledge_base
    assert [postmortem.path for postmortem in found.postmortems] == ["disk-full.md"]
