"""No address of the public corpus goes away: a list of them is kept, and only grows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mkdocs_postmortems.addresses import url_of
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "tests" / "fixtures" / "promised" / "addresses.txt"
# What docs/reference/addresses.md says can change with any version.
FREE = ("data/game-days/", "data/listings/")


@pytest.fixture(scope="module")
def site() -> Site:
    return build_site(ROOT / "tests" / "corpora" / "public", Settings(), dt.date(2026, 10, 5))


def addresses(site: Site) -> list[str]:
    pages = [f"/{url_of(page, True)}" for page in site.pages]
    files = [f"/{name}" for name in (*site.files, *site.documents) if not name.startswith(FREE)]
    return sorted({*pages, *files})


def test_every_address_that_was_given_out_is_still_there(site: Site) -> None:
    kept = KEPT.read_text("utf-8").splitlines()
    assert len(kept) > 100
    assert sorted(set(kept) - set(addresses(site))) == [], "links from outside would break"


def test_every_address_is_in_the_list(site: Site) -> None:
    kept = set(KEPT.read_text("utf-8").splitlines())
    assert sorted(set(addresses(site)) - kept) == [], f"add them to {KEPT.relative_to(ROOT)}"
