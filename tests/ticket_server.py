"""A server on this machine that speaks the documented shapes of ticket systems, or breaks off."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """One answer; with `cut` the connection ends in the middle of it."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


def json_reply(document: object, status: int = 200, **headers: str) -> Reply:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    content = {"Content-Type": "application/json", **given}
    return Reply(status, json.dumps(document).encode(), content)


NOT_FOUND = json_reply({"message": "Not Found"}, 404)
CUT = Reply(cut=True)

Answer = Callable[[Asked], Reply]


class TicketServer:
    """Answers as it is told to, and keeps what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[Asked] = []
        self.answer: Answer = lambda _: NOT_FOUND

    def answers(self, *first: Reply, then: Answer | None = None) -> None:
        """Give these answers in turn, and after them the last one, or what `then` makes."""
        left = list(first)

        def answer(asked: Asked) -> Reply:
            if then and not left:
                return then(asked)
            return left.pop(0) if len(left) > 1 or then else left[0]

        self.answer = answer


@contextmanager
def running_server() -> Iterator[TicketServer]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 2**16  # an answer in one piece: two would wait for each other

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.command, parts.path, query, dict(self.headers), body)
            server.asked.append(asked)
            self._send(server.answer(asked))

        def do_POST(self) -> None:
            self.do_GET()

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + 10 * reply.cut))
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.cut

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        listening.block_on_close = False
        server = TicketServer(listening.server_address[1])
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        listening.shutdown()
        thread.join(5)


def jira_issue(key: str, category: str = "new", **fields: object) -> dict[str, Any]:
    """Return an issue as both interfaces of Jira give it, with the fields that were asked for."""
    names = {"new": "To Do", "indeterminate": "In Progress", "done": "Done"}
    status = {"name": names.get(category, category), "statusCategory": {"key": category, "id": 2}}
    given = {
        "status": status,
        "resolution": None,
        "resolutiondate": None,
        "duedate": None,
        "assignee": None,
    }
    return {"expand": "", "id": "1", "self": "", "key": key, "fields": {**given, **fields}}


def jira(
    issues: Iterable[dict[str, Any]], most: int = 100, moved: Mapping[str, str] = {}
) -> Answer:
    """Answer like the interface of Jira: versions 3 (cloud) and 2 (Data Center).

    `most` is how many a search gives at a time; `moved` has the new keys of issues by the old.
    """
    by_key = {issue["key"]: issue for issue in issues}

    def found(keys: Iterable[str]) -> list[dict[str, Any]]:
        news = (moved.get(key, key) for key in keys)
        return [by_key[key] for key in news if key in by_key]

    def answer(asked: Asked) -> Reply:
        if asked.path == "/rest/api/3/issue/bulkfetch" and asked.method == "POST":
            assert len(asked.json["issueIdsOrKeys"]) <= 100
            return json_reply({"expand": "", "issues": found(asked.json["issueIdsOrKeys"])})
        if asked.path == "/rest/api/2/search":
            assert asked.query["validateQuery"] == "false"
            keys = asked.query["jql"].partition("(")[2].partition(")")[0].split(",")
            hits, start = found(key.strip('"') for key in keys), int(asked.query["startAt"])
            size = min(most, int(asked.query["maxResults"]))
            page = {"startAt": start, "maxResults": size, "total": len(hits)}
            return json_reply({**page, "issues": hits[start : start + size]})
        one = found([asked.path.rpartition("/")[2]])
        return json_reply(one[0]) if one else NOT_FOUND

    return answer


def github_issue(number: int, state: str = "open", **fields: object) -> dict[str, Any]:
    """Return an issue as the interface of GitHub gives it, with the fields that matter here."""
    given = {
        "state_reason": None,
        "closed_at": "2026-03-17T22:30:00Z" if state == "closed" else None,
        "assignees": [],
    }
    return {"id": 1, "title": "x", "number": number, "state": state, **given, **fields}


def github(
    issues: Iterable[dict[str, Any]], repository: str = "example/shop", gone: Iterable[int] = ()
) -> Answer:
    """Answer like the interface of GitHub for one repository; issues that are `gone` give 410."""
    by_number = {issue["number"]: issue for issue in issues}

    def answer(asked: Asked) -> Reply:
        root = f"/repos/{repository}/issues"
        if asked.path == root:
            assert (asked.query["state"], asked.query["sort"]) == ("all", "created")
            page, size = int(asked.query.get("page", 1)), int(asked.query["per_page"])
            query = f"state=all&sort=created&direction=asc&per_page={size}&page={page + 1}"
            link = f'<http://{asked.headers["Host"]}{root}?{query}>; rel="next"'
            rest = list(by_number.values())[(page - 1) * size :]
            headers = {"Link": link} if len(rest) > size else {}
            return json_reply(rest[:size], **headers)
        number = int(asked.path.rpartition("/")[2])
        if number in gone:
            return json_reply({"message": "This issue was deleted"}, 410)
        is_ours = asked.path == f"{root}/{number}" and number in by_number
        return json_reply(by_number[number]) if is_ours else NOT_FOUND

    return answer
