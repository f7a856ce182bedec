"""The links of the settings that somebody clicks through when something breaks."""

from __future__ import annotations

from mkdocs_postmortems.embed.option import Links
from mkdocs_postmortems.embed.shown import Shown
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import External


def show_links(library: Library, show: Links) -> Shown:
    """Return the links in the order of the settings."""
    links = tuple(External(name, url) for name, url in library.settings.quick_links.items())
    empty = (
        ""
        if links
        else "No link has been set yet. What `quick_links` names in `mkdocs.yml`, in the settings "
        "of the plugin, is listed here: dashboards, deployments, the status of vendors."
    )
    return Shown("links", links, empty=empty, dated=False)
