"""Whether the address of a ticket is one of a tracker's pages."""

from __future__ import annotations

from urllib.parse import urlsplit


def path_below(root: str, address: str) -> str | None:
    """Return the path of an address below that of `root`, on the same host; None elsewhere."""
    try:
        parts, ours = urlsplit(address), urlsplit(root)
    except ValueError:
        return None
    same = (parts.scheme, parts.netloc.lower()) == (ours.scheme, ours.netloc.lower())
    if not same or not parts.path.startswith(f"{ours.path}/"):
        return None
    return parts.path.removeprefix(ours.path)
