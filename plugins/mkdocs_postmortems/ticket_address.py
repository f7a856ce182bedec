"""Where a ticket stands, by the patterns of the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote


def ticket_address(key: str, templates: Mapping[str, str]) -> str | None:
    """Return the address of a key by the first pattern that the whole of it matches."""
    for pattern, url in templates.items():
        if re.fullmatch(pattern, key):
            return url.replace("{key}", quote(key, safe=""))
    return None
