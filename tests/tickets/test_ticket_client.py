"""One host asked for JSON: what it takes patiently, what it refuses, and where no token goes."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from ticket_server import CUT, Asked, Reply, TicketServer, json_reply, running_server

from mkdocs_postmortems.tickets import client as client_module
from mkdocs_postmortems.tickets.client import Client, _bounded
from mkdocs_postmortems.tickets.pace import Pace
from mkdocs_postmortems.tickets.tracker import NotFoundError, TrackerError

SECRET = "very-secret"
GOOD = json_reply({"answer": 42})


@pytest.fixture
def client(server: TicketServer, pace: Pace) -> Iterator[Client]:
    headers = {"Authorization": f"Bearer {SECRET}"}
    with Client(f"{server.url}/root", headers, "JIRA_TOKEN", pace) as client:
        yield client


def refused(client: Client, path: str = "x") -> str:
    """Return what is said of an answer that cannot be used; the token is never in it."""
    with pytest.raises(TrackerError) as caught:
        client.ask(path)
    assert SECRET not in caught.value.message + caught.value.hint
    return f"{caught.value.message}. {caught.value.hint}"


def test_it_asks_below_the_root_with_its_headers(client: Client, server: TicketServer) -> None:
    server.answers(GOOD)
    assert client.ask("rest/search", {"start": 50, "jql": "key in (A-1)"}).document == {
        "answer": 42
    }
    client.ask("rest/fetch", body={"keys": ["A-1"]})
    search, fetch = server.asked
    assert (search.method, search.path) == ("GET", "/root/rest/search")
    assert search.query == {"start": "50", "jql": "key in (A-1)"}
    assert search.headers["Authorization"] == f"Bearer {SECRET}"
    assert search.headers["User-Agent"].startswith("mkdocs-postmortems/")
    assert (fetch.method, fetch.path, fetch.json) == ("POST", "/root/rest/fetch", {"keys": ["A-1"]})


@pytest.mark.parametrize("failure", [Reply(500), Reply(502), Reply(503), CUT])
def test_a_server_or_connection_that_fails_is_asked_again_ever_later(
    client: Client, server: TicketServer, waits: list[float], failure: Reply
) -> None:
    server.answers(failure, failure, GOOD)
    assert client.ask("x").document == {"answer": 42}
    assert waits == [1, 2]


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Reply(500), "it answers 500 Internal Server Error, 3 times. Try again later"),
        (Reply(999), "it answers 999, 3 times. Try again later"),
        (CUT, "the connection fails (peer closed connection without sending complete message body"),
    ],
)
def test_the_third_failure_is_the_last(
    client: Client, server: TicketServer, waits: list[float], failure: Reply, said: str
) -> None:
    server.answers(failure)
    assert refused(client).startswith(said)
    assert len(server.asked) == 3
    assert waits == [1, 2]


def test_nobody_at_the_address(pace: Pace) -> None:
    with running_server() as server:
        pass
    with Client(server.url, {}, "X", pace) as client:
        assert refused(client).startswith("the connection fails (")


def test_a_server_that_does_not_answer(
    server: TicketServer, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "TIMEOUT_SECONDS", 0.05)

    def sleepy(_: Asked) -> Reply:
        time.sleep(0.2)
        return GOOD

    server.answer = sleepy
    with Client(server.url, {}, "X", pace) as client:
        assert refused(client) == "the connection fails (timed out), 3 times. Try again later"


@pytest.mark.parametrize("status", [429, 403, 503])
def test_it_comes_back_when_it_is_asked_to(
    client: Client, server: TicketServer, waits: list[float], status: int
) -> None:
    later = Reply(status, headers={"Retry-After": "7"})
    server.answers(later, later, GOOD)
    assert client.ask("x").document == {"answer": 42}
    assert waits == [7, 7]


def test_it_waits_a_minute_in_all(
    client: Client, server: TicketServer, pace: Pace, waits: list[float]
) -> None:
    server.answers(Reply(429, headers={"Retry-After": "25"}))
    assert refused(client) == (
        "its rate limit is reached: it asks to wait 25 s, and 10 s of waiting are left. "
        "Try again later, or allow more with --max-wait"
    )
    assert waits == [25, 25]


def test_a_server_that_is_always_ready_in_no_time_does_not_hold_it_for_ever(
    client: Client, server: TicketServer, waits: list[float]
) -> None:
    server.answers(Reply(429, headers={"Retry-After": "0"}))
    assert "its rate limit is reached" in refused(client)
    assert waits == [1] * 60


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "it answers 401 Unauthorized. Check that the token in JIRA_TOKEN is right and has"),
        (403, "it answers 403 Forbidden. Give the token in JIRA_TOKEN the right to read these"),
        (400, "it answers 400 Bad Request. Check that `url` is the root of the REST interface"),
        (204, "it answers with an unknown type, not JSON. Check that `url` is the root"),
        (301, "it answers 301 Moved Permanently. Check that `url` is the root"),
    ],
)
def test_what_cannot_be_used_is_said_once_with_what_to_do(
    client: Client, server: TicketServer, waits: list[float], status: int, said: str
) -> None:
    server.answers(Reply(status, b"" if status == 204 else SECRET.encode()))
    assert refused(client).startswith(said)
    assert len(server.asked) == 1
    assert waits == []


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_told_apart(client: Client, server: TicketServer, status: int) -> None:
    server.answers(Reply(status))
    with pytest.raises(NotFoundError):
        client.ask("x")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>Log in</html>", "text/html; charset=utf-8"),
        (b'{"a": ', "application/json"),
        (b"", "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"1" * 5_000, "application/json"),
    ],
)
def test_what_is_no_json(client: Client, server: TicketServer, body: bytes, kind: str) -> None:
    server.answers(Reply(200, body, {"Content-Type": kind}))
    shown = kind.partition(";")[0]
    assert refused(client).startswith(f"it answers with {shown}, not JSON. Check that `url`")


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_without_end(
    client: Client, server: TicketServer, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    monkeypatch.setattr(client_module, "MOST_BYTES", 2**20)
    body, headers = b" " * (2**20 + 1), {}
    if packed:
        body, headers = gzip.compress(b" " * 2**24), {"Content-Encoding": "gzip"}
        assert len(body) < 2**15
    server.answers(Reply(200, body, headers))
    assert refused(client).startswith("it answers with more than 1 MiB.")
    assert len(server.asked) == 1


def test_an_answer_that_drips() -> None:
    times = iter(range(0, 1000, 9))
    with pytest.raises(httpx.ReadTimeout, match="no whole answer within 60 s"):
        list(_bounded(iter([b"x"] * 100), lambda: float(next(times))))


def test_a_broken_packing_is_a_failure(client: Client, server: TicketServer) -> None:
    server.answers(Reply(200, b"no gzip", {"Content-Encoding": "gzip"}))
    assert refused(client).startswith("the connection fails (Error -3 while decompressing data")


def test_a_redirect_on_the_same_host_is_followed(client: Client, server: TicketServer) -> None:
    server.answers(Reply(301, headers={"Location": "/repositories/7/issues/1"}), GOOD)
    assert client.ask("repos/old/name/issues/1").document == {"answer": 42}
    assert server.asked[1].path == "/repositories/7/issues/1"
    assert server.asked[1].headers["Authorization"] == f"Bearer {SECRET}"


def test_a_redirect_in_circles_ends(client: Client, server: TicketServer) -> None:
    server.answers(Reply(302, headers={"Location": "/root/x"}))
    assert refused(client).startswith("it redirects from one address to the next.")
    assert len(server.asked) == 4


REDIRECT: Callable[[str], Reply] = lambda url: Reply(302, headers={"Location": url})  # noqa: E731
NEXT: Callable[[str], Reply] = lambda url: json_reply([], Link=f'<{url}>; rel="next"')  # noqa: E731


@pytest.mark.parametrize("leading", [REDIRECT, NEXT])
def test_no_token_goes_to_another_host(
    client: Client, server: TicketServer, leading: Callable[[str], Reply]
) -> None:
    with running_server() as other:
        other.answers(GOOD)
        server.answers(leading(f"{other.url}/x"))
        with pytest.raises(TrackerError) as caught:
            client.ask(client.ask("x").next_page or "x")
        assert caught.value.message == f"it leads to {other.url}, to which no token is sent"
        assert other.asked == []


@pytest.mark.parametrize(
    "address", ["http://[", "ftp://127.0.0.1/x", "http://user:pw@127.0.0.1:1/", "http://a:port/"]
)
@pytest.mark.parametrize("leading", [REDIRECT, NEXT])
def test_strange_addresses_lead_nowhere(
    client: Client, server: TicketServer, leading: Callable[[str], Reply], address: str
) -> None:
    server.answers(leading(address))
    with pytest.raises(TrackerError):
        client.ask(client.ask("x").next_page or "")
    assert all(asked.path == "/root/x" for asked in server.asked)


def test_the_next_page_is_on_the_same_host(client: Client, server: TicketServer) -> None:
    link = f'<{server.url}/root/x?page=2>; rel="next", <{server.url}/root/x?page=9>; rel="last"'
    server.answers(json_reply([1], Link=link), json_reply([2]))
    first = client.ask("x", {"page": 1})
    second = client.ask(first.next_page or "")
    assert (first.document, second.document, second.next_page) == ([1], [2], None)
    assert server.asked[1].query == {"page": "2"}
