"""Knowledge bases made of model objects: by hand, and drawn at random for properties."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from mkdocs_postmortems.analysis.metrics import Metrics, measure
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.frames import Frames, build_frames
from mkdocs_postmortems.model import Action, Cause, Detection, KnowledgeBase, Postmortem, Stats
from mkdocs_postmortems.settings import Settings

AS_OF = dt.date(2026, 10, 5)
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SETTINGS = Settings()


def minutes(value: float) -> dt.timedelta:
    return dt.timedelta(minutes=value)


def incident(
    ident: str, started: dt.datetime | dt.date | None = START, **fields: Any
) -> Postmortem:
    """Return a postmortem; `causes`, `detection` and `stats` in their short forms."""
    fields = {"title": ident, "severity": "SEV-2", "services": ("orders",)} | fields
    fields["causes"] = tuple(Cause(factor=name) for name in fields.get("causes", ()))
    if "detection" in fields:
        fields["detection"] = Detection(source=fields["detection"])
    fields["stats"] = Stats(**fields.get("stats", {}))
    day = started.date() if isinstance(started, dt.datetime) else started
    return Postmortem(id=ident, path=f"{ident}.md", started=started, day=day, **fields)


def lasting(ident: str, started: dt.datetime, to_mitigate: float, **fields: Any) -> Postmortem:
    """Return an incident that was mitigated after so many minutes."""
    end = started + minutes(to_mitigate)
    return incident(ident, started, detected=started, mitigated=end, resolved=end, **fields)


def frames_of(
    *postmortems: Postmortem, settings: Settings = SETTINGS, as_of: dt.date = AS_OF
) -> Frames:
    return build_frames(KnowledgeBase(postmortems=postmortems), settings, as_of)


def metrics_of(
    *postmortems: Postmortem,
    settings: Settings = SETTINGS,
    as_of: dt.date = AS_OF,
    period: Quarter | None = None,
) -> Metrics:
    return measure(frames_of(*postmortems, settings=settings, as_of=as_of), settings, as_of, period)


_DAYS = st.dates(dt.date(2025, 6, 1), dt.date(2026, 12, 31))
_STARTS = st.datetimes(
    dt.datetime(2025, 6, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC)
).map(lambda value: value.replace(microsecond=0))
_SPANS = st.none() | st.integers(-30, 3 * 1440).map(minutes)
_LABELS = st.lists(st.sampled_from(["a", "b", "c", "unknown", "other"]), max_size=3, unique=True)
_DAYS_OR_NONE = st.none() | _DAYS

# Made once: to make such a record of strategies takes longer than to draw from it.
_ACTIONS = st.fixed_dictionaries(
    {
        "priority": st.none() | st.sampled_from(["high", "medium", "low", "odd"]),
        "owner": st.none() | st.just("team"),
        "created": _DAYS_OR_NONE,
        "due": _DAYS_OR_NONE,
        "status": st.sampled_from(["open", "in-progress", "done", "declined"]),
        "closed": _DAYS_OR_NONE,
    }
)
_INCIDENTS = st.fixed_dictionaries(
    {
        "severity": st.sampled_from([None, "SEV-1", "SEV-2", "odd"]),
        "services": _LABELS.map(tuple),
        "causes": _LABELS,
        "detection": st.none() | st.sampled_from(["customer", "odd"]),
        "published": _DAYS_OR_NONE,
        "stats": st.fixed_dictionaries(
            {
                "affected_users": st.none() | st.integers(0, 9999),
                "time_to_mitigate": st.none() | st.integers(0, 600).map("{}m".format),
            }
        ),
        "actions": st.lists(_ACTIONS, max_size=3),
    }
)
_BEGINNINGS = st.none() | _STARTS | _DAYS
_MOMENTS = st.fixed_dictionaries(
    dict.fromkeys(("detected", "acknowledged", "mitigated", "resolved"), _SPANS)
)


def _made(number: int, drawn: tuple[Any, dict[str, Any], dict[str, Any]]) -> Postmortem:
    started, spans, fields = drawn
    base = started if isinstance(started, dt.datetime) else START
    moments = {name: None if span is None else base + span for name, span in spans.items()}
    actions = tuple(
        Action(id=f"A{n}", title="t", **action) for n, action in enumerate(fields["actions"])
    )
    return incident(f"i{number}", started, **(fields | moments | {"actions": actions}))


def knowledge_bases(most: int = 12) -> st.SearchStrategy[list[Postmortem]]:
    drawn = st.lists(st.tuples(_BEGINNINGS, _MOMENTS, _INCIDENTS), max_size=most)
    return drawn.map(lambda all_of_them: [_made(n, one) for n, one in enumerate(all_of_them)])
