"""Where a ticket stands: by its own address, or by the patterns of the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from mkdocs_postmortems.own_pattern import matches_key


def ticket_address(key: str, templates: Mapping[str, str]) -> str | None:
    """Return the address of a key by the first pattern that the whole of it matches."""
    for pattern, url in templates.items():
        if matches_key(pattern, key):
            return url.replace("{key}", quote(key, safe=""))
    return None


def read_ticket(text: str, templates: Mapping[str, str]) -> tuple[str, str | None]:
    """Return a ticket as it is shown, and its address where there is one.

    Of a ticket that is an address its last part is shown.
    """
    if re.match(r"https?://[^\s<>\"\\]+$", text):
        return text.rstrip("/").rpartition("/")[2] or text, text
    return text, ticket_address(text, templates)
