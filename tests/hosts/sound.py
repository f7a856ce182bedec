"""What holds for a site whatever its host, its theme and the plugins beside this one."""

from __future__ import annotations

import re

from link_check import dead_links, dead_listings, twice_used_ids
from site_project import Built

PAGES = (
    "index.html",
    "postmortems/index.html",
    "postmortems/2026/2026-03-15-disk-full",
    "actions/index.html",
    "actions/weekly",
    "services/orders-db",
    "causes/monitoring-gap",
    "owners/storage-team",
    "reviews/2026-q1",
    "trends/index.html",
    "quality/index.html",
    "handbook/live",
)

_ELSEWHERE = re.compile(r"(?:https?:)?//")


def asked_elsewhere(built: Built) -> set[str]:
    """Return what a browser would get from another host when a page of the site is opened."""
    return {
        address
        for page in built.pages.values()
        for element in page.elements
        for address in (element.get("src"), element.get("href"))
        if element.tag in ("script", "img", "iframe", "link")
        and element.get("rel") != "canonical"
        and _ELSEWHERE.match(address)
    }


def is_sound(built: Built, base: str = "/team/", directory_urls: bool = True) -> None:
    """Assert that every page is there and whole, and that every link and file arrives."""
    for page in PAGES:
        ending = "" if page.endswith(".html") else "/index.html" if directory_urls else ".html"
        assert (built.folder / f"{page}{ending}").is_file(), page
    assert dead_links(built, base) == []
    assert twice_used_ids(built) == {}
    if directory_urls:
        assert list(dead_listings(built)) == []
    for html in built.pages.values():
        assert not re.search(r"\{\{|\{%|:material-|<!-- postmortems", html.html)
    incident = next(page for name, page in built.pages.items() if "disk-full" in name)
    assert "Alert on orders per minute" in incident.text
    assert "It was full because logs are kept for 90 days." in incident.text
    assert any(image.get("src").endswith("free-space.png") for image in incident.all("img"))
    live = next(page for name, page in built.pages.items() if name.startswith("handbook/live"))
    assert "Alert on disk growth" in live.text
    assert live.all("div", "pm-chart")
    assert {"feed.xml", "actions.ics", "data/postmortems.csv"} <= built.files.keys()
