"""The page "Follow tickets": its output is the one that is printed, its provider works."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ticket_server import NOT_FOUND, Asked, Reply, TicketServer, jira, jira_issue, json_reply

from mkdocs_postmortems.cli.sync import sync
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.provider import GROUP
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState, Unread

PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "tickets.md").read_text("utf-8")
FILE = """---
title: Orders down
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
actions:
  - {title: Do that, owner: storage-team, ticket: OPS-412}
  - {title: And that, owner: storage-team, ticket: OPS-431, due: 2026-04-01}
---
"""


def block(language: str, number: int = 0) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[number]


def test_the_output_shown_is_the_output_given(
    tmp_path: Path, server: TicketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIRA_TOKEN", "secret")
    monkeypatch.delenv("JIRA_EMAIL", raising=False)
    options = f"{{trackers: {{jira: {{url: '{server.url}'}}}}}}"
    Path("mkdocs.yml").write_text(f"plugins: [{{postmortems: {options}}}]\n")
    Path("postmortems/2026").mkdir(parents=True)
    Path("postmortems/2026/2026-03-15-orders-disk-full.md").write_text(FILE)
    resolved = "2026-03-17T12:00:00.000+0000"
    server.answer = jira(
        [
            jira_issue("OPS-412", "done", resolutiondate=resolved),
            jira_issue("OPS-431", duedate="2026-05-01"),
        ]
    )
    assert CliRunner().invoke(sync).output == block("text")
    server.answers(Reply(401))
    assert CliRunner().invoke(sync).output == block("text", 1)


def gitlab(asked: Asked) -> Reply:
    if asked.path != "/gitlab/api/v4/projects/example%2Fshop/issues/7":
        return NOT_FOUND
    assert asked.headers["PRIVATE-TOKEN"] == "secret"
    issue = {
        "iid": 7,
        "state": "closed",
        "closed_at": "2026-03-17T12:00:00.000Z",
        "due_date": "2026-04-01",
        "assignees": [{"username": "jdoe"}],
    }
    return json_reply(issue)


def test_the_provider_of_the_guide_reads_tickets(
    access: Callable[..., Access], server: TicketServer
) -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)
    options = {"url": f"{server.url}/gitlab", "repositories": "example/shop"}
    tracker = names["GitLab"](access("gitlab", {"GITLAB_TOKEN": "secret"}, **options))
    assert tracker.find_key("example/shop#7") == "example/shop#7"
    assert tracker.find_key("example/other#7") is None
    server.answer = gitlab
    assert list(tracker.read(["example/shop#7", "example/shop#8"])) == [
        TicketState(
            "example/shop#7",
            "done",
            knows_progress=False,
            closed=dt.datetime(2026, 3, 17, 12, tzinfo=dt.UTC),
            due=dt.date(2026, 4, 1),
            assignees=(Assignee("jdoe", ("jdoe",)),),
        ),
        Unread("example/shop#8", "it answers 404 Not Found", missing=True),
    ]


def test_the_entry_point_of_the_guide_is_in_the_group_that_is_read() -> None:
    assert GROUP in tomllib.loads(block("toml"))["project"]["entry-points"]
