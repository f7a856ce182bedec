"""Fixtures: an empty project, and the example of this repository as a built site."""

from __future__ import annotations

from pathlib import Path

import pytest
from compiled_templates import compiled_templates
from site_project import MKDOCS_YML, ROOT, Built, Project

__all__ = ["compiled_templates"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project with a minimal `mkdocs.yml`."""
    made = Project(tmp_path)
    made.write({"mkdocs.yml": MKDOCS_YML})
    (tmp_path / "docs").mkdir()
    return made


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example knowledge base of this repository, built strictly."""
    made = Project(tmp_path_factory.mktemp("example"))
    made.write({"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")})
    made.copy(ROOT / "docs", "docs")
    made.copy(ROOT / "postmortems", "postmortems")
    return made.build(strict=True)
