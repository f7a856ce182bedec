"""PM5xx: what the team promised itself, as the metrics of publishing and actions count it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.model import ActionStatus, Postmortem, Status
from mkdocs_postmortems.source.record import Finding

_CLOSED = (ActionStatus.DONE, ActionStatus.DECLINED)


def published_late(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM501: it was published by the day that its severity allows."""
    published = postmortem.published
    if published is None or postmortem.status is Status.DRAFT or published > context.as_of:
        return
    due = _publish_by(postmortem, context)
    if due and published > due:
        message = f"found {published}, {_promise(postmortem, due, context)}"
        hint = "Keep the date; if the days are too few, change `publish_days` of the severity"
        yield Finding(("published",), "PM501", message, hint)


def unpublished(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM502: what is resolved is published by the day that its severity allows."""
    due = _publish_by(postmortem, context) if is_overdue(postmortem, context) else None
    if due:
        to_come = postmortem.published
        found = f"found {to_come}, after {context.as_of}" if to_come else "found no date"
        message = f"{found}, {_promise(postmortem, due, context)}"
        hint = "Publish it: write `published:` and `status: published`"
        yield Finding(("published",), "PM502", message, hint)


def _promise(postmortem: Postmortem, due: dt.date, context: Context) -> str:
    name = postmortem.severity or ""
    days = context.settings.severities[name].publish_days
    return f"but it was to be published by {due} ({name}: {days} days from `resolved`)"


def is_overdue(postmortem: Postmortem, context: Context) -> bool:
    """Say whether it is resolved, not published, and was to be published before `as_of`.

    What is published is not, whatever its date; of a date to come PM309 speaks then.
    """
    if postmortem.status is Status.PUBLISHED:
        return False
    if postmortem.published is not None and postmortem.published <= context.as_of:
        return False
    due = _publish_by(postmortem, context)
    return due is not None and due < context.as_of


def _publish_by(postmortem: Postmortem, context: Context) -> dt.date | None:
    """Return the day of `resolved`, in the site's zone, plus the days of the severity."""
    severity = context.settings.severities.get(postmortem.severity or "")
    if severity is None or severity.publish_days is None or postmortem.resolved is None:
        return None
    resolved = postmortem.resolved.astimezone(context.settings.zone).date()
    return resolved + dt.timedelta(days=severity.publish_days)


def urgent_actions(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM503: no action of the most urgent priority is open longer than its days.

    Counted from the day of the promise, so that a later `due` does not end it.
    """
    if postmortem.status is Status.DRAFT or not postmortem.actions:
        return
    policies = context.settings.priorities.items()
    urgent, days = next(((name, days) for name, days in policies if days is not None), ("", 0))
    for index, action in enumerate(postmortem.actions):
        if action.priority != urgent or action.created is None or action.status in _CLOSED:
            continue
        age = (context.as_of - action.created).days
        if age > days:
            message = f"found {action.id[:40]} open for {age} days, where {urgent} has {days}"
            hint = "Close it, decline it with a `reason:`, or lower its `priority:`"
            yield Finding(("actions", index), "PM503", message, hint)
