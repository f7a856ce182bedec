"""Jira asked over its REST interface: the cloud by its bulk fetch, Data Center by its search."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from ticket_server import Reply, TicketServer, jira, jira_issue, json_reply

from mkdocs_postmortems.model import ActionStatus
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.jira import Jira, connect
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState, Unread
from mkdocs_postmortems.tickets.tracker import SetupError, TrackerError

DATA_CENTER = {"JIRA_TOKEN": "secret"}
CLOUD = {**DATA_CENTER, "JIRA_EMAIL": "sync@example.com"}
BOTH = pytest.mark.parametrize("environ", [CLOUD, DATA_CENTER], ids=["cloud", "data-center"])

Connect = Callable[..., Jira]


@pytest.fixture
def connected(server: TicketServer, access: Callable[..., Access]) -> Connect:
    def make(environ: dict[str, str] = CLOUD, **options: Any) -> Jira:
        return connect(access("jira", environ, url=server.url, **options))

    return make


def states(tracker: Jira, *keys: str) -> dict[str, TicketState]:
    answers = list(tracker.read(keys))
    assert all(isinstance(answer, TicketState) for answer in answers), answers
    return {answer.key: answer for answer in answers if isinstance(answer, TicketState)}


RESOLVED = "2026-03-17T23:30:00.000+0100"
AT = dt.datetime(2026, 3, 17, 22, 30, tzinfo=dt.UTC)


@BOTH
def test_the_category_of_the_status_is_the_status(
    connected: Connect, server: TicketServer, environ: dict[str, str]
) -> None:
    done = {"resolution": {"name": "Done"}, "resolutiondate": RESOLVED}
    server.answer = jira(
        [
            jira_issue("OPS-1"),
            jira_issue("OPS-2", "indeterminate"),
            jira_issue("OPS-3", "done", **done),
            jira_issue("OPS-4", "undefined"),
        ]
    )
    found = states(connected(environ), "OPS-1", "OPS-2", "OPS-3", "OPS-4")
    assert [it.status for it in found.values()] == ["open", "in-progress", "done", "open"]
    assert [it.closed for it in found.values()] == [None, None, AT, None]
    assert all(it.knows_progress for it in found.values())


@pytest.mark.parametrize(
    ("resolution", "status", "reason"),
    [
        ("Won't Do", "Done", "Won't Do"),
        ("Won\u2019t Fix", "Closed", "Won\u2019t Fix"),
        ("Duplicate", "Closed", "Duplicate"),
        (None, "Cancelled", "Cancelled"),
        ("Wird nicht erledigt", "Fertig", "Wird nicht erledigt"),
        ("Fixed", "Done", ""),
        (None, "Done", ""),
    ],
)
def test_some_resolutions_and_last_statuses_mean_that_nothing_was_done(
    connected: Connect, server: TicketServer, resolution: str | None, status: str, reason: str
) -> None:
    fields = {
        "resolution": {"name": resolution} if resolution else None,
        "resolutiondate": RESOLVED,
        "status": {"name": status, "statusCategory": {"key": "done"}},
    }
    server.answer = jira([jira_issue("OPS-1", **fields)])
    found = states(connected(declined="wird nicht erledigt"), "OPS-1")["OPS-1"]
    assert found.status is (ActionStatus.DECLINED if reason else ActionStatus.DONE)
    assert found.reason == reason


def test_without_a_resolution_the_cloud_says_when_the_status_changed(
    connected: Connect, server: TicketServer
) -> None:
    server.answer = jira([jira_issue("OPS-1", "done", statuscategorychangedate=RESOLVED)])
    assert states(connected(), "OPS-1")["OPS-1"].closed == AT


@pytest.mark.parametrize(
    ("user", "assignee"),
    [
        (
            {"name": "jdoe", "emailAddress": "j@example.com", "displayName": "J. Doe"},
            Assignee("jdoe", ("J. Doe", "j@example.com", "jdoe")),
        ),
        (
            {"accountId": "5b1", "emailAddress": None, "displayName": "J. Doe", "active": True},
            Assignee("", ("J. Doe", "5b1")),
        ),
    ],
)
def test_an_assignee_has_a_handle_on_data_center_only(
    connected: Connect, server: TicketServer, user: dict[str, Any], assignee: Assignee
) -> None:
    server.answer = jira([jira_issue("OPS-1", assignee=user, duedate="2026-04-02")])
    found = states(connected(), "OPS-1")["OPS-1"]
    assert found.assignees == (assignee,)
    assert found.due == dt.date(2026, 4, 2)


@BOTH
def test_a_thousand_are_asked_for_a_hundred_at_a_time(
    connected: Connect, server: TicketServer, environ: dict[str, str]
) -> None:
    keys = [f"OPS-{number}" for number in range(1, 1001)]
    server.answer = jira(jira_issue(key) for key in keys)
    assert list(states(connected(environ), *keys)) == keys
    assert len(server.asked) == 10


def test_data_center_may_give_fewer_at_a_time(connected: Connect, server: TicketServer) -> None:
    keys = [f"OPS-{number}" for number in range(1, 131)]
    server.answer = jira((jira_issue(key) for key in keys), most=40)
    assert set(states(connected(DATA_CENTER), *keys)) == set(keys)
    assert [asked.query["startAt"] for asked in server.asked] == ["0", "40", "80", "0"]


def test_a_server_that_always_has_more_is_not_asked_for_ever(
    connected: Connect, server: TicketServer
) -> None:
    server.answers(json_reply({"total": 10**9, "issues": [jira_issue("OPS-9")]}))
    answers = list(connected(DATA_CENTER).read(["OPS-1", "OPS-2"]))
    assert [type(answer) for answer in answers] == [Unread, Unread]
    assert len(server.asked) == 4


@BOTH
def test_what_does_not_exist_is_told_and_the_rest_is_read(
    connected: Connect, server: TicketServer, environ: dict[str, str]
) -> None:
    server.answer = jira([jira_issue("OPS-1"), jira_issue("OPS-3")])
    first, second, missing = connected(environ).read(["OPS-1", "OPS-2", "OPS-3"])
    assert (first.key, second.key) == ("OPS-1", "OPS-3")
    message = "there is no such issue, or the token may not see it"
    assert missing == Unread("OPS-2", message, missing=True)
    assert len(server.asked) == 1


@BOTH
def test_what_was_moved_is_found_under_its_old_key(
    connected: Connect, server: TicketServer, environ: dict[str, str]
) -> None:
    issues = [jira_issue("OPS-1"), jira_issue("NEW-7", "indeterminate")]
    server.answer = jira(issues, moved={"OPS-2": "NEW-7"})
    answers = {answer.key: answer for answer in connected(environ).read(["OPS-1", "OPS-2", "X-3"])}
    moved, missing = answers["OPS-2"], answers["X-3"]
    assert isinstance(moved, TicketState)
    assert moved.status is ActionStatus.IN_PROGRESS
    assert isinstance(missing, Unread)
    assert missing.missing
    version = 3 if environ is CLOUD else 2
    assert [asked.path for asked in server.asked[1:]] == [
        f"/rest/api/{version}/issue/OPS-2",
        f"/rest/api/{version}/issue/X-3",
    ]


def test_what_the_cloud_failed_on_is_asked_for_alone(
    connected: Connect, server: TicketServer
) -> None:
    failed = {"issues": [], "issueErrors": [{"id": "10001", "errorMessage": "try again"}]}
    server.answers(json_reply(failed), json_reply(jira_issue("OPS-1")))
    assert list(states(connected(), "OPS-1")) == ["OPS-1"]


def test_the_cloud_takes_an_address_and_data_center_a_personal_token(
    connected: Connect, server: TicketServer
) -> None:
    server.answer = jira([])
    for environ in (CLOUD, DATA_CENTER):
        list(connected(environ).read(["OPS-1"]))
    pair = base64.b64encode(b"sync@example.com:secret").decode()
    assert [asked.headers["Authorization"] for asked in server.asked] == [
        f"Basic {pair}",
        "Bearer secret",
    ]


@pytest.mark.parametrize(
    ("environ", "url", "message"),
    [
        (DATA_CENTER, "", "`url` is missing"),
        ({}, "https://jira.example.com", "the environment variable JIRA_TOKEN is not set"),
        (
            DATA_CENTER,
            "https://example.atlassian.net",
            "the environment variable JIRA_EMAIL is not set",
        ),
        (
            {"JIRA_TOKEN": "two\nlines"},
            "https://jira.example.com",
            "the environment variable JIRA_TOKEN holds blanks or letters that cannot be sent",
        ),
    ],
)
def test_what_is_needed_is_asked_for_by_name(
    access: Callable[..., Access], environ: dict[str, str], url: str, message: str
) -> None:
    with pytest.raises(SetupError) as caught:
        connect(access("jira", environ, url=url))
    assert caught.value.message == message
    assert "two" not in repr(access("jira", environ, url=url))


@pytest.mark.parametrize(
    ("ticket", "key"),
    [
        ("OPS-412", "OPS-412"),
        ("PAY_2-1", "PAY_2-1"),
        ("https://jira.example.com/jira/browse/OPS-412", "OPS-412"),
        ("https://JIRA.example.com/jira/browse/OPS-412?focusedId=7#x", "OPS-412"),
        ("WEB-1", None),
        ("ops-412", None),
        ("OPS-0", None),
        ("OPS-1\n", None),
        ('OPS-1") OR key in ("SEC-1', None),
        ("https://jira.example.com/browse/OPS-412", None),
        ("https://elsewhere.example.com/jira/browse/OPS-412", None),
        ("http://jira.example.com/jira/browse/OPS-412", None),
        ("https://[", None),
    ],
)
def test_which_tickets_are_in_it(
    access: Callable[..., Access], ticket: str, key: str | None
) -> None:
    options = {"url": "https://jira.example.com/jira", "keys": r"(OPS|PAY_2)-\d+|.*SEC-1"}
    assert connect(access("jira", DATA_CENTER, **options)).find_key(ticket) == key


def test_the_pages_may_be_on_another_host_than_the_interface(
    access: Callable[..., Access],
) -> None:
    web, url = "https://example.atlassian.net", "https://api.atlassian.com/ex/jira/1a2b"
    tracker = connect(access("jira", CLOUD, url=url, web=web))
    assert tracker.find_key(f"{web}/browse/OPS-1") == "OPS-1"


NEVER = {"status": {"name": "x", "statusCategory": {"key": "done"}}, "resolutiondate": "never"}
BROKEN: list[dict[str, Any]] = [
    {"status": None},
    {"status": {"name": "Done"}},
    {"duedate": "soon"},
    {"duedate": 7},
    {"assignee": "jdoe"},
    {"resolution": {"name": 7}},
    NEVER,
    {**NEVER, "resolutiondate": "0001-01-01T00:00:00.000+0000"},
]


@pytest.mark.parametrize("fields", BROKEN)
def test_an_issue_of_another_shape_is_not_read(
    connected: Connect, server: TicketServer, fields: dict[str, Any]
) -> None:
    server.answer = jira([jira_issue("OPS-1"), jira_issue("OPS-2", **fields)])
    good, bad = connected().read(["OPS-1", "OPS-2"])
    assert isinstance(good, TicketState)
    assert bad == Unread("OPS-2", "it answers with something else than an issue")


@pytest.mark.parametrize(
    "document",
    [[], None, {"issues": {}}, {"issues": [7]}, {"issues": [{"id": "1"}]}, {"errorMessages": []}],
)
@BOTH
def test_a_list_of_another_shape_ends_the_reading(
    connected: Connect, server: TicketServer, environ: dict[str, str], document: object
) -> None:
    server.answers(json_reply(document))
    with pytest.raises(TrackerError, match="it answers with "):
        list(connected(environ).read(["OPS-1"]))


def test_what_was_read_before_a_refusal_has_been_read(
    connected: Connect, server: TicketServer
) -> None:
    keys = [f"OPS-{number}" for number in range(1, 201)]
    good = jira(jira_issue(key) for key in keys)
    server.answer = lambda asked: good(asked) if len(server.asked) == 1 else Reply(401)
    reading = connected().read(keys)
    assert [next(reading).key for _ in range(100)] == keys[:100]
    with pytest.raises(TrackerError, match="it answers 401 Unauthorized"):
        next(reading)
