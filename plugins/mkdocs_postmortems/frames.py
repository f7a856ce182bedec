"""Model to frames: the only place where DataFrames are made, each with fixed columns and dtypes.

Instants are `datetime64[us, UTC]`, dates `datetime64[s]` without zone, labels ordered
categoricals in the configured order (unknown ones after them, by name). Incidents that started
after `as_of`, and actions created after it, are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from mkdocs_postmortems.model import Action, KnowledgeBase, Postmortem
from mkdocs_postmortems.settings import Settings

TYPED = {
    "typed_detect": "time_to_detect",
    "typed_acknowledge": "time_to_acknowledge",
    "typed_mitigate": "time_to_mitigate",
    "typed_resolve": "time_to_resolve",
}
"""Column -> field of `stats`: durations typed where the moments are not known."""

INSTANTS = ("started", "detected", "acknowledged", "mitigated", "resolved")
_ACTION_DATES = ("created", "due", "closed")


@dataclass(frozen=True)
class Frames:
    """The knowledge base as tables.

    `incidents` has one row a postmortem, by `day` and `path`: path, id, severity, status, the
    five instants, day, resolved_day and published (dates in the site's zone), the four typed
    durations, users, trigger, detection. `actions` has one row an action, in the order of its
    file: path, id, priority, owner, ticket, status, created, due (as given), closed. `services`
    and `causes` have one row a membership: path and name. `later_incidents` and `later_actions`
    lie after `as_of` and were left out.
    """

    incidents: pd.DataFrame
    actions: pd.DataFrame
    services: pd.DataFrame
    causes: pd.DataFrame
    later_incidents: int = 0
    later_actions: int = 0

    def only(self, paths: Collection[str]) -> Frames:
        """Return the rows of some of the incidents; nothing is later for them."""
        return Frames(
            incidents=_rows_of(self.incidents, paths),
            actions=_rows_of(self.actions, paths),
            services=_rows_of(self.services, paths),
            causes=_rows_of(self.causes, paths),
        )


def _rows_of(table: pd.DataFrame, paths: Collection[str]) -> pd.DataFrame:
    return table[table["path"].isin(paths)].reset_index(drop=True)


def build_frames(knowledge_base: KnowledgeBase, settings: Settings, as_of: dt.date) -> Frames:
    """Return the tables of a knowledge base, read on the date `as_of`."""
    counted = [p for p in knowledge_base.postmortems if p.day is None or p.day <= as_of]
    actions = [
        (postmortem, action)
        for postmortem in counted
        for action in postmortem.actions
        if action.created is None or action.created <= as_of
    ]
    return Frames(
        incidents=_incidents(counted, settings),
        actions=_actions(actions, settings),
        services=_memberships((p.path, name) for p in counted for name in p.services),
        causes=_memberships((p.path, cause.factor) for p in counted for cause in p.causes),
        later_incidents=len(knowledge_base.postmortems) - len(counted),
        later_actions=sum(len(p.actions) for p in counted) - len(actions),
    )


def _incidents(postmortems: list[Postmortem], settings: Settings) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "path": _texts(p.path for p in postmortems),
            "id": _texts(p.id for p in postmortems),
            "severity": _labels((p.severity for p in postmortems), settings.severities),
            "status": _texts(p.status.value for p in postmortems),
            "users": pd.array([p.stats.affected_users for p in postmortems], dtype="Int64"),
            "trigger": _labels((p.trigger for p in postmortems), settings.triggers),
            "detection": _labels(
                (p.detection.source if p.detection else None for p in postmortems),
                settings.detection_sources,
            ),
        }
    )
    moments = {"started": [p.start for p in postmortems]}
    moments |= {name: [getattr(p, name) for p in postmortems] for name in INSTANTS[1:]}
    for name, values in moments.items():
        frame[name] = pd.Series(values, dtype="datetime64[us, UTC]")
    for name, field in TYPED.items():
        typed = [getattr(p.stats, field) for p in postmortems]
        frame[name] = pd.Series(typed, dtype="timedelta64[us]")
    frame["day"] = _dates(p.day for p in postmortems)
    frame["resolved_day"] = _dates(
        p.resolved.astimezone(settings.zone).date() if p.resolved else None for p in postmortems
    )
    frame["published"] = _dates(p.published for p in postmortems)
    return frame.sort_values(["day", "path"], na_position="first", ignore_index=True)


def _actions(actions: list[tuple[Postmortem, Action]], settings: Settings) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "path": _texts(postmortem.path for postmortem, _ in actions),
            "id": _texts(action.id for _, action in actions),
            "priority": _labels((action.priority for _, action in actions), settings.priorities),
            "owner": _texts(action.owner for _, action in actions),
            "ticket": _texts(action.ticket for _, action in actions),
            "status": _texts(action.status.value for _, action in actions),
        }
    )
    for name in _ACTION_DATES:
        frame[name] = _dates(getattr(action, name) for _, action in actions)
    return frame


def _memberships(pairs: Iterable[tuple[str, str]]) -> pd.DataFrame:
    unique = sorted({(path, name) for path, name in pairs if name})
    return pd.DataFrame(
        {
            "path": _texts(path for path, _ in unique),
            "name": _texts(name for _, name in unique),
        }
    )


def _texts(values: Iterable[str | None]) -> pd.Series[str]:
    return pd.Series(list(values), dtype="string")


def _dates(values: Iterable[dt.date | None]) -> pd.Series[pd.Timestamp]:
    # Years are within 1990 to 2100 (moment.py), so that no date overflows.
    return pd.Series(list(values), dtype="datetime64[s]")


def _labels(values: Iterable[str | None], configured: Iterable[str]) -> pd.Categorical:
    found = list(values)
    known = list(configured)
    unknown = sorted({value for value in found if value is not None} - set(known))
    return pd.Categorical(found, categories=[*known, *unknown], ordered=True)
