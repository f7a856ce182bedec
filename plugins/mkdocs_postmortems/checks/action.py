"""PM204 to PM206, PM305 to PM307, PM309, PM311, PM315: what one action holds."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.moment import ahead_of_date
from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.model import Action, ActionStatus, Postmortem, Status
from mkdocs_postmortems.source.record import Finding

_CLOSED = (ActionStatus.DONE, ActionStatus.DECLINED)

_SHOWN = 5
"""How many causes a message names."""


def _open_actions(postmortem: Postmortem) -> list[tuple[int, Action]]:
    """Return what is still to do, each with its index; a draft is left in peace."""
    if postmortem.status is Status.DRAFT:
        return []
    listed = enumerate(postmortem.actions)
    return [(index, action) for index, action in listed if action.status not in _CLOSED]


def unowned_actions(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM204: what is open has an owner."""
    for index, action in _open_actions(postmortem):
        if not action.owner:
            hint = "Write `owner:`, a team or a person's handle"
            yield _missing("PM204", index, action, "owner", "an owner", hint)


def undated_actions(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM205: what is open has a due date, or a priority from which one follows.

    Of a priority that is not configured, PM115 speaks.
    """
    policies = context.settings.priorities
    for index, action in _open_actions(postmortem):
        given = action.priority or ""
        if action.due is None and policies.get(given) is None and (not given or given in policies):
            dated = ", ".join(name for name, days in policies.items() if days is not None)
            hint = "Write `due:`" + (f", or a `priority:` that has days: {dated}" if dated else "")
            yield _missing("PM205", index, action, "due", "a due date", hint)


def unticketed_actions(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM206: what is open has a ticket."""
    for index, action in _open_actions(postmortem):
        if not action.ticket:
            hint = "Write `ticket:`, a key such as OPS-412 or a URL"
            yield _missing("PM206", index, action, "ticket", "a ticket", hint)


def _missing(rule: str, index: int, action: Action, field: str, what: str, hint: str) -> Finding:
    message = f"found {action.id[:40]} {action.status}, without {what}"
    return Finding(("actions", index, field), rule, message, hint)


def action_dates(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM305: an action is closed on or after the day it was created."""
    for index, action in enumerate(postmortem.actions):
        if _closed_before_created(action):
            message = f"found {action.closed}, before it was created, {action.created}"
            yield Finding(("actions", index, "closed"), "PM305", message, "Check both dates")


def due_dates(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM311: an action is due on or after the day it was created."""
    for index, action in enumerate(postmortem.actions):
        if _due_before_created(action):
            message = f"found {action.due}, before it was created, {action.created}"
            yield Finding(("actions", index, "due"), "PM311", message, "Check both dates")


def actions_after_the_date(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM309: no action was created or closed after the date of the knowledge base.

    A `created` that another rule speaks of is left to it, and so is all of an incident that starts
    after the date. What git says in place of the file is no finding.
    """
    as_of = context.as_of
    if postmortem.day and postmortem.day > as_of:
        return
    for index, action in enumerate(postmortem.actions):
        if action.closed and action.closed > as_of and "closed" in action.model_fields_set:
            yield ahead_of_date(("actions", index, "closed"), action.closed, context)
        if action.created and action.created > as_of:
            told = _closed_before_created(action) or _due_before_created(action)
            if not told and "created" in action.model_fields_set:
                yield ahead_of_date(("actions", index, "created"), action.created, context)


def _closed_before_created(action: Action) -> bool:
    return bool(action.closed and action.created and action.closed < action.created)


def _due_before_created(action: Action) -> bool:
    """Say so where `created` was written; of a closing date before it, PM305 speaks."""
    return bool(
        action.due
        and action.created
        and action.due < action.created
        and not _closed_before_created(action)
        and "created" in action.model_fields_set
    )


def duplicate_actions(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM306: no two actions of one file share an id."""
    seen: set[str] = set()
    for index, action in enumerate(postmortem.actions):
        if action.id in seen:
            message = f'found the id "{action.id[:40]}" a second time'
            yield Finding(("actions", index, "id"), "PM306", message, "Give it an id of its own")
        seen.add(action.id)


def closed_actions(postmortem: Postmortem, _: Context) -> Iterator[Finding]:
    """PM307: what is done or declined says when; what is declined says why."""
    for index, action in enumerate(postmortem.actions):
        if action.status not in _CLOSED:
            continue
        found = f"found `status: {action.status}` without"
        if action.closed is None:
            hint = f"Write `closed:`, the day on which it was {action.status}"
            yield Finding(("actions", index, "closed"), "PM307", f"{found} a date", hint)
        if action.status is ActionStatus.DECLINED and not action.reason:
            hint = "Write `reason:`, why it is not done"
            yield Finding(("actions", index, "reason"), "PM307", f"{found} a reason", hint)


def answered_causes(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM315: what an action addresses is a cause of the postmortem.

    Of a label that is not configured PM115 speaks, where causes are missing PM202.
    """
    known = context.settings.causes
    factors = {cause.factor: None for cause in postmortem.causes}
    if not factors:
        return
    for index, action in enumerate(postmortem.actions):
        for nth, factor in enumerate(action.addresses):
            if factor not in factors and factor in known:
                loc = ("actions", index, "addresses", nth)
                causes = ", ".join(f'"{name[:40]}"' for name in list(factors)[:_SHOWN])
                more = ", ..." if len(factors) > _SHOWN else ""
                message = f'found "{factor}", but the causes are {causes}{more}'
                alike = [name for name in known if name in factors]
                hint = suggest(factor, alike, "Write one of them, or add it to `causes:`")
                yield Finding(loc, "PM315", message, hint)
