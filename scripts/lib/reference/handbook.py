"""The handbook in its two forms, both from `docs/handbook`: as we show it, and as a team gets it.

`<!-- yours: what -->ours<!-- /yours -->` is a blank: we show what is ours, another team reads
**Fill in: what**. What stands between `<!-- example -->` and `<!-- /example -->` is about us alone.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "docs" / "handbook"
TEMPLATES = "plugins/mkdocs_postmortems/templates/init/handbook"
"""Where the pages of another team stand, from the top of the repository."""

MARKER = re.compile(r"<!-- (?P<end>/?)(?P<kind>yours|example)(?:: (?P<what>[^>]*?))? -->")
BLANK = re.compile(r"<!-- yours: (?P<what>[^>]*?) -->.*?<!-- /yours -->", re.DOTALL)
_EXAMPLE = re.compile(r"<!-- example -->.*?<!-- /example -->", re.DOTALL)


def our_form(text: str) -> str:
    """Return what a reader of our site sees: the markers are comments."""
    return re.sub(r"\n{3,}", "\n\n", MARKER.sub("", text))


def team_form(text: str) -> str:
    """Return what another team gets."""
    kept = _EXAMPLE.sub("", text)
    filled = BLANK.sub(lambda match: f"**Fill in: {match['what']}**", kept)
    return re.sub(r"\n{3,}", "\n\n", filled).strip("\n") + "\n"


def pages() -> dict[str, str]:
    """Return each page of another team, by its path from the top of the repository."""
    return {
        f"{TEMPLATES}/{path.name}": team_form(path.read_text("utf-8"))
        for path in sorted(SOURCE.glob("*.md"))
    }
