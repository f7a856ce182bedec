"""PM210, PM314: when a change is tried again, and what must be done before."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.model import ActionStatus, Postmortem, Status
from mkdocs_postmortems.source.record import Finding


def retry_blocked(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM210: the actions that a retry requires are done; a declined one is not.

    Of an action that does not exist, PM303 speaks.
    """
    retry = postmortem.retry
    if retry is None or not retry.requires or postmortem.status is Status.DRAFT:
        return
    required = frozenset(retry.requires)
    waiting = [
        f"{action.id[:40]} ({action.status})"
        for action in postmortem.actions
        if action.id in required and action.status is not ActionStatus.DONE
    ]
    if not waiting:
        return
    found = f"found {', '.join(waiting)}, to be done before the retry"
    if retry.planned is None:
        message, hint = found, "Finish it, or take it out of `requires`"
    elif retry.planned > context.as_of:
        message = f"{found} planned for {retry.planned}"
        hint = "Finish it by then, move `planned`, or take it out of `requires`"
    else:
        message = f"{found} that was planned for {retry.planned}"
        hint = "Write `status: done` if it is, or move `planned`"
    yield Finding(("retry", "requires"), "PM210", message, hint)


def retry_before_incident(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM314: a change is tried again on the day of the incident or later."""
    planned, day = (postmortem.retry and postmortem.retry.planned), postmortem.day
    if planned and day and planned < day:
        message = f"found {planned}, before the incident, {day}"
        yield Finding(("retry", "planned"), "PM314", message, "Write the day of the next attempt")
