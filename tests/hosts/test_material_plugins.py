"""The plugins that Material brings, all at once and each alone, before and after this one."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from host_tree import BLOG, OURS
from mkdocs.plugins import get_plugins
from site_project import Built
from sound import asked_elsewhere, is_sound

from mkdocs_postmortems.plugin import workers

NOTHING_FETCHED = {"assets_fetch": False}
ALL = {"blog": {}, "tags": {}, "privacy": NOTHING_FETCHED, "offline": {}, "meta": {}}
# Material 9.5 lacks two of them.
THEIRS = {name: options for name, options in ALL.items() if f"material/{name}" in get_plugins()}
BLOG_POST = "blog/2026/03/20/what-we-learned-about-disks"


def warnings_of(built: Built) -> list[str]:
    """What the build warns of, but for a file that Material's own script asks for."""
    return [line for line in built.warnings if "mermaid" not in line]


AFTER = {"search": {}, **THEIRS, "postmortems": OURS}
BEFORE = {"postmortems": OURS, "search": {}, **THEIRS}


def is_whole(built: Built) -> None:
    assert warnings_of(built) == []
    # The offline plugin writes every address out.
    is_sound(built, directory_urls=False)
    assert asked_elsewhere(built) == set()
    assert "Alert on disk growth" in built.page(f"{BLOG_POST}.html").text


def test_all_at_once_after_this_one(built_with: Callable[..., Built]) -> None:
    is_whole(built_with(BEFORE, BLOG))


def test_all_at_once_before_it_and_pages_made_ahead_are_the_same(
    built_with: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_loop = built_with(AFTER, BLOG)
    is_whole(in_the_loop)
    monkeypatch.setattr(workers, "ENOUGH", 1)
    ahead = built_with(AFTER, BLOG)
    assert ahead.promised == in_the_loop.promised


@pytest.mark.skipif("TOX_ENV_NAME" not in os.environ, reason="scripts/hosts runs it")
@pytest.mark.parametrize("name", sorted({"blog", "privacy", "offline"} & THEIRS.keys()))
def test_each_alone(built_with: Callable[..., Built], name: str) -> None:
    built = built_with({"search": {}, name: THEIRS[name], "postmortems": OURS}, BLOG)
    assert warnings_of(built) == []
    is_sound(built, directory_urls=name != "offline")
    assert asked_elsewhere(built) == set()


def test_tags_of_postmortems_stay_in_their_own_list(built_with: Callable[..., Built]) -> None:
    """The tags of your pages and those of postmortems are two things: neither takes the other."""
    built = built_with({"search": {}, "tags": {}, "postmortems": OURS}, BLOG)
    assert built.warnings == []
    is_sound(built)
    incident = built.page("postmortems/2026/2026-03-15-disk-full/")
    assert incident.href("capacity") == "../../?tag=capacity"
    assert "Disk of the orders database full" not in built.page("tags/").text


@pytest.mark.skipif("meta" not in THEIRS, reason="Material brings none")
def test_metadata_of_a_folder_reaches_postmortems(built_with: Callable[..., Built]) -> None:
    meta = {"docs/postmortems/.meta.yml": "description: Text of the folder\n"}
    built = built_with({"search": {}, "meta": {}, "postmortems": OURS}, meta)
    assert built.warnings == []
    is_sound(built)
    for address in ("postmortems/2026/2026-03-15-disk-full/", "postmortems/"):
        assert 'content="Text of the folder"' in built.page(address).html


def test_the_theme_keeps_its_search_where_it_is_wanted(built_with: Callable[..., Built]) -> None:
    ours = {**OURS, "search": "material"}
    built = built_with({"search": {}, "offline": {}, "postmortems": ours})
    assert built.warnings == []
    assert b"Disk of the orders database full" in built.files["search/search_index.js"]
    # Material's, for its own search without a server; the privacy plugin brings it home.
    assert asked_elsewhere(built) == {"https://unpkg.com/iframe-worker/shim"}
