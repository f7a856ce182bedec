"""What a ticket system says of one ticket, in the words of an action.

The values are checked where they are made: other packages make them too.
"""

from __future__ import annotations

import datetime as dt

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from mkdocs_postmortems.model import ActionStatus


@dataclass(frozen=True)
class Assignee:
    """Who a ticket is assigned to.

    `handle` is what could stand as `owner:` in a file, empty where the system has nothing but a
    full name or an opaque account. `names` are all names it has, for the option `owners`; the first
    is the one that people know.
    """

    handle: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class TicketState:
    """What a ticket system says of one ticket. `key` is the one that was asked for.

    `status` follows from the state of the ticket; `knows_progress` is whether the system tells
    work that has begun from work that has not. `closed` is an aware instant, `reason` why the
    ticket was declined.
    """

    key: str
    status: ActionStatus
    knows_progress: bool = True
    closed: AwareDatetime | None = None
    reason: str = ""
    due: dt.date | None = None
    assignees: tuple[Assignee, ...] = ()


@dataclass(frozen=True)
class Unread:
    """A ticket that could not be read, and why. `missing` is whether there is no such ticket."""

    key: str
    message: str
    missing: bool = False
