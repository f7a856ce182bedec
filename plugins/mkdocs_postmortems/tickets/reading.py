"""Every ticket of the knowledge base, asked for once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.tickets.provider import OpenTracker, no_other_error
from mkdocs_postmortems.tickets.ticket import TicketState, Unread
from mkdocs_postmortems.tickets.tracker import SetupError, TrackerError


@dataclass(frozen=True)
class Followed:
    """A ticket of an action. `number` counts the actions of the file from 0.

    `tracker` is the one it is in, where there is one, and `key` what it is called there.
    """

    path: str
    number: int
    ticket: str
    tracker: OpenTracker | None
    key: str


@dataclass(frozen=True)
class Failure:
    """Tickets of one tracker that were not read, for one reason.

    `missing` is whether the tracker could be read, and there are no such tickets.
    """

    tracker: str
    tickets: tuple[str, ...]
    message: str
    hint: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Reading:
    """What was learned: the states of the tickets that were read, and what was not read."""

    followed: tuple[Followed, ...]
    states: tuple[tuple[Followed, TicketState], ...]
    failures: tuple[Failure, ...]
    count: int
    """How many tickets were read."""

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The tickets that are in no tracker."""
        return tuple(dict.fromkeys(it.ticket for it in self.followed if it.tracker is None))


def read_tickets(postmortems: Iterable[Postmortem], trackers: Sequence[OpenTracker]) -> Reading:
    """Ask each tracker for the tickets that are its; a ticket is the first one's that knows it.

    Raises `SetupError` for a provider that cannot even tell which tickets are its.
    """
    followed = tuple(_follow(it, trackers) for it in _tickets(postmortems))
    states: dict[tuple[str, str], TicketState] = {}
    failures: list[Failure] = []
    for tracker in trackers:
        keys = tuple(dict.fromkeys(it.key for it in followed if it.tracker is tracker))
        answers = _ask(tracker, keys)
        read = ((key, it) for key, it in answers.items() if isinstance(it, TicketState))
        states |= {(tracker.name, key): state for key, state in read}
        failures += _failures(answers, tracker)
    pairs = ((it, states.get((it.tracker.name, it.key))) for it in followed if it.tracker)
    return Reading(
        followed=followed,
        states=tuple((it, state) for it, state in pairs if state),
        failures=tuple(failures),
        count=len(states),
    )


def _tickets(postmortems: Iterable[Postmortem]) -> Iterator[tuple[str, int, str]]:
    for postmortem in postmortems:
        for number, action in enumerate(postmortem.actions):
            if action.ticket:
                yield postmortem.path, number, action.ticket


def _follow(place: tuple[str, int, str], trackers: Sequence[OpenTracker]) -> Followed:
    path, number, ticket = place
    for tracker in trackers:
        with no_other_error(tracker.kind, SetupError):
            key = tracker.tracker.find_key(ticket)
        if key is not None:
            return Followed(path, number, ticket, tracker, str(key))
    return Followed(path, number, ticket, None, "")


_Answer = TicketState | Unread | TrackerError


def _ask(tracker: OpenTracker, keys: Sequence[str]) -> dict[str, _Answer]:
    """Return what a tracker says of each key, or the error that ended its answers."""
    answers: dict[str, _Answer] = {}
    ending = TrackerError("it says nothing of them", "Its provider should say why")
    try:
        with no_other_error(tracker.kind):
            for answer in tracker.tracker.read(keys) if keys else ():
                if not isinstance(answer, TicketState | Unread):
                    raise TypeError(f"it yields {answer!r:.80}")
                answers[answer.key] = answer
    except TrackerError as error:
        ending = error
    return {key: answers.get(key, ending) for key in keys}


def _failures(answers: Mapping[str, _Answer], tracker: OpenTracker) -> Iterator[Failure]:
    """Yield what was not read, by the reason."""
    reasons: dict[tuple[str, str, bool], list[str]] = {}
    for key, answer in answers.items():
        if isinstance(answer, TrackerError):
            reasons.setdefault((answer.message, answer.hint, False), []).append(key)
        elif isinstance(answer, Unread):
            reasons.setdefault((answer.message, "", answer.missing), []).append(key)
    for (message, hint, missing), keys in reasons.items():
        yield Failure(tracker.name, tuple(keys), message, hint, missing)
