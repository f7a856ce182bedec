"""What an action should say, now that its ticket was read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_postmortems.authoring.scalar import Value
from mkdocs_postmortems.model import Action, ActionStatus
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState

_CLOSED = frozenset((ActionStatus.DONE, ActionStatus.DECLINED))
_STATE = ("status", "closed", "reason")
_HANDLE = re.compile(r"[\w.@+-]{1,100}")
_MOST_SIGNS = 200


@dataclass(frozen=True)
class Difference:
    """The fields of an action that get another value; None takes one away.

    `notes` say what was seen and is left to people.
    """

    fields: Mapping[str, Value | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def after(self, earliest: dt.date | None) -> Difference:
        """Return it without what would be closed or due before the day of the promise."""
        fields, notes = dict(self.fields), list(self.notes)
        for name, parts in (("closed", _STATE), ("due", ("due",))):
            day = fields.get(name)
            if isinstance(day, dt.date) and earliest and day < earliest:
                word = {"closed": "was closed", "due": "is due"}[name]
                notes.append(f"left as it is: its ticket {word} on {day}, before {earliest}")
                fields = {key: value for key, value in fields.items() if key not in parts}
        return Difference(fields, tuple(notes))


def compare(
    action: Action, ticket: TicketState, owners: Mapping[str, str], settings: Settings
) -> Difference:
    """Return what differs between an action and its ticket, of which the ticket is right.

    `owners` maps names of assignees to owners of actions. What was closed and stays so keeps its
    due date and its owner, where it has one. With these fields changed, nothing differs any more.
    """
    parts = [_state(action, ticket, settings)]
    status = parts[0].fields.get("status", action.status)
    stays_closed = action.status in _CLOSED and status in _CLOSED
    if not stays_closed:
        parts.append(_due(action, ticket, settings))
    if not stays_closed or not action.owner:
        parts.append(_owner(action, ticket, owners))
    return Difference(
        {key: value for part in parts for key, value in part.fields.items()},
        tuple(note for part in parts for note in part.notes),
    )


def _state(action: Action, ticket: TicketState, settings: Settings) -> Difference:
    status = _status(action, ticket)
    is_declined = action.status is ActionStatus.DECLINED
    if is_declined and action.reason and status is not ActionStatus.DECLINED:
        return _note(f"left as it is, declined with a reason, while its ticket is {status}")
    if status not in _CLOSED:
        return _changed(action, {"status": status.value, "closed": None})
    if ticket.closed is None:
        if status is action.status:
            return Difference()
        by_hand = "write that with `postmortems action`"
        return _note(f"left as it is: its ticket is {status}, but not since when; {by_hand}")
    day = ticket.closed.astimezone(settings.zone).date()
    fields: dict[str, Value | None] = {"status": status.value, "closed": day}
    if status is ActionStatus.DECLINED and not action.reason:
        fields["reason"] = _line(ticket.reason) or "Declined in its ticket"
    return _changed(action, fields)


def _status(action: Action, ticket: TicketState) -> ActionStatus:
    """Return the status by the ticket; work that has begun has, where the ticket cannot tell."""
    begun = action.status is ActionStatus.IN_PROGRESS and not ticket.knows_progress
    return action.status if begun and ticket.status is ActionStatus.OPEN else ticket.status


def _changed(action: Action, wanted: Mapping[str, Value | None]) -> Difference:
    found = {name: getattr(action, name) or None for name in wanted}
    return Difference({name: value for name, value in wanted.items() if value != found[name]})


def _owner(action: Action, ticket: TicketState, owners: Mapping[str, str]) -> Difference:
    """Fill in who has the ticket, where nobody is named or the site says who that is.

    A team that owns an action is not replaced by the person it gave the ticket to.
    """
    mapped = [owner for one in ticket.assignees if (owner := _mapped(one, owners))]
    handles = [one.handle for one in ticket.assignees if _HANDLE.fullmatch(one.handle)]
    known = {name.casefold() for name in (*mapped, *handles)}
    if not ticket.assignees or (action.owner and action.owner.casefold() in known):
        return Difference()
    if mapped:
        return Difference({"owner": mapped[0]})
    if action.owner:
        return Difference()
    if handles:
        return Difference({"owner": handles[0]})
    names = _line(next(iter(ticket.assignees[0].names), "somebody"))
    return _note(f"has no owner; say under `owners` of the tracker which one {names} is")


def _mapped(assignee: Assignee, owners: Mapping[str, str]) -> str | None:
    folded = {name.casefold(): owner for name, owner in owners.items()}
    found = (folded.get(name.casefold()) for name in (assignee.handle, *assignee.names))
    return next(filter(None, found), None)


def _due(action: Action, ticket: TicketState, settings: Settings) -> Difference:
    """Take over the ticket's due date, unless it is the one that holds without any."""
    days = settings.priorities.get(action.priority or "")
    due = action.due
    if due is None and action.created and days is not None:
        due = action.created + dt.timedelta(days=days)
    return Difference({"due": ticket.due} if ticket.due and ticket.due != due else {})


def _note(text: str) -> Difference:
    return Difference(notes=(text,))


def _line(text: str) -> str:
    """Return the text of a stranger as one short line that cannot turn or hide anything."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(visible.split())[:_MOST_SIGNS]
