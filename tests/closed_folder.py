"""Folders whose names nobody may list, on every system and for every user."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def close_folders(monkeypatch: pytest.MonkeyPatch, closed: Callable[[Path], bool]) -> None:
    """Refuse to list the folders that are `closed`, as without the right to read them."""
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if closed(Path(path)):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
