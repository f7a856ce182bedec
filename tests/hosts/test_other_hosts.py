"""Other themes, flat addresses, other navigation, and the plugin of Backstage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from host_tree import OURS, PLUGINS
from site_project import Built
from sound import asked_elsewhere, is_sound

from mkdocs_postmortems.plugin.theme import OTHER

INCIDENT = "postmortems/2026/2026-03-15-disk-full"


def test_material(built_with: Callable[..., Built]) -> None:
    built = built_with()
    assert built.warnings == []
    is_sound(built)
    assert asked_elsewhere(built) == set()
    assert OTHER not in built.page("index.html").html


def test_without_directory_addresses(built_with: Callable[..., Built]) -> None:
    built = built_with(use_directory_urls=False)
    assert built.warnings == []
    is_sound(built, directory_urls=False)
    assert built.page("index.html").href("Labels printed late") == (
        "postmortems/2026/2026-09-20-labels-late.html"
    )


@pytest.mark.parametrize("name", ["mkdocs", "readthedocs"])
def test_another_theme(built_with: Callable[..., Built], name: str) -> None:
    built = built_with(PLUGINS, theme={"name": name, "highlightjs": False})
    assert built.warnings == []
    is_sound(built)
    assert asked_elsewhere(built) == set()
    page = built.page(f"{INCIDENT}/")
    assert OTHER in page.html
    assert "search/search_index.json" in built.files
    assert page.href("Edit on") == (
        "https://git.example.com/ops/kb/edit/main/postmortems/2026/2026-03-15-disk-full.md"
    )


@pytest.mark.parametrize(("first", "written"), [(True, True), (False, True), (False, False)])
def test_awesome_nav(built_with: Callable[..., Built], first: bool, written: bool) -> None:
    pytest.importorskip("mkdocs_awesome_nav")
    nav = {"docs/.nav.yml": "nav:\n  - index.md\n  - Incidents: postmortems\n  - handbook\n"}
    both = {"awesome-nav": {}, "postmortems": OURS}
    plugins = both if first else dict(reversed(both.items()))
    built = built_with({"search": {}, **plugins}, nav if written else {})
    assert built.warnings == []
    is_sound(built)
    # No postmortem is in the navigation, which would be on every page.
    assert "disk-full" not in str(built.page("quality/").all("nav"))


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_techdocs_core(built_with: Callable[..., Built], first: bool, theme: str) -> None:
    """Backstage's builder names its plugin last, and no theme."""
    pytest.importorskip("techdocs_core")
    both = {"techdocs-core": {}, "postmortems": {**OURS, "search": "material"}}
    plugins = both if first else dict(reversed(both.items()))
    built = built_with(plugins, theme={"name": theme, "font": False})
    assert built.warnings == []
    is_sound(built)
    assert b"Disk of the orders database full" in built.files["search/search_index.json"]
    assert b"Incidents" in built.files["techdocs_metadata.json"]
    assert OTHER not in built.page("index.html").html
