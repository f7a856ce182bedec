"""The handbook of a new team: the pages with their blanks, and their place in the navigation."""

from __future__ import annotations

import shlex
from pathlib import Path

FOLDER = "handbook"

_NAMES = (
    "when-something-breaks",
    "severity",
    "roles",
    "contacts",
    "checklists",
    "communication",
    "detection",
    "disaster-recovery",
    "runbooks",
    "game-days",
    "writing-a-postmortem",
    "following-up",
    "worked-example",
    "why-this-works",
)
_TEXTS = Path(__file__).parents[1] / "templates" / "init" / FOLDER
_BLANK = "Fill in:"

NAVIGATION = (
    "- Handbook:",
    f"    - About: {FOLDER}/index.md",
    *(f"    - {FOLDER}/{name}.md" for name in _NAMES),
)
"""The pages as they stand in a `nav:`, in the order in which they are read."""


def handbook_pages() -> dict[str, str]:
    """Return the text of each page by its path below the folder of the pages."""
    names = [f"{name}.md" for name in ("index", *_NAMES)]
    return {f"{FOLDER}/{name}": (_TEXTS / name).read_text("utf-8") for name in names}


def count_blanks(text: str) -> int:
    """Return how many answers of the team are still missing in a page."""
    return text.count(f"**{_BLANK} ")


def listing_of_blanks(docs: str) -> str:
    """Return the command that lists the blanks below the folder of the pages."""
    return f'grep -rn "{_BLANK}" {shlex.quote(f"{docs}/{FOLDER}")}'
