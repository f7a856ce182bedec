"""One action and what its ticket says: what changes in the file, and what is left to people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from mkdocs_postmortems.model import Action, ActionStatus
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.tickets.difference import Difference, compare
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState

BERLIN = Settings(timezone="Europe/Berlin")
AT = dt.datetime(2026, 3, 17, 23, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 18)  # in Berlin
CREATED = dt.date(2026, 3, 16)


def differs(
    action: dict[str, Any], ticket: dict[str, Any], owners: dict[str, str] | None = None
) -> Difference:
    """Return what differs; where that is written, nothing differs any more."""
    given, state = Action(title="Do that", created=CREATED, **action), TicketState("1", **ticket)
    found = compare(given, state, owners or {}, BERLIN)
    written = Action.model_validate({**given.model_dump(by_alias=True), **found.fields})
    assert compare(written, state, owners or {}, BERLIN).fields == {}
    return found


OPEN = {"status": "open"}
BEGUN = {"status": "in-progress"}
DONE = {"status": "done", "closed": AT}
DECLINED = {"status": "declined", "closed": AT, "reason": "Won't Do"}
WAS_DONE = {"status": "done", "closed": DAY}


@pytest.mark.parametrize(
    ("action", "ticket", "fields"),
    [
        ({}, OPEN, {}),
        ({}, BEGUN, {"status": "in-progress"}),
        ({}, DONE, {"status": "done", "closed": DAY}),
        ({}, DECLINED, {"status": "declined", "closed": DAY, "reason": "Won't Do"}),
        (BEGUN, OPEN, {"status": "open"}),
        (BEGUN, {**OPEN, "knows_progress": False}, {}),
        (BEGUN, {**DONE, "knows_progress": False}, {"status": "done", "closed": DAY}),
        (WAS_DONE, DONE, {}),
        ({"status": "done"}, DONE, {"closed": DAY}),
        ({"status": "done", "closed": CREATED}, DONE, {"closed": DAY}),
        (WAS_DONE, OPEN, {"status": "open", "closed": None}),
        (WAS_DONE, BEGUN, {"status": "in-progress", "closed": None}),
        (WAS_DONE, DECLINED, {"status": "declined", "reason": "Won't Do"}),
        (WAS_DONE, {"status": "done"}, {}),
        ({"status": "declined"}, OPEN, {"status": "open"}),
        (
            {"status": "declined"},
            {"status": "declined", "closed": AT},
            {"closed": DAY, "reason": "Declined in its ticket"},
        ),
        ({"status": "declined", "closed": DAY, "reason": "Too late"}, DECLINED, {}),
    ],
)
def test_the_state_is_that_of_the_ticket(
    action: dict[str, Any], ticket: dict[str, Any], fields: dict[str, Any]
) -> None:
    assert differs(action, ticket) == Difference(fields)


@pytest.mark.parametrize(
    ("ticket", "status"), [(OPEN, "open"), (BEGUN, "in-progress"), (DONE, "done")]
)
def test_what_was_declined_with_a_reason_stays_declined(
    ticket: dict[str, Any], status: str
) -> None:
    found = differs({"status": "declined", "closed": DAY, "reason": "Too late"}, ticket)
    note = f"left as it is, declined with a reason, while its ticket is {status}"
    assert found == Difference(notes=(note,))


def test_no_closing_date_is_made_up() -> None:
    found = differs({}, {"status": "done"})
    assert found.fields == {}
    assert found.notes == (
        "left as it is: its ticket is done, but not since when; "
        "write that with `postmortems action`",
    )


DOE = Assignee("jdoe", ("J. Doe", "j@example.com", "jdoe"))
NAMELESS = Assignee("", ("J. Doe", "5b1"))


@pytest.mark.parametrize(
    ("owner", "assignees", "owners", "wanted"),
    [
        (None, (DOE,), {}, "jdoe"),
        ("", (DOE,), {}, "jdoe"),
        ("JDoe", (DOE,), {}, None),
        ("storage-team", (DOE,), {}, None),
        ("storage-team", (), {}, None),
        (None, (), {}, None),
        (None, (DOE,), {"J@Example.com": "storage-team"}, "storage-team"),
        (None, (NAMELESS,), {"j. doe": "storage-team"}, "storage-team"),
        ("search-team", (NAMELESS,), {"5b1": "storage-team"}, "storage-team"),
        ("storage-team", (NAMELESS,), {"5b1": "Storage-Team"}, None),
        ("search-team", (DOE, Assignee("ann", ("ann",))), {"ann": "search-team"}, None),
        ("search-team", (DOE, Assignee("ann", ("ann",))), {"ann": "storage-team"}, "storage-team"),
    ],
)
def test_an_owner_is_filled_in_and_replaced_only_where_the_site_maps_it(
    owner: str | None, assignees: tuple[Assignee, ...], owners: dict[str, str], wanted: str | None
) -> None:
    found = differs({"owner": owner}, {**OPEN, "assignees": assignees}, owners)
    assert found == Difference({"owner": wanted} if wanted else {})


@pytest.mark.parametrize(
    ("assignee", "name"),
    [
        (NAMELESS, "J. Doe"),
        (Assignee("", ()), "somebody"),
        (Assignee("<img src=x onerror=alert(1)>", ("<b>",)), "<b>"),
        (Assignee("a: b # c", ("a\x1b[31m\u202eb",)), "a [31m b"),
        (Assignee("\ud800", ("\ud800x",)), "x"),
        (Assignee("a" * 101, ("a" * 300,)), "a" * 200),
    ],
)
def test_a_name_that_is_no_handle_never_becomes_an_owner(assignee: Assignee, name: str) -> None:
    found = differs({}, {**OPEN, "assignees": (assignee,)})
    assert found.fields == {}
    note = f"has no owner; say under `owners` of the tracker which one {name} is"
    assert found.notes == (note,)


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        ("Won't\n  Do", "Won't Do"),
        ("\x1b[31m\u202e\ud800No", "[31m No"),
        ("\x00", "Declined in its ticket"),
        ("n" * 500, "n" * 200),
    ],
)
def test_a_reason_is_one_short_line(reason: str, written: str) -> None:
    assert differs({}, {**DECLINED, "reason": reason}).fields["reason"] == written


@pytest.mark.parametrize(
    ("action", "due", "wanted"),
    [
        ({}, DAY, DAY),
        ({}, None, None),
        ({"due": DAY}, DAY, None),
        ({"due": CREATED}, DAY, DAY),
        ({"due": DAY}, None, None),
        ({"priority": "high"}, CREATED + dt.timedelta(days=14), None),
        ({"priority": "high"}, DAY, DAY),
        ({"priority": "unknown"}, DAY, DAY),
    ],
)
def test_the_due_date_is_that_of_the_ticket(
    action: dict[str, Any], due: dt.date | None, wanted: dt.date | None
) -> None:
    assert differs(action, {**OPEN, "due": due}) == Difference({"due": wanted} if wanted else {})


def test_what_was_closed_keeps_its_owner_and_its_due_date() -> None:
    ticket = {**DONE, "due": DAY, "assignees": (DOE,)}
    owners = {"jdoe": "storage-team"}
    assert differs({**WAS_DONE, "owner": "ann"}, ticket, owners) == Difference()
    assert differs(WAS_DONE, ticket, owners) == Difference({"owner": "storage-team"})
    closing = differs({"owner": "storage-team"}, ticket).fields
    assert closing == {"status": "done", "closed": DAY, "due": DAY}


def test_what_is_opened_again_is_due_again() -> None:
    fields = differs(WAS_DONE, {**BEGUN, "due": DAY, "assignees": (DOE,)}).fields
    assert fields == {"status": "in-progress", "closed": None, "due": DAY, "owner": "jdoe"}


def test_nothing_ends_before_it_was_promised() -> None:
    found = differs({}, {**DECLINED, "due": CREATED, "assignees": (DOE,)})
    assert found.after(None) == found.after(CREATED) == found
    later = found.after(dt.date(2026, 4, 1))
    assert later.fields == {"owner": "jdoe"}
    assert later.notes == (
        "left as it is: its ticket was closed on 2026-03-18, before 2026-04-01",
        "left as it is: its ticket is due on 2026-03-16, before 2026-04-01",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "finished"},
        {"status": None},
        {**DONE, "closed": AT.replace(tzinfo=None)},
        {**OPEN, "due": "soon"},
        {**OPEN, "assignees": ("jdoe",)},
    ],
)
def test_a_provider_cannot_make_a_state_that_is_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        TicketState("OPS-1", **wrong)
    assert TicketState("OPS-1", **OPEN).status is ActionStatus.OPEN
