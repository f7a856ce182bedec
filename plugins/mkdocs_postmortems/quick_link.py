"""Links that somebody needs in the first minutes of an incident, written as options."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_ADDRESS = re.compile(r"https?://[^\s<>\"\\/?#][^\s<>\"\\]*")


def _can_be_opened(links: dict[str, str]) -> dict[str, str]:
    for name, address in links.items():
        if not name.strip():
            raise ValueError(f'found no name for "{address}"; write what it leads to')
        if not _ADDRESS.fullmatch(address):
            raise ValueError(
                f'found "{address}" for {name}; write an address that begins with https:// '
                "or http://"
            )
    return links


QuickLinks = Annotated[dict[str, str], AfterValidator(_can_be_opened)]
"""What each leads to, with its address, in the order of the file."""
