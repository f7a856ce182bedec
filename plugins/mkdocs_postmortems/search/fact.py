"""The facts of a postmortem by which the search tells, filters and sorts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mkdocs_postmortems.model import Postmortem, Status
from mkdocs_postmortems.search.document import Facts
from mkdocs_postmortems.search.facet import Facet, labels_of
from mkdocs_postmortems.settings import Settings

_LAST = 999
_LATEST = 99_999_999
OTHER_PAGE = Facts(order={"date": 0, "age": 0, "severity": _LAST, "duration": -1})
"""The facts of a page that is no incident: it comes last in every order but by relevance."""


def facts_of(
    postmortem: Postmortem, facets: Sequence[Facet], settings: Settings, impact: dt.timedelta | None
) -> Facts:
    """Return the facts of one postmortem; `impact` is how long users felt it, where known."""
    labels = labels_of(postmortem)
    date = int(postmortem.day.isoformat().replace("-", "")) if postmortem.day else 0
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
        labels={facet.name: facet.numbers(labels[facet.name]) for facet in facets},
        order={
            "date": date,
            # From the oldest on is not the other way round: what has no date is last in both.
            "age": _LATEST - date if date else 0,
            "severity": severities.index(postmortem.severity or "") if known else _LAST,
            "duration": -1 if impact is None else int(impact.total_seconds()),
        },
    )
