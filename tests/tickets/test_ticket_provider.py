"""Providers, ours and those of other packages: found by name, and named where they fail."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest

from mkdocs_postmortems.model import Action, Postmortem
from mkdocs_postmortems.tickets import provider
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.provider import OpenTracker, open_tracker
from mkdocs_postmortems.tickets.reading import Failure, read_tickets
from mkdocs_postmortems.tickets.ticket import TicketState, Unread
from mkdocs_postmortems.tickets.tracker import SetupError, TrackerError


class Board:
    """A ticket system whose tickets are `B1`, `B2`, ... Each answer is prepared by a test."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked = answers, []

    def find_key(self, ticket: str) -> str | None:
        if ticket == "boom":
            raise LookupError("no such board")
        return ticket.upper() if ticket[:1] in {"b", "B"} else None

    def read(self, keys: Sequence[str]) -> Iterator[TicketState | Unread]:
        self.asked.append(list(keys))
        for answer in self.answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Install a package that brings one provider."""

    def install(kind: str, value: str, **content: Any) -> None:
        module = ModuleType("linear_tickets")
        module.__dict__.update(content)
        monkeypatch.setitem(sys.modules, "linear_tickets", module)
        found = [EntryPoint(kind, value, provider.GROUP)]
        monkeypatch.setattr(provider, "entry_points", lambda group: found)

    return install


def refused(access: Access) -> str:
    with pytest.raises(SetupError) as caught:
        open_tracker(access)
    return f"{caught.value.message}. {caught.value.hint}"


def test_another_package_brings_a_provider(
    access: Callable[..., Access], installed: Callable[..., None]
) -> None:
    installed("board", "linear_tickets:connect", connect=lambda access: Board(access.secret()))
    tracker = open_tracker(access("planning", {"PLANNING_TOKEN": "t"}, kind="board"))
    assert (tracker.name, tracker.kind) == ("planning", "board")
    assert tracker.tracker.answers == ("t",)  # type: ignore[attr-defined]


def test_no_other_package_takes_the_name_of_ours(
    access: Callable[..., Access], installed: Callable[..., None]
) -> None:
    installed("jira", "linear_tickets:connect", connect=lambda _: pytest.fail("asked"))
    tracker = open_tracker(access("jira", url="https://jira.example.com"))
    assert type(tracker.tracker).__module__ == "mkdocs_postmortems.tickets.jira"


def test_a_provider_that_is_not_there(access: Callable[..., Access]) -> None:
    assert refused(access("tracker", kind="jirra")) == (
        'trackers.tracker: there is no provider "jirra". In `kind`: Did you mean "jira"?'
    )
    assert refused(access("xyz")).endswith("In `kind`: Installed are github, jira")


@pytest.mark.parametrize(
    ("value", "content", "said"),
    [
        ("nowhere_at_all:connect", {}, "ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("linear_tickets:connect", {}, "AttributeError: module 'linear_tickets' has no attribute"),
        ("linear_tickets:connect", {"connect": None}, "TypeError: 'NoneType' object is not call"),
        ("linear_tickets:connect", {"connect": lambda _: 1 / 0}, "ZeroDivisionError: division"),
    ],
)
def test_a_broken_provider_is_named(
    access: Callable[..., Access],
    installed: Callable[..., None],
    value: str,
    content: dict[str, Any],
    said: str,
) -> None:
    installed("board", value, **content)
    expected = f'trackers.board: the provider "board" fails: {said}'
    assert refused(access("board")).startswith(expected)


def opened(access: Callable[..., Access], board: Board, name: str = "board") -> OpenTracker:
    return OpenTracker(name, "board", access(name).options, board)


def postmortem(path: str, *tickets: str | None) -> Postmortem:
    actions = tuple(Action(title="Do that", ticket=ticket) for ticket in tickets)
    return Postmortem(id="x", path=path, actions=actions)


B1, B2 = TicketState("B1", "open"), TicketState("B2", "done")


def test_every_ticket_is_asked_for_once_and_told_to_each_action(
    access: Callable[..., Access],
) -> None:
    board = Board(B2, B1)
    found = read_tickets(
        [postmortem("a.md", "B1", None, "b2"), postmortem("b.md", "OPS-1", "b1", "OPS-1")],
        [opened(access, board)],
    )
    assert board.asked == [["B1", "B2"]]
    assert [(it.path, it.number, state.key) for it, state in found.states] == [
        ("a.md", 0, "B1"),
        ("a.md", 2, "B2"),
        ("b.md", 1, "B1"),
    ]
    assert (found.count, found.failures, found.elsewhere) == (2, (), ("OPS-1",))


def test_a_ticket_is_the_first_trackers_that_knows_it(access: Callable[..., Access]) -> None:
    first, second = Board(B1), Board()
    trackers = [opened(access, first), opened(access, second, "other")]
    found = read_tickets([postmortem("a.md", "B1")], trackers)
    assert (first.asked, second.asked) == ([["B1"]], [])
    assert found.failures == ()


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ([B1], ("it says nothing of them", "Its provider should say why", False)),
        (
            [B1, TicketState("B9", "open")],
            ("it says nothing of them", "Its provider should say why", False),
        ),
        ([B1, Unread("B2", "gone", missing=True)], ("gone", "", True)),
        ([B1, TrackerError("it sleeps", "Wake it")], ("it sleeps", "Wake it", False)),
        (
            [B1, KeyError("x")],
            (
                "the provider \"board\" fails: KeyError: 'x'",
                "Tell those who wrote it, or install another version",
                False,
            ),
        ),
        (
            [B1, 7],
            (
                'the provider "board" fails: TypeError: it yields 7',
                "Tell those who wrote it, or install another version",
                False,
            ),
        ),
    ],
)
def test_what_was_not_read_is_said_with_the_reason(
    access: Callable[..., Access], answers: list[Any], failure: tuple[str, str, bool]
) -> None:
    found = read_tickets([postmortem("a.md", "B1", "B2")], [opened(access, Board(*answers))])
    assert [state for _, state in found.states] == [B1]
    assert found.failures == (Failure("board", ("B2",), *failure),)


def test_a_provider_that_cannot_tell_its_tickets_cannot_run(access: Callable[..., Access]) -> None:
    with pytest.raises(SetupError, match='the provider "board" fails: LookupError'):
        read_tickets([postmortem("a.md", "boom")], [opened(access, Board())])
