"""Other themes, flat addresses, other navigation, and the plugin of Backstage."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from host_tree import OURS, PLUGINS
from site_project import Built
from sound import asked_elsewhere, is_sound

from mkdocs_postmortems.plugin.theme import OTHER

REPOSITORY = "https://git.example.com/ops/kb"
INCIDENT = "postmortems/2026/2026-03-15-disk-full"


def test_material_asks_no_other_host(
    built_with: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def refused(*address: object, **_: object) -> None:
        asked.append(address)
        raise OSError("no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    built = built_with()
    assert asked == []
    assert built.warnings == []
    is_sound(built)
    assert asked_elsewhere(built) == set()
    assert OTHER not in built.page("index.html").html
    # The search of a site is one.
    assert "search/search_index.json" not in built.files
    assert "pagefind/pagefind-entry.json" in built.files


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
    assert f"{REPOSITORY}/edit/main/postmortems/2026/2026-03-15-disk-full.md" in page.links


@pytest.mark.parametrize(("first", "written"), [(True, True), (False, False)])
def test_awesome_nav(built_with: Callable[..., Built], first: bool, written: bool) -> None:
    pytest.importorskip("mkdocs_awesome_nav")
    nav = {"docs/.nav.yml": "nav:\n  - index.md\n  - Incidents: postmortems\n  - handbook\n"}
    both = {"awesome-nav": {}, "postmortems": OURS}
    plugins = both if first else dict(reversed(both.items()))
    built = built_with({"search": {}, **plugins}, nav if written else {})
    assert built.warnings == []
    is_sound(built)
    # No postmortem is in the navigation, which would be on every page.
    links = [a for a in built.page("quality/").all("a") if any(e.tag == "nav" for e in a.within)]
    assert len(links) > 5
    assert [a for a in links if "disk-full" in a.get("href")] == []


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
