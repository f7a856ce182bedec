"""GitHub Issues asked over the REST interface: the list where it is shorter, else one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from ticket_server import NOT_FOUND, Reply, TicketServer, github, github_issue, json_reply

from mkdocs_postmortems.model import ActionStatus
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.github import GitHub, connect
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState, Unread
from mkdocs_postmortems.tickets.tracker import SetupError, TrackerError

Connect = Callable[..., GitHub]


@pytest.fixture
def connected(server: TicketServer, access: Callable[..., Access]) -> Connect:
    def make(*repositories: str) -> GitHub:
        names = repositories or ("example/shop",)
        return connect(access("github", url=server.url, repositories=names))

    return make


def one(tracker: GitHub, number: int = 7) -> TicketState | Unread:
    (answer,) = tracker.read([f"example/shop#{number}"])
    return answer


@pytest.mark.parametrize(
    ("fields", "status", "reason"),
    [
        ({}, ActionStatus.OPEN, ""),
        ({"state_reason": "reopened"}, ActionStatus.OPEN, ""),
        ({"state": "closed", "state_reason": "completed"}, ActionStatus.DONE, ""),
        ({"state": "closed"}, ActionStatus.DONE, ""),
        ({"state": "closed", "pull_request": {"merged_at": "2026-03-17T22:30:00Z"}}, "done", ""),
        (
            {"state": "closed", "state_reason": "not_planned"},
            ActionStatus.DECLINED,
            "Closed as not planned",
        ),
        (
            {"state": "closed", "state_reason": "duplicate"},
            ActionStatus.DECLINED,
            "Closed as a duplicate",
        ),
        (
            {"state": "closed", "pull_request": {"merged_at": None}},
            ActionStatus.DECLINED,
            "Closed without being merged",
        ),
    ],
)
def test_the_state_and_its_reason_are_the_status(
    connected: Connect,
    server: TicketServer,
    fields: dict[str, Any],
    status: ActionStatus,
    reason: str,
) -> None:
    server.answer = github([github_issue(7, **fields)])
    found = one(connected())
    assert isinstance(found, TicketState)
    assert (found.status, found.reason) == (status, reason)
    is_open = status is ActionStatus.OPEN
    assert found.closed == (None if is_open else dt.datetime(2026, 3, 17, 22, 30, tzinfo=dt.UTC))
    assert not found.knows_progress
    assert found.due is None


def test_the_request_is_the_documented_one(connected: Connect, server: TicketServer) -> None:
    server.answer = github([github_issue(7, assignees=[{"login": "jdoe", "id": 1}, None])])
    found = one(connected())
    assert isinstance(found, TicketState)
    assert found.assignees == (Assignee("jdoe", ("jdoe",)),)
    (asked,) = server.asked
    assert asked.path == "/repos/example/shop/issues/7"
    assert asked.headers["Authorization"] == "Bearer github-secret"
    assert asked.headers["Accept"] == "application/vnd.github+json"
    assert asked.headers["X-GitHub-Api-Version"] == "2022-11-28"


def test_a_thousand_are_ten_pages(connected: Connect, server: TicketServer) -> None:
    server.answer = github(github_issue(number) for number in range(1, 2001))
    keys = [f"example/shop#{number}" for number in range(1, 1001)]
    assert [answer.key for answer in connected().read(keys)] == keys
    assert len(server.asked) == 10


def test_few_among_many_are_asked_for_alone(connected: Connect, server: TicketServer) -> None:
    server.answer = github(github_issue(number) for number in range(1, 2001))
    keys = ["example/shop#12", "example/shop#1999"]
    assert [answer.key for answer in connected().read(keys)] == keys
    assert [asked.path.rpartition("/")[2] for asked in server.asked] == ["12", "1999"]


def test_what_is_not_on_the_first_pages_is_asked_for_alone(
    connected: Connect, server: TicketServer
) -> None:
    """Issues that came from elsewhere have an old date and a new number."""
    moved_here = [github_issue(number) for number in range(301, 331)]
    server.answer = github(
        [*moved_here, *(github_issue(number) for number in range(1, 301) if number != 50)],
        gone=[50],
    )
    keys = [f"example/shop#{number}" for number in (50, *range(90, 101))]
    answers = {answer.key: answer for answer in connected().read(keys)}
    assert set(answers) == set(keys)
    gone = answers.pop("example/shop#50")
    assert gone == Unread("example/shop#50", "it answers 410 Gone", missing=True)
    assert all(isinstance(answer, TicketState) for answer in answers.values())
    assert [asked.path.rpartition("/")[2] for asked in server.asked[:2]] == ["issues", "50"]


def test_what_does_not_exist_is_told_and_the_rest_is_read(
    connected: Connect, server: TicketServer
) -> None:
    server.answer = github([github_issue(7)])
    good, bad = connected().read(["example/shop#7", "example/shop#8"])
    assert isinstance(good, TicketState)
    assert bad == Unread("example/shop#8", "it answers 404 Not Found", missing=True)


def test_a_repository_that_was_renamed_is_followed(
    connected: Connect, server: TicketServer
) -> None:
    moved = Reply(301, headers={"Location": "/repositories/3/issues/7"})
    server.answers(moved, json_reply(github_issue(7)))
    assert isinstance(one(connected()), TicketState)


def test_a_repository_that_is_not_there_ends_the_reading(
    connected: Connect, server: TicketServer
) -> None:
    server.answers(NOT_FOUND)
    keys = [f"example/shop#{number}" for number in range(1, 10)]
    with pytest.raises(TrackerError) as caught:
        list(connected().read(keys))
    assert caught.value.message == "example/shop: it answers 404 Not Found"
    assert "may read its issues" in caught.value.hint


@pytest.mark.parametrize("document", [None, {}, [7], [{"number": "x"}], [{"number": 0}]])
def test_a_list_of_another_shape_ends_the_reading(
    connected: Connect, server: TicketServer, document: object
) -> None:
    server.answers(json_reply(document))
    keys = [f"example/shop#{number}" for number in range(1, 10)]
    with pytest.raises(TrackerError, match="something else than a list of issues"):
        list(connected().read(keys))


@pytest.mark.parametrize(
    "fields",
    [
        {"state": None},
        {"state": "locked"},
        {"closed_at": "yesterday"},
        {"closed_at": 7},
        {"closed_at": "9999-01-01T00:00:00Z"},
        {"assignees": "jdoe"},
        {"assignees": [{"name": "jdoe"}]},
        {"pull_request": 7},
    ],
)
def test_an_issue_of_another_shape_is_not_read(
    connected: Connect, server: TicketServer, fields: dict[str, Any]
) -> None:
    server.answers(json_reply(github_issue(7, **fields)))
    assert one(connected()) == Unread(
        "example/shop#7", "it answers with something else than an issue"
    )


@pytest.mark.parametrize(
    ("ticket", "key"),
    [
        ("#12", "example/shop#12"),
        ("Example/Shop#12", "example/shop#12"),
        ("example/search#12", "example/search#12"),
        ("https://github.com/example/shop/issues/12", "example/shop#12"),
        ("https://github.com/example/shop/pull/12/?x=1#issuecomment-3", "example/shop#12"),
        ("example/secret#12", None),
        ("https://github.com/example/secret/issues/12", None),
        ("https://github.com.example.org/example/shop/issues/12", None),
        ("https://github.com/example/shop/issues/12/../13", None),
        ("#0", None),
        ("#\u0661\u0662", None),
        ("12", None),
        ("OPS-412", None),
    ],
)
def test_which_tickets_are_in_it(
    access: Callable[..., Access], ticket: str, key: str | None
) -> None:
    names = ["example/shop", "example/search"]
    assert connect(access("github", repositories=names)).find_key(ticket) == key


def test_a_server_of_ones_own_has_its_pages_above_the_interface(
    access: Callable[..., Access],
) -> None:
    url = "https://git.example.com/api/v3"
    tracker = connect(access("github", url=url, repositories="example/shop"))
    assert tracker.find_key("https://git.example.com/example/shop/issues/3") == "example/shop#3"
    assert tracker.find_key("https://github.com/example/shop/issues/3") is None


@pytest.mark.parametrize(
    ("environ", "repositories", "message"),
    [
        ({"GITHUB_TOKEN": "x"}, (), "`repositories` is missing"),
        ({"GITHUB_TOKEN": " "}, "a/b", "the environment variable GITHUB_TOKEN is not set"),
    ],
)
def test_what_is_needed_is_asked_for_by_name(
    access: Callable[..., Access], environ: dict[str, str], repositories: Any, message: str
) -> None:
    with pytest.raises(SetupError) as caught:
        connect(access("github", environ, repositories=repositories))
    assert caught.value.message == message
