"""What every page gets from the theme folder: style sheets and scripts, in their order."""

from __future__ import annotations

from pathlib import Path

STYLESHEETS = tuple(
    f"assets/postmortems/{name}.css"
    for name in (
        "postmortems",
        "table",
        "listing",
        "story",
        "figures",
        "charts",
        "print",
        "review",
        "embed",
        "learn",
    )
)
SCRIPTS = tuple(
    f"assets/postmortems/{name}.js"
    for name in (
        "columns",
        "choice",
        "menu",
        "facet",
        "row",
        "csv",
        "listing",
        "exercise",
        "game-day",
    )
)
THEME = Path(__file__).parent.parent / "theme"
