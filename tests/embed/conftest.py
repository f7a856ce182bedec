"""Sites that are made once for all blocks: a block only reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from shown_block import two_incidents

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

Make = Callable[[Mapping[str, str]], Site]


@pytest.fixture(scope="session")
def site_once(tmp_path_factory: pytest.TempPathFactory) -> Make:
    def make(files: Mapping[str, str]) -> Site:
        root = tmp_path_factory.mktemp("postmortems")
        for name, text in files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return build_site(root, Settings(), dt.date(2026, 10, 5))

    return make


@pytest.fixture(scope="session")
def site(site_once: Make, whole: Callable[..., str]) -> Site:
    """The site of two incidents, and of one that is still to come."""
    return site_once(two_incidents(whole))


@pytest.fixture(scope="session")
def empty(site_once: Make) -> Site:
    """The site before the first incident."""
    return site_once({})


@pytest.fixture(scope="session")
def flawed(site_once: Make) -> Site:
    """The site of a broken file, and of one without a date."""
    return site_once({"broken.md": "---\n[\n---\n# Broken\n", "bare.md": "---\ntitle: Bare\n---\n"})
