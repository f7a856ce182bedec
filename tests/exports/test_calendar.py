"""The calendars: a tree of postmortems in, iCalendar out, read by two parsers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar, Event
from published_tree import PAYLOADS, SITE_URL, elsewhere, hostile_files, published

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.exports.calendar import calendars
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(tickets={r"OPS-\d+": "https://tickets.example.com/{key}"})

FULL_DISK = """---
title: Orders down, disk full
severity: SEV-1
services: [orders]
started: 2026-09-15T14:44:00Z
resolved: 2026-09-15T15:30:00Z
actions:
  - {title: Move the snapshots, owner: storage-team, priority: high, ticket: OPS-412}
  - {title: Alert on the disk, owner: spatel, due: 2026-10-07, status: in-progress}
  - {title: Buy a disk, owner: spatel, status: done, closed: 2026-09-16}
  - {title: Buy another, owner: lokafor, status: declined, closed: 2026-09-16, reason: Cost}
  - {title: Write it down, owner: lokafor}
---
"""

SiteOf = Callable[..., Site]


def texts(site: Site, site_url: str | None = SITE_URL) -> dict[str, str]:
    return {address: write() for address, write in calendars(published(site, site_url)).items()}


def events(text: str) -> list[Event]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def of_actions(text: str) -> list[Event]:
    """Return the events that are one action each."""
    return [event for event in events(text) if not event["UID"].startswith("overdue/")]


def assert_valid(text: str) -> None:
    """Read a calendar with both parsers, and hold it to the rules of RFC 5545 they leave out."""
    calendar = Calendar.from_ical(text)
    calendar.validate()
    assert [component.errors for component in calendar.walk()] == [[]] * len(calendar.walk())
    assert len(IcsCalendarStream.calendar_from_ics(text).events) == len(events(text))
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    idents = [str(event["UID"]) for event in events(text)]
    assert len(set(idents)) == len(idents)
    for event in events(text):
        assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)
        assert event["TRANSP"] == "TRANSPARENT"
        assert event.end - event.start == dt.timedelta(days=1)
        assert event.subcomponents == []  # no alarm


def test_an_open_action_with_a_due_date_is_an_event_of_that_day(site_of: SiteOf) -> None:
    text = texts(site_of({"2026/disk.md": FULL_DISK}, SETTINGS))["actions.ics"]
    assert text.replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mkdocs-postmortems//Open actions//EN",
        "NAME:Postmortem actions",
        "X-WR-CALNAME:Postmortem actions",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "UID:actions.ics@pm.example.com",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "SUMMARY:Overdue: Move the snapshots",
        "DTSTART;VALUE=DATE:20260929",
        "DTEND;VALUE=DATE:20260930",
        "DTSTAMP:20261005T000000Z",
        "UID:disk-A1@pm.example.com",
        "DESCRIPTION:6 days overdue on 5 Oct 2026\\nOwner: storage-team\\nPriority: high"
        "\\nTicket: OPS-412 https://tickets.example.com/OPS-412"
        "\\nPostmortem: Orders down\\, disk full (disk A1)"
        "\\nhttps://pm.example.com/kb/postmortems/2026/disk/#action-a1",
        "TRANSP:TRANSPARENT",
        "URL:https://pm.example.com/kb/postmortems/2026/disk/#action-a1",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Alert on the disk",
        "DTSTART;VALUE=DATE:20261007",
        "DTEND;VALUE=DATE:20261008",
        "DTSTAMP:20261005T000000Z",
        "UID:disk-A2@pm.example.com",
        "DESCRIPTION:Owner: spatel\\nPostmortem: Orders down\\, disk full (disk A2)"
        "\\nhttps://pm.example.com/kb/postmortems/2026/disk/#action-a2",
        "TRANSP:TRANSPARENT",
        "URL:https://pm.example.com/kb/postmortems/2026/disk/#action-a2",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:1 overdue action",
        "DTSTART;VALUE=DATE:20261005",
        "DTEND;VALUE=DATE:20261006",
        "DTSTAMP:20261005T000000Z",
        "UID:overdue/actions.ics@pm.example.com",
        "DESCRIPTION:Move the snapshots (storage-team\\, due 29 Sep 2026)"
        "\\nhttps://pm.example.com/kb/actions/",
        "TRANSP:TRANSPARENT",
        "URL:https://pm.example.com/kb/actions/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_every_owner_has_a_calendar_beside_the_page(site_of: SiteOf) -> None:
    files = texts(site_of({"disk.md": FULL_DISK}))
    summaries = {name: [str(e["SUMMARY"]) for e in events(text)] for name, text in files.items()}
    assert summaries == {
        "actions.ics": ["Overdue: Move the snapshots", "Alert on the disk", "1 overdue action"],
        "owners/lokafor.ics": [],
        "owners/spatel.ics": ["Alert on the disk"],
        "owners/storage-team.ics": ["Overdue: Move the snapshots", "1 overdue action"],
    }
    assert "X-WR-CALNAME:Postmortem actions: spatel" in files["owners/spatel.ics"]


def test_owners_that_differ_in_case_have_a_calendar_each(site_of: SiteOf) -> None:
    files = texts(site_of({"disk.md": FULL_DISK.replace("owner: lokafor", "owner: SPatel")}))
    assert {"owners/spatel.ics", "owners/spatel-2.ics"} < set(files)
    assert [str(e["SUMMARY"]) for e in events(files["owners/spatel-2.ics"])] == [
        "Alert on the disk"
    ]


@pytest.mark.parametrize("site_url", [SITE_URL, None])
@pytest.mark.parametrize(
    "files", [{}, {"disk.md": FULL_DISK}, hostile_files()], ids=["empty", "small", "hostile"]
)
def test_every_calendar_is_valid(
    files: dict[str, str], site_url: str | None, site_of: SiteOf
) -> None:
    for text in texts(site_of(files), site_url).values():
        assert_valid(text)


def test_the_calendars_of_the_example_are_valid_and_hold_what_is_open() -> None:
    configuration = read_configuration(ROOT / "mkdocs.yml")
    site = build_site(configuration.folder, configuration.settings, dt.date(2026, 10, 5))
    files = texts(site)
    for text in files.values():
        assert_valid(text)
    debt = site.library.results.metrics.debt
    found = of_actions(files["actions.ics"])
    assert len(found) == debt.open - debt.undated
    assert sum(str(e["SUMMARY"]).startswith("Overdue: ") for e in found) == debt.overdue
    of_owners = sum(len(of_actions(text)) for name, text in files.items() if "/" in name)
    assert of_owners == len(found) - debt.unowned


def test_hostile_texts_come_out_as_they_are_read(site_of: SiteOf) -> None:
    text = texts(site_of(hostile_files()))["actions.ics"]
    wanted = sorted(name for payload in PAYLOADS for name in (clean(payload),) * 2)
    assert sorted(str(e["SUMMARY"]).removeprefix("Overdue: ") for e in of_actions(text)) == wanted
    parsed = IcsCalendarStream.calendar_from_ics(text)
    seen = [e for e in parsed.events if not (e.uid or "").startswith("overdue/")]
    assert sorted((e.summary or "").removeprefix("Overdue: ") for e in seen) == wanted


def idents(text: str) -> list[str]:
    return [str(event["UID"]) for event in events(text)]


def test_an_event_keeps_its_uid(site_of: SiteOf) -> None:
    before = idents(texts(site_of({"disk.md": FULL_DISK}))["actions.ics"])
    later = FULL_DISK.replace("2026-10-07", "2026-11-07").replace("Alert on", "Watch")
    later = later.replace("priority: high", "status: done, closed: 2026-10-01")
    moved = site_of({"disk.md": later}, as_of=dt.date(2026, 10, 20))
    assert idents(texts(moved)["actions.ics"]) == before[1:-1]


def test_what_is_overdue_stands_on_the_day_of_the_site(site_of: SiteOf) -> None:
    for day in (dt.date(2026, 10, 5), dt.date(2026, 10, 20)):
        site = site_of({"disk.md": FULL_DISK}, as_of=day)
        *_, late = events(texts(site)["actions.ics"])
        assert (late.start, late["UID"]) == (day, "overdue/actions.ics@pm.example.com")
    assert str(late["SUMMARY"]) == "2 overdue actions"
    assert str(late["DESCRIPTION"]).splitlines() == [
        "Move the snapshots (storage-team, due 29 Sep 2026)",
        "Alert on the disk (spatel, due 7 Oct 2026)",
        "https://pm.example.com/kb/actions/",
    ]
    *_, of_owner = events(texts(site)["owners/spatel.ics"])
    assert str(of_owner["UID"]) == "overdue/owners/spatel.ics@pm.example.com"
    assert str(of_owner["SUMMARY"]) == "1 overdue action"
    assert str(of_owner["URL"]) == "https://pm.example.com/kb/owners/spatel/"


def test_a_long_list_of_what_is_overdue_is_cut(site_of: SiteOf) -> None:
    late = "".join(f"  - {{title: T{n}, due: 2026-10-01}}\n" for n in range(23))
    text = FULL_DISK.partition("actions:")[0] + f"actions:\n{late}---\n"
    *_, event = events(texts(site_of({"disk.md": text}), None)["actions.ics"])
    assert str(event["SUMMARY"]) == "23 overdue actions"
    *lines, last = str(event["DESCRIPTION"]).splitlines()
    assert (len(lines), last) == (20, "and 3 more")
    assert lines[0] == "T0 (no owner, due 1 Oct 2026)"


def test_actions_with_one_name_have_uids_of_their_own(site_of: SiteOf) -> None:
    same = "\nactions: [{title: a, id: A1, due: 2026-10-07}, {title: b, id: A1, due: 2026-10-08}]"
    text = FULL_DISK.partition("\nactions:")[0] + same + "\n---\n"
    open_ones = texts(site_of({"a/disk.md": text, "b/disk.md": text}))["actions.ics"]
    names = [ident.partition("@")[0] for ident in idents(open_ones)]
    assert sorted(names) == ["disk-A1", "disk-A1-2", "disk-A1-3", "disk-A1-4"]
    closed = text.replace("title: a", "title: a, status: done, closed: 2026-09-20")
    left = texts(site_of({"a/disk.md": closed, "b/disk.md": text}))["actions.ics"]
    assert set(idents(left)) == set(idents(open_ones)) - {"disk-A1@pm.example.com"}


def test_the_day_begins_in_the_zone_of_the_site(site_of: SiteOf) -> None:
    site = site_of({"disk.md": FULL_DISK}, Settings(timezone="Europe/Berlin"))
    assert "DTSTAMP:20261004T220000Z" in texts(site)["actions.ics"]


def test_without_an_address_of_the_site_there_is_no_link(site_of: SiteOf) -> None:
    text = texts(site_of({"disk.md": FULL_DISK}), None)["actions.ics"]
    assert "UID:disk-A1@postmortems\r\n" in text
    assert "URL" not in text
    assert "http" not in text


def test_the_same_files_give_the_same_bytes(
    site_of: SiteOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = texts(site_of({"disk.md": FULL_DISK}))
    monkeypatch.setattr(Event, "_utc_now", lambda: dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    monkeypatch.setattr("uuid.uuid4", lambda: pytest.fail("a random number was asked for"))
    with elsewhere():
        assert texts(site_of({"disk.md": FULL_DISK})) == first
