"""No test file is passed over: pytest skips some folders by their names unless told otherwise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

LIST = """
import pytest

class Unread(pytest.Module):
    def collect(self):
        return []

class Lister:
    def pytest_pycollect_makemodule(self, module_path, parent):
        print("found", module_path)
        return Unread.from_parent(parent, path=module_path)

pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", "--noconftest"], plugins=[Lister()])
"""
"""Collects as pytest does, but reads none of the files that it comes to."""


def test_pytest_collects_every_test_file() -> None:
    listed = subprocess.run(
        [sys.executable, "-c", LIST], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    files = {f"found {path}" for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(files) > 100
    assert files - set(listed) == set()
