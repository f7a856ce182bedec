"""What the tickets say, as edits of the files: only the lines meant, and all files or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mkdocs_postmortems.option import TrackerOptions
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, load
from mkdocs_postmortems.tickets import writing
from mkdocs_postmortems.tickets.plan import Plan, prepare
from mkdocs_postmortems.tickets.provider import OpenTracker
from mkdocs_postmortems.tickets.reading import Reading, read_tickets
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState, Unread
from mkdocs_postmortems.tickets.writing import Edit, WriteError, write

SETTINGS = Settings()
AT = dt.datetime(2026, 3, 17, 12, tzinfo=dt.UTC)
DONE = {"status": "done", "closed": AT}
FILE = """---
title: Orders down
severity: SEV-3
services: [orders]
started: 2026-03-15T14:44:00Z
actions:
  # the first one
  - title: Do that   # soon
    ticket: OPS-1
    status: open     # for now
  - {title: And that, ticket: OPS-2}
  - Nothing else
---

# The story

status: open
"""


class Prepared:
    """A tracker whose answers are prepared."""

    def __init__(self, states: Mapping[str, dict[str, object]]) -> None:
        self._states = states

    def find_key(self, ticket: str) -> str | None:
        return ticket

    def read(self, keys: object) -> list[TicketState | Unread]:
        return [TicketState(key, **fields) for key, fields in self._states.items()]  # type: ignore[arg-type]


Ask = Callable[..., tuple[Path, Loaded, Reading]]


@pytest.fixture
def ask(tree: Callable[..., Path]) -> Ask:
    """Write files and read their tickets."""

    def prepared(
        files: Mapping[str, str | bytes], **states: dict[str, object]
    ) -> tuple[Path, Loaded, Reading]:
        folder = tree(files).resolve()
        loaded = load(folder, SETTINGS)
        answers = Prepared({key.replace("_", "-"): fields for key, fields in states.items()})
        trackers = [OpenTracker("jira", "jira", TrackerOptions(), answers)]
        return folder, loaded, read_tickets(loaded.knowledge_base.postmortems, trackers)

    return prepared


def planned(asked: tuple[Path, Loaded, Reading]) -> Plan:
    return prepare(*asked, SETTINGS)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_only_the_lines_of_the_actions_change(ask: Ask, line_end: str, bom: str) -> None:
    assignee = Assignee("jdoe", ("jdoe",))
    before = (bom + FILE).replace("\n", line_end).encode()
    asked = ask(
        {"x.md": before},
        OPS_1={**DONE, "assignees": (assignee,)},
        OPS_2={"status": "open", "due": dt.date(2026, 4, 1)},
    )
    (edit,) = planned(asked).edits
    expected = FILE.replace(
        "    ticket: OPS-1\n    status: open     # for now\n",
        "    owner: jdoe\n    ticket: OPS-1\n    status: done     # for now\n"
        "    closed: 2026-03-17\n",
    ).replace("ticket: OPS-2}", "ticket: OPS-2, due: 2026-04-01}")
    assert edit == Edit(
        asked[0] / "x.md", before, (bom + expected).replace("\n", line_end).encode()
    )
    assert edit.path.read_bytes() == before
    write([edit])
    assert edit.path.read_bytes() == edit.after


def test_line_ends_that_are_mixed_stay_so(ask: Ask) -> None:
    before = FILE.replace("severity: SEV-3\n", "severity: SEV-3\r\n").encode()
    (edit,) = planned(ask({"x.md": before}, OPS_1=DONE)).edits
    assert edit.before == before
    assert b"SEV-3\r\nservices: [orders]\n" in edit.after


def test_what_comes_from_outside_is_text_in_the_file(ask: Ask) -> None:
    reason = "*x [y]: {z} # <b>'\" \u202e\x1b"
    asked = ask({"x.md": FILE}, OPS_1={**DONE, "status": "declined", "reason": reason})
    write(planned(asked).edits)
    loaded = load(asked[0], SETTINGS)
    assert loaded.knowledge_base.problems == ()
    action = loaded.knowledge_base.postmortems[0].actions[0]
    assert action.reason == "*x [y]: {z} # <b>'\""


def test_where_nothing_differs_nothing_is_planned(ask: Ask) -> None:
    asked = ask({"x.md": FILE}, OPS_1={"status": "open"}, OPS_2={"status": "open"})
    assert planned(asked) == Plan((), (), ())


def test_nothing_is_closed_before_it_was_promised(ask: Ask) -> None:
    files = {
        "a.md": FILE.replace("2026-03-15", "2026-03-18"),
        "b.md": FILE.replace("    status: open", "    created: 2026-04-01\n    status: open"),
        "c.md": FILE.replace("services:", "published: 2026-04-01\nservices:"),
    }
    plan = planned(ask(files, OPS_1=DONE))
    assert [(it.path, it.notes) for it in plan.changes] == [
        ("a.md", ("left as it is: its ticket was closed on 2026-03-17, before 2026-03-18",)),
        ("b.md", ("left as it is: its ticket was closed on 2026-03-17, before 2026-04-01",)),
        ("c.md", ()),  # when it was promised is not written, so at the latest when it was closed
    ]
    assert [edit.path.name for edit in plan.edits] == ["c.md"]


def test_a_file_that_changed_meanwhile_is_refused(ask: Ask) -> None:
    asked = ask({"x.md": FILE}, OPS_1=DONE)
    (asked[0] / "x.md").write_text(FILE.replace("  # the first one\n", "  - title: New\n"))
    (refusal,) = planned(asked).refusals
    assert (refusal.path, refusal.message) == (
        "x.md",
        "it has changed while its tickets were read",
    )


def test_a_file_that_cannot_be_edited_is_refused(ask: Ask) -> None:
    shared = FILE.replace("actions:", "x-one: &one OPS-1\nactions:").replace(
        "    status: open", "    x-two: &two [a]\n    x-three: *two\n    status: &s open"
    )
    shared = shared.replace("{title: And that", "{x-status: *s, title: And that")
    plan = planned(ask({"a.md": shared, "b.md": FILE}, OPS_1=DONE))
    (refusal,) = plan.refusals
    assert refusal.path == "a.md"
    assert refusal.message.startswith("actions[0].status: written once and used in several places")
    assert [edit.path.name for edit in plan.edits] == ["b.md"]


def test_a_file_that_cannot_be_read_is_refused_as_its_tickets_are_not_known(ask: Ask) -> None:
    plan = planned(ask({"a.md": "---\ntitle: [\n---\n", "b.md": b"\xff", "c.md": FILE}))
    assert [(it.path, it.message) for it in plan.refusals] == [
        ("a.md", "its front matter cannot be read"),
        ("b.md", "its front matter cannot be read"),
    ]


def test_where_one_file_cannot_be_written_the_others_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = [Edit(tmp_path / name, b"before", b"after") for name in ("a.md", "b.md", "c.md")]
    for edit in edits:
        edit.path.write_bytes(edit.before)
    edits[1].path.unlink()
    with pytest.raises(WriteError, match=r"b\.md cannot be written: No such file or directory$"):
        write(edits)
    assert edits[0].path.read_bytes() == edits[2].path.read_bytes() == b"before"

    def full(path: Path, data: bytes) -> None:
        if data == b"before" or path.name == "b.md":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "replace_file", full)
    with pytest.raises(WriteError, match=r"Changed already, and it stays so: .*a\.md$"):
        write(edits)
