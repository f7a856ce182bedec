"""`contacts.yml`: whom to reach, beside the postmortems; read, checked, and no part of the data."""

import datetime as dt
from collections.abc import Callable

import pytest

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site
from mkdocs_postmortems.source.loader import Loaded

Load = Callable[..., Loaded]
Lines = Callable[..., list[str]]
LIST = "Write a list: one contact each, beginning with `- name:`"

CONTACTS = """\
- name: Payment provider
  purpose: Card payments fail
  reach: [tel:+49-30-23125-142, https://support.payments.example.com]
  place: Berlin
  timezone: Europe/Berlin
  checked: 2026-09-14
  x-contract: TW-2041
- name: Rota
  reach: "#on-call"
  checked: 2026-04-08
"""


def test_contacts_are_read_in_the_order_of_the_file(load_tree: Load) -> None:
    base = load_tree({"contacts.yml": CONTACTS}).knowledge_base
    assert base.problems == ()
    provider, rota = base.contacts
    assert provider.reach == ("tel:+49-30-23125-142", "https://support.payments.example.com")
    assert (provider.place, provider.timezone) == ("Berlin", "Europe/Berlin")
    assert provider.checked == dt.date(2026, 9, 14)
    assert (rota.reach, rota.purpose, rota.place) == (("#on-call",), "", None)


@pytest.mark.parametrize("text", [CONTACTS, CONTACTS.replace("\n", "\r\n"), f"\ufeff{CONTACTS}"])
def test_what_was_tried_in_the_last_180_days_has_no_problem(checked: Lines, text: str) -> None:
    assert checked({"contacts.yml": text}) == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", []),
        ("# nobody yet\n", []),
        ("rota: a", [f"1:1: error PM121: found no list of contacts. {LIST}"]),
        ("- rota", [f"1:3: error PM121: found an entry without keys. {LIST}"]),
        (
            "- reach: a",
            ["1:3: error PM121: [0].name: missing. Write `name:` (A team, a role or a "],
        ),
        (
            "- name: a\n  timezone: Berlin\n  checked: 2026-10-05\n  reach: b",
            ['2:13: error PM121: [0].timezone: found "Berlin", no time zone. Write an IANA name'],
        ),
        (
            "- name: a\n  timezone: ../../etc/passwd\n  checked: 2026-10-05\n  reach: b",
            ['2:13: error PM121: [0].timezone: found "../../etc/passwd", no time zone.'],
        ),
        (
            "- name: a\n  reachh: b\n  checked: 2026-10-05",
            ['2:3: error PM121: [0].reachh: found an unknown key. Did you mean "reach"?'],
        ),
        (
            "- name: a\n  checked: 2026-10-05\n  reach: b\n- name: a\n  checked: 2025-01-01",
            ['4:9: error PM121: [1].name: found the contact "a" a second time. Keep one entry'],
        ),
        # What was not tried. Where the day cannot be read, that alone is said.
        ("- name: a\n  checked: soon", ['2:12: error PM121: [0].checked: found "soon", not a da']),
        (
            "- name: a\n  checked: 2026-10-05",
            ['1:3: warning PM504: [0].reach: found no way to reach "a". Write how, such as'],
        ),
        (
            "- name: a\n  reach: b",
            [
                '1:3: warning PM504: [0].checked: found no day on which "a" was tried. '
                "Try it, then write the day, such as `checked: 2026-10-05`"
            ],
        ),
        (
            "- name: a\n  checked: 2026-04-07\n  reach: b",
            [
                '2:12: warning PM504: [0].checked: found 2026-04-07 for "a", 181 days ago, '
                "where 180 are allowed. Try it, then write the day"
            ],
        ),
        (
            "- name: a\n  checked: 2026-10-06\n  reach: b",
            [
                '2:12: warning PM504: [0].checked: found 2026-10-06 for "a", after 2026-10-05. '
                "Write the day on which it was tried"
            ],
        ),
    ],
)
def test_what_is_wrong_is_reported_at_its_line(
    checked: Lines, text: str, problems: list[str]
) -> None:
    found = checked({"contacts.yml": text})
    assert len(found) == len(problems)
    for line, problem in zip(found, problems, strict=True):
        assert line.startswith(f"contacts.yml:{problem}")


def test_nothing_of_it_is_exported(site_of: Callable[..., Site], whole: Callable[..., str]) -> None:
    files = {"contacts.yml": CONTACTS, "2026/a.md": whole("status: published")}
    site = site_of(files, Settings())
    written = [write() for write in (*site.files.values(), *site.documents.values())]
    assert written
    for content in written:
        data = content.encode() if isinstance(content, str) else content
        assert b"23125" not in data
        assert b"Payment provider" not in data
