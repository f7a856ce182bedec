"""How another machine installs this package: the line for `requirements.txt`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from mkdocs_postmortems import __version__

NAME = "mkdocs-postmortems"

_TAG = re.compile(r"v?\d+(\.\d+)*")


@dataclass(frozen=True)
class Requirement:
    """A requirement as pip reads it. `local` says that this copy came from a folder or file here.

    Another machine then finds the package only where it is on a package index.
    """

    line: str
    local: bool = False


def find_requirement() -> Requirement:
    """Return how this copy was installed: from an index, a repository or an address.

    The origin is what installers record in `direct_url.json` (PEP 610), without credentials.
    """
    from_index = f"{NAME}~={__version__}"
    try:
        origin = json.loads(distribution(NAME).read_text("direct_url.json") or "null")
    except (PackageNotFoundError, ValueError):
        return Requirement(from_index)
    if not isinstance(origin, dict):
        return Requirement(from_index)
    if str(origin.get("url", "file:")).startswith("file:"):
        return Requirement(from_index, local=True)
    return Requirement(f"{NAME} @ {_address(origin)}")


def _address(origin: dict[str, Any]) -> str:
    """Return the address, of a repository with its tag, else with the commit installed."""
    repository = origin.get("vcs_info")
    if not repository:
        return str(origin["url"])
    asked = str(repository.get("requested_revision", ""))
    revision = asked if _TAG.fullmatch(asked) else repository["commit_id"]
    return f"{repository['vcs']}+{origin['url']}@{revision}"
