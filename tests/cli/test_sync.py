"""`postmortems sync`: files and a ticket system in, what differs and changed files out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ticket_server import (
    CUT,
    Asked,
    Reply,
    TicketServer,
    github,
    github_issue,
    jira,
    jira_issue,
    running_server,
)

from mkdocs_postmortems.cli.sync import sync

RESOLVED = "2026-03-17T23:30:00.000+0000"
DONE = {"resolution": {"name": "Done"}, "resolutiondate": RESOLVED}
ACTIONS = """
actions:
  - {title: Do that, owner: storage-team, ticket: OPS-1}
  - title: And that
    owner: storage-team
    ticket: OPS-2
    due: 2026-04-01
"""


@pytest.fixture
def server() -> Iterator[TicketServer]:
    with running_server() as server:
        yield server


@pytest.fixture
def base(tmp_path: Path, server: TicketServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    configure(tmp_path, f"jira: {{url: '{server.url}'}}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIRA_TOKEN", "very-secret")
    monkeypatch.setenv("GITHUB_TOKEN", "very-secret")
    monkeypatch.delenv("JIRA_EMAIL", raising=False)
    write(tmp_path, "2026/a.md", ACTIONS)
    return tmp_path


def configure(base: Path, *trackers: str) -> None:
    lines = "".join(f"        {tracker}\n" for tracker in trackers)
    options = f"      timezone: Europe/Berlin\n      trackers:\n{lines}"
    (base / "mkdocs.yml").write_text(f"plugins:\n  - postmortems:\n{options}")


def write(base: Path, name: str, fields: str) -> Path:
    path = base / "postmortems" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "title: Orders down\nseverity: SEV-3\nservices: [a]\nstarted: 2026-03-15T14:44:00Z"
    path.write_text(f"---\n{head}{fields}---\n", "utf-8")
    return path


def contents(base: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (base / "postmortems").rglob("*.md")}


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(sync, list(arguments))
    assert "very-secret" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_what_differs_is_shown_and_nothing_is_changed(base: Path, server: TicketServer) -> None:
    server.answer = jira(
        [jira_issue("OPS-1", "done", **DONE), jira_issue("OPS-2", duedate="2026-05-01")]
    )
    before = contents(base)
    for arguments in ((), ("--dry-run",)):
        result = run(*arguments)
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "postmortems/2026/a.md",
            "  A1 (OPS-1) status: open -> done",
            "  A1 (OPS-1) closed: none -> 2026-03-18",
            "  A2 (OPS-2) due: 2026-04-01 -> 2026-05-01",
        ]
        assert result.stderr == (
            "2 tickets read. 3 fields of 2 actions in 1 file differ. Write that with --write.\n"
        )
    assert contents(base) == before


def test_it_is_written_once_and_then_nothing_differs(base: Path, server: TicketServer) -> None:
    server.answer = jira([jira_issue("OPS-1", "done", **DONE), jira_issue("OPS-2")])
    result = run("--write")
    assert result.exit_code == 0
    assert result.stderr == "2 tickets read. 2 fields of 1 action in 1 file changed.\n"
    line = b"{title: Do that, owner: storage-team, ticket: OPS-1, status: done, closed: 2026-03-18}"
    assert line in contents(base)["a.md"]
    again = run("--write")
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == "2 tickets read. Nothing differs.\n"


def test_several_trackers_and_what_is_left_to_people(base: Path, server: TicketServer) -> None:
    with running_server() as other:
        configure(
            base,
            f"jira: {{url: '{server.url}', keys: 'OPS-.*'}}",
            f"github: {{url: '{other.url}', repositories: example/shop}}",
        )
        write(
            base,
            "b.md",
            "\nactions:\n"
            "  - {title: Do that, ticket: '#7', status: declined, closed: 2026-03-16, reason: No}\n"
            '  - {title: And that, ticket: "WEB\\e-1"}\n',
        )
        user = {"accountId": "5b1", "displayName": "J.\u202eDoe"}
        write(base, "2026/a.md", "\nactions:\n  - {title: Do that, ticket: OPS-1}\n")
        server.answer = jira([jira_issue("OPS-1", assignee=user)])
        other.answer = github([github_issue(7)])
        result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "postmortems/2026/a.md: A1 (OPS-1) has no owner; "
        "say under `owners` of the tracker which one J. Doe is.",
        "postmortems/b.md: A1 (#7) left as it is, declined with a reason, "
        "while its ticket is open.",
        "1 ticket is in none of the trackers: WEB\ufffd-1.",
        "2 tickets read. Nothing differs.",
    ]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(401), "jira: it answers 401 Unauthorized. Check that the token in JIRA_TOKEN is "),
        (Reply(403), "jira: it answers 403 Forbidden. Give the token in JIRA_TOKEN the right to "),
        (Reply(404), "jira: it answers 404 Not Found. Check that `url` is the root of the REST "),
        (Reply(429, headers={"Retry-After": "9"}), "jira: its rate limit is reached: it asks to "),
        (Reply(500), "jira: it answers 500 Internal Server Error, once. Try again later."),
        (CUT, "jira: the connection fails (peer closed connection without sending complete"),
        (Reply(200, b"<html>"), "jira: it answers with an unknown type, not JSON. Check that "),
    ],
)
@pytest.mark.parametrize("arguments", [(), ("--write",), ("--write", "--skip-missing")])
def test_a_failure_leaves_every_file_as_it_was_and_names_the_tickets(
    base: Path, server: TicketServer, reply: Reply, said: str, arguments: tuple[str, ...]
) -> None:
    with running_server() as other:
        configure(
            base,
            f"jira: {{url: '{server.url}'}}",
            f"github: {{url: '{other.url}', repositories: example/shop}}",
        )
        write(base, "b.md", "\nactions:\n  - {title: Do that, ticket: '#7'}\n")
        server.answers(reply)
        other.answer = github([github_issue(7, "closed")])
        before = contents(base)
        result = run("--max-wait", "0", *arguments)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0].startswith(said)
    assert lines[1] == "  Not read: OPS-1, OPS-2"
    assert lines[2] == (
        "1 ticket read, 2 not. 2 fields of 1 action in 1 file differ. No file was changed."
    )
    assert "  A1 (#7) status: open -> done" in result.stdout
    assert contents(base) == before


def test_a_ticket_that_does_not_exist_is_named_with_its_file(
    base: Path, server: TicketServer
) -> None:
    server.answer = jira([jira_issue("OPS-1", "done", **DONE)])
    before = contents(base)
    result = run("--write")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "jira: there is no such issue, or the token may not see it.",
        "  Not read: OPS-2 in postmortems/2026/a.md",
        "1 ticket read, 1 not. 2 fields of 1 action in 1 file differ. No file was changed.",
    ]
    assert contents(base) == before
    result = run("--write", "--skip-missing")
    assert result.exit_code == 0
    assert "Not read: OPS-2 in postmortems/2026/a.md" in result.stderr
    assert result.stderr.endswith("2 fields of 1 action in 1 file changed.\n")
    assert contents(base) != before


def test_a_thousand_tickets_and_a_failure_among_the_last(base: Path, server: TicketServer) -> None:
    for file in range(100):
        numbers = range(10 * file + 1, 10 * file + 11)
        actions = "".join(f"  - {{title: Do {n}, ticket: OPS-{n}}}\n" for n in numbers)
        write(base, f"2026/{'a' if file == 0 else file}.md", f"\nactions:\n{actions}")
    good = jira(
        jira_issue(f"OPS-{n}", "done" if n % 10 == 0 else "new", **DONE) for n in range(1, 1001)
    )

    def tired(asked: Asked) -> Reply:
        return good(asked) if len(server.asked) < 10 else Reply(500)

    server.answer = tired
    before = contents(base)
    failed = run("--write", "--max-wait", "0")
    assert failed.exit_code == 1
    unread = re.findall(r"OPS-\d+", failed.stderr)
    shown = set(re.findall(r"OPS-\d+", failed.stdout))
    assert (len(unread), len(shown)) == (100, 90)
    assert shown.isdisjoint(unread)
    assert "900 tickets read, 100 not." in failed.stderr
    assert contents(base) == before
    server.answer = good
    written = run("--write")
    assert written.stderr == (
        "1,000 tickets read. 200 fields of 100 actions in 100 files changed.\n"
    )
    assert all(text.count(b"closed: 2026-03-18") == 1 for text in contents(base).values())


def test_a_file_that_cannot_be_edited_leaves_the_others_as_they_were(
    base: Path, server: TicketServer
) -> None:
    write(base, "b.md", "\ntitle: twice\nactions: []\n")
    server.answer = jira([jira_issue("OPS-1", "done", **DONE), jira_issue("OPS-2")])
    before = contents(base)
    result = run("--write")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        "postmortems/b.md: its front matter cannot be read. "
        "Mend what `postmortems check` reports of it."
    )
    assert contents(base) == before


def test_a_file_that_cannot_be_written(
    base: Path, server: TicketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mkdocs_postmortems.tickets.writing.replace_file", refuse)
    server.answer = jira([jira_issue("OPS-1", "done", **DONE), jira_issue("OPS-2")])
    result = run("--write")
    assert result.exit_code == 1
    assert "a.md cannot be written: Permission denied." in result.stderr
    assert result.stderr.endswith("No file was changed.\n")


def test_what_it_needs_to_run(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--dry-run", "--write").exit_code == 2
    assert run("--max-wait", "-1").exit_code == 2
    monkeypatch.setenv("JIRA_TOKEN", "")
    result = run()
    assert (result.exit_code, result.stderr) == (
        2,
        "postmortems: trackers.jira: the environment variable JIRA_TOKEN is not set. "
        "It holds a token that may read tickets\n",
    )
    (base / "mkdocs.yml").write_text("plugins: [postmortems]\n")
    result = run()
    assert (result.exit_code, result.stderr) == (
        2,
        "postmortems: no ticket system is configured. Name one under `trackers` in mkdocs.yml\n",
    )
    (base / "mkdocs.yml").write_text("plugins: [{postmortems: {source: elsewhere}}]\n")
    assert run().exit_code == 2


def test_an_empty_knowledge_base_asks_for_nothing(base: Path, server: TicketServer) -> None:
    (base / "postmortems" / "2026" / "a.md").unlink()
    result = run("--write")
    assert (result.exit_code, result.stderr) == (0, "0 tickets read. Nothing differs.\n")
    assert server.asked == []


def test_the_other_commands_do_not_load_the_library_that_asks() -> None:
    command = "import mkdocs_postmortems.cli.sync, sys; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
