"""The tables whose rows the browser can filter."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_postmortems.pages import (
    actions_closed,
    causes,
    incident_columns,
    open_action,
    owners,
    services,
)
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.listing import Listing

LISTINGS: dict[str, Callable[[Library], Listing]] = {
    "actions": open_action.listing,
    "actions-closed": actions_closed.listing,
    "services": services.listing,
    "causes": causes.listing,
    "owners": owners.listing,
    "postmortems": incident_columns.listing,
}
"""The name of each, and what makes its data."""
