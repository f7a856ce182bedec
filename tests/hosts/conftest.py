"""The host under which these sites are built: MkDocs, or ProperDocs where `HOST` says so."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if os.environ.get("HOST") == "properdocs":
    # What its command does: from here on every import of `mkdocs` is one of ProperDocs.
    importlib.import_module("properdocs.replacement")

# What real builds share stands there.
sys.path.insert(0, str(Path(__file__).parents[1] / "build"))

from host_tree import TREE, Files, Plugins, mkdocs_yml
from site_project import Built, Project

BuiltWith = Callable[..., Built]


@pytest.fixture
def built_with(tmp_path: Path) -> BuiltWith:
    """Build the knowledge base with these plugins, more files and more configuration."""

    def build(plugins: Plugins | None = None, more: Files | None = None, **config: object) -> Built:
        project = Project(tmp_path)
        project.write({**TREE, **(more or {}), "mkdocs.yml": mkdocs_yml(plugins, **config)})
        to = f"site-{len(list(tmp_path.glob('site-*')))}"
        return project.build(to=to)

    return build
