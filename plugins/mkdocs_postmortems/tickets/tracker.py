"""What a provider is: a small module that reads the tickets of one kind of ticket system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.tickets.ticket import TicketState, Unread

ROOT_HINT = "Check that `url` is the root of the REST interface"


class TrackerError(PostmortemsError):
    """A ticket system that cannot be read any further. `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class NotFoundError(TrackerError):
    """What was asked for is not there, or may not be seen."""


class SetupError(TrackerError):
    """A ticket system that cannot even be asked: an option or a token is missing."""


class Tracker(Protocol):
    """One ticket system.

    A provider is a callable that takes an `Access` and returns one of these. It is found by its
    name in the entry points `mkdocs_postmortems.trackers`.
    """

    def find_key(self, ticket: str) -> str | None:
        """Return the system's own key for a ticket as actions write it; None where it has none.

        Nothing is asked here. Two spellings of one ticket have the same key.
        """

    def read(self, keys: Sequence[str]) -> Iterator[TicketState | Unread]:
        """Yield what the system says of each of these tickets, in any order.

        What is not yielded counts as not read. Raises `TrackerError` where it is of no use to go
        on: the tickets that are still to come are then not read, for this reason.
        """
