"""The data as JSON: a tree of postmortems in, rows and documents out, each as its schema says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from data_tree import DISK, FILES, SETTINGS, json_of, rows_of, text_of
from published_tree import elsewhere

from mkdocs_postmortems.site import Site, build_site

SiteOf = Callable[..., Site]


@pytest.fixture
def site(site_of: SiteOf) -> Site:
    return site_of(FILES, SETTINGS)


def test_a_postmortem_is_a_row(site: Site) -> None:
    assert rows_of(site, "postmortems")[0] == {
        "id": "disk",
        "path": "2026/disk.md",
        "url": "postmortems/2026/disk/",
        "document": "postmortems/2026/disk.json",
        "title": "Order processing unavailable",
        "severity": "SEV-1",
        "status": "published",
        "visibility": "internal",
        "services": ["orders", "orders-db"],
        "teams": ["payments"],
        "tags": ["postgresql"],
        "day": "2026-03-15",
        "quarter": "2026-Q1",
        "started": "2026-03-15T22:44:00Z",
        "detected": "2026-03-15T22:44:45Z",
        "acknowledged": "2026-03-15T22:47:00Z",
        "mitigated": "2026-03-15T23:07:00Z",
        "resolved": "2026-03-15T23:30:00Z",
        "ongoing": False,
        "published": "2026-03-18",
        "publish_due": "2026-03-21",
        "publish_state": "on time",
        "counted": True,
        "time_to_detect_s": 45,
        "time_to_acknowledge_s": 135,
        "time_to_mitigate_s": 1380,
        "response_s": 1335,
        "time_to_resolve_s": 2760,
        "impact_s": 1380,
        "affected_users": 2400,
        "failed_requests": None,
        "revenue_lost": 12000.5,
        "revenue_currency": "EUR",
        "data_loss_s": 0,
        "trigger": "config-change",
        "detection_source": "synthetic-probe",
        "detection_gap": "no-alert",
        "factors": ["monitoring-gap", "config-validation-gap"],
        "causes": [
            {"factor": "monitoring-gap", "scope": "systemic", "note": "No alert on disk growth."},
            {"factor": "config-validation-gap", "scope": None, "note": None},
        ],
        "actions_total": 3,
        "actions_open": 1,
        "actions_overdue": 1,
        "actions_done": 1,
        "actions_declined": 1,
        "problems": 6,
        "related": ["2025-11-02-lag"],
    }


def test_what_comes_after_as_of_is_there_and_measured_nowhere(site: Site) -> None:
    later = next(row for row in rows_of(site, "postmortems") if row["id"] == "later")
    assert (later["counted"], later["mitigated"]) == (False, "2026-12-01T11:00:00Z")
    assert (later["time_to_mitigate_s"], later["impact_s"], later["actions_total"]) == (
        None,
        None,
        0,
    )
    counted = {(row["incident"], row["action"]): row["counted"] for row in rows_of(site, "actions")}
    assert counted == {
        ("disk", "A1"): True,
        ("disk", "A2"): True,
        ("disk", "A3"): True,
        ("disk", "A4"): False,
        ("later", "A1"): False,
    }


def test_a_file_that_cannot_be_read_is_a_row_of_nulls_and_is_said(site: Site) -> None:
    assert json_of(site, "postmortems.json")["unread_files"] == 1
    broken = rows_of(site, "postmortems")[-1]
    assert (broken["id"], broken["severity"], broken["day"]) == ("broken", None, None)
    assert broken["problems"] == 1


def test_an_action_is_a_row(site: Site) -> None:
    first, declined, done, *_ = rows_of(site, "actions")
    assert first == {
        "incident": "disk",
        "action": "A1",
        "title": "Alert on disk growth",
        "status": "open",
        "type": "detect",
        "priority": "high",
        "owner": "storage-team",
        "ticket": "OPS-412",
        "ticket_url": "https://t.example.com/OPS-412",
        "created": "2026-03-16",
        "due": "2026-03-20",
        "due_by_policy": False,
        "closed": None,
        "open": True,
        "overdue": True,
        "days_overdue": 199,
        "age_days": 203,
        "days_to_close": None,
        "verdict": "overdue open",
        "reason": None,
        "addresses": ["monitoring-gap"],
        "counted": True,
        "incident_title": "Order processing unavailable",
        "severity": "SEV-1",
        "services": ["orders", "orders-db"],
        "path": "2026/disk.md",
        "url": "postmortems/2026/disk/#actions",
    }
    names = ("status", "due", "due_by_policy", "days_to_close", "age_days", "reason")
    assert [declined[name] for name in names] == [
        "declined", "2026-09-12", True, 30, None, "The disk is large enough."
    ]  # fmt: skip
    assert (done["ticket"], done["ticket_url"]) == ("7", "https://github.com/o/r/issues/7")


def test_on_another_day_an_action_stands_where_it_stood(site_of: SiteOf) -> None:
    site = site_of(FILES, SETTINGS, as_of=dt.date(2026, 4, 1))
    declined = rows_of(site, "actions")[1]
    assert (declined["status"], declined["closed"], declined["reason"]) == ("open", None, None)
    assert declined["age_days"] == 16


def test_a_cause_and_a_service_are_rows(site: Site) -> None:
    cause = rows_of(site, "causes")[0]
    names = ("incident", "factor", "scope", "kind", "answered_by", "severity", "services", "day")
    assert [cause[name] for name in names] == [
        "disk", "monitoring-gap", "systemic", "Detection", ["A1"], "SEV-1",
        ["orders", "orders-db"], "2026-03-15",
    ]  # fmt: skip
    services = {row["name"]: row for row in rows_of(site, "services")}
    assert list(services) == ["mail", "orders", "orders-db"]
    orders = services["orders"]
    assert (orders["incidents"], orders["last_incident"], orders["rto_s"]) == (
        1,
        "2026-03-15",
        7200,
    )
    assert (services["mail"]["incidents"], services["orders-db"]["catalogued"]) == (0, False)


def test_a_document_has_the_row_the_actions_and_the_story(site: Site) -> None:
    found = json_of(site, "postmortems/2026/disk.json")
    row = rows_of(site, "postmortems")[0]
    assert {name: found[name] for name in row} == row
    assert [action["action"] for action in found["actions"]] == ["A1", "A2", "A3", "A4"]
    assert found["timeline"] == [
        {"at": "2026-03-15T22:44:00Z", "elapsed_s": 0, "time": "22:44", "text": "the disk is full"},
        {
            "at": "2026-03-15T23:07:00Z",
            "elapsed_s": 1380,
            "time": "23:07",
            "text": "space is freed",
        },
    ]
    assert found["whys"] == [
        {"title": None, "steps": ["The disk was full.", "Snapshots were kept."]}
    ]
    assert found["lessons"] == [
        {"kind": "well", "heading": "What went well", "text": "- The probe."}
    ]
    sections = [(one["id"], one["heading"]) for one in found["sections"]]
    assert sections[0] == ("summary", "Executive summary")
    assert sections[-1] == (None, "Glossary")
    assert found["preamble"] == "Before."
    assert found["change"] == {"summary": "Move the snapshot job", "url": None}
    assert found["retry"] == {"planned": "2026-04-02", "requires": ["A1"]}
    assert found["links"] == [{"title": "Channel", "url": "https://chat.example.com/1"}]


def test_people_are_named_in_the_document_only(site: Site) -> None:
    holding = {address for address, write in site.files.items() if b"mtorres" in _bytes(write())}
    assert holding == set()
    roles = json_of(site, "postmortems/2026/disk.json")["roles"]
    assert roles == [{"role": "incident-commander", "name": "mtorres"}]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def test_with_a_site_url_addresses_are_full(site_of: SiteOf, tmp_path: Path) -> None:
    root = site_of({"2026/a b.md": DISK}).library  # writes the tree
    site = build_site(
        tmp_path / "postmortems", SETTINGS, root.as_of, False, site_url="https://kb.example.com/x/"
    )
    (row,) = rows_of(site, "postmortems")
    assert row["url"] == "https://kb.example.com/x/postmortems/2026/a%20b.html"
    assert rows_of(site, "actions")[0]["url"] == f"{row['url']}#actions"
    assert json_of(site, row["document"])["site_url"] == "https://kb.example.com/x/"


def test_each_row_has_a_line(site: Site) -> None:
    lines = text_of(site, "actions.json").splitlines()
    assert sum(line.startswith('{"incident":"disk"') for line in lines) == 4


def test_a_machine_elsewhere_writes_the_same(site_of: SiteOf) -> None:
    first = {a: write() for a, write in site_of(FILES, SETTINGS).data.files.items()}
    with elsewhere():
        second = {a: write() for a, write in site_of(FILES, SETTINGS).data.files.items()}
    assert first == second
