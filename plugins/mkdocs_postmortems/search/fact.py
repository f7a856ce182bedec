"""The facts of a postmortem by which the search tells, filters and sorts it."""

from __future__ import annotations

import datetime as dt

from mkdocs_postmortems.model import Postmortem, Status
from mkdocs_postmortems.search.document import Facts
from mkdocs_postmortems.search.facet import indexed, labels_of
from mkdocs_postmortems.settings import Settings

ORDERS = ("date", "severity", "duration")
"""What incidents are sorted by, in the order search-engine.js reads it in."""

OTHER_PAGE = Facts()
"""The facts of a page that is no incident: it comes last in every order but by relevance."""


def facts_of(postmortem: Postmortem, settings: Settings, impact: dt.timedelta | None) -> Facts:
    """Return the facts of one postmortem; `impact` is how long users felt it, where known."""
    labels = labels_of(postmortem)
    date = int(postmortem.day.isoformat().replace("-", "")) if postmortem.day else None
    severities = list(settings.severities)
    known = postmortem.severity in severities
    shown = {
        "severity": postmortem.severity or "",
        "day": postmortem.day.isoformat() if postmortem.day else "",
        "services": ", ".join(postmortem.services),
        "status": "" if postmortem.status is Status.PUBLISHED else postmortem.status.value,
    }
    return Facts(
        shown={name: text for name, text in shown.items() if text},
        labels={name: indexed(of_facet) for name, of_facet in labels.items()},
        order={
            "date": date,
            "severity": severities.index(postmortem.severity or "") if known else None,
            "duration": None if impact is None else int(impact.total_seconds()),
        },
    )
