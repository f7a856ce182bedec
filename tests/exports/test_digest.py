"""The digest: a tree of postmortems and a period in, a message out in four formats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from analysis import worked_example
from digest_message import AS_OF, message, titles
from published_tree import SITE_URL, elsewhere

from mkdocs_postmortems.analysis.period import (
    Period,
    read_since,
    read_week,
)
from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.exports.digest import FORMATS, summarise
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[2]

NEW = """---
title: Search slow
severity: SEV-3
services: [search, storefront]
started: 2026-10-01T08:00:00Z
mitigated: 2026-10-01T08:45:00Z
resolved: 2026-10-01T09:00:00Z
actions:
  - {title: Cap the queue, owner: search-team, priority: high}
---
"""
OLD = """---
title: Orders down
severity: SEV-1
status: published
services: [orders]
started: 2026-09-01T08:00:00Z
resolved: 2026-09-01T09:00:00Z
published: 2026-09-30
change: {summary: Move orders to the new cluster}
retry: {planned: 2026-11-02, requires: [A1, A2]}
actions:
  - {title: Write snapshots elsewhere, owner: storage-team, status: done, closed: 2026-09-20}
  - {title: Alert on the disk, owner: spatel, status: done, closed: 2026-10-02}
  - {title: Buy a disk, owner: spatel, status: declined, closed: 2026-10-02, reason: Not needed}
  - {title: Test the failover, owner: storage-team, due: 2026-09-27}
  - {title: Test the restore, owner: storage-team, due: 2026-09-26}
  - {title: Check the runbook, due: 2026-10-05}
  - {title: Rehearse it, owner: mtorres, due: 2026-10-12, priority: low}
  - {title: Later, owner: mtorres, due: 2026-10-13}
---
"""
LATE = """---
title: Labels late
severity: SEV-2
status: in-review
services: [shipping]
started: 2026-09-10T08:00:00Z
resolved: 2026-09-10T09:00:00Z
---
"""
TREE = {"2026/new.md": NEW, "2026/old.md": OLD, "2026/late.md": LATE}

TOLD = """\
Postmortems, 28 Sep 2026 to 5 Oct 2026
1 new incident, 1 postmortem published, 8 actions created, 1 action closed, 1
action declined. Debt: 2 overdue actions + 1 overdue postmortem = 3. The actions
are 17 days overdue together, the oldest 9 days. Open: 6 actions, 1 without an
owner, 0 without a due date.

New incidents
- Search slow: SEV-3, search and storefront, 45 min of impact

Published
- Orders down: SEV-1, 30 Sep 2026

Newly overdue
- Test the failover: storage-team, no priority, due 27 Sep 2026 (8 days ago)

Still overdue
- 1 action: due 26 Sep 2026

Overdue postmortems
- Labels late: SEV-2, in-review, due 20 Sep 2026 (15 days ago)

Due in the next 7 days
- Check the runbook: no owner, no priority, due 5 Oct 2026
- Rehearse it: mtorres, low, due 12 Oct 2026

Changes that may be tried again
- Move orders to the new cluster: everything it required is done since 2 Oct
  2026, planned for 2 Nov 2026

Closed, with thanks to
- spatel: Alert on the disk

Declined
- Buy a disk: Not needed

New actions
- Alert on the disk: spatel, no priority, done
- Buy a disk: spatel, no priority, declined
- Test the failover: storage-team, no priority, due 27 Sep 2026 (8 days ago)
- Test the restore: storage-team, no priority, due 26 Sep 2026 (9 days ago)
- Check the runbook: no owner, no priority, due 5 Oct 2026
- Rehearse it: mtorres, low, due 12 Oct 2026
- Later: mtorres, no priority, due 13 Oct 2026
- Cap the queue: search-team, high, due 15 Oct 2026
"""

SiteOf = Callable[..., Site]


def test_the_digest_of_a_week(site_of: SiteOf) -> None:
    assert FORMATS["text"](message(site_of(TREE))) == TOLD


def test_every_format_tells_the_same(site_of: SiteOf) -> None:
    found = message(site_of({"new.md": NEW, "late.md": LATE}), site_url=SITE_URL)
    told = {name: write(found) for name, write in FORMATS.items()}
    assert (
        "New incidents\n- Search slow: SEV-3, search and storefront, 45 min of impact\n  "
        in (told["text"])
    )
    assert (
        "#### New incidents\n\n- [**Search slow**](<https://pm.example.com/kb/postmortems/new/>): "
        "SEV-3, search and storefront, 45 min of impact\n"
    ) in told["markdown"]
    assert (
        "*New incidents*\n\u2022 <https://pm.example.com/kb/postmortems/new/|Search slow>: "
        "SEV-3, search and storefront, 45 min of impact\n"
    ) in told["slack"]
    assert (
        '<li><a href="https://pm.example.com/kb/postmortems/new/">Search slow</a>: '
        "SEV-3, search and storefront, 45 min of impact</li>"
    ) in told["html"]


@pytest.mark.parametrize("shown", FORMATS)
def test_a_quiet_period_is_one_sentence(shown: str, site_of: SiteOf) -> None:
    sentence = "Nothing happened, nothing is overdue, and nothing is due by 12 Oct 2026."
    text = FORMATS[shown](message(site_of({})))
    assert sentence in re.sub(r"\s+", " ", text)
    assert "Debt" not in text


@pytest.mark.parametrize("shown", FORMATS)
@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a.md": "---\n[\n"}, "1 file could not be read, its actions are not counted: "),
        (
            {"a.md": "---\n[\n---\n", "b.md": "text", "late.md": LATE},
            "2 files could not be read, their actions are not counted: ",
        ),
    ],
    ids=["quiet", "late"],
)
def test_what_could_not_be_read_is_told_first(
    files: dict[str, str], sentence: str, shown: str, site_of: SiteOf
) -> None:
    found = message(site_of(files))
    assert found.sentences[0].startswith(sentence)
    assert sentence in re.sub(r"\s+", " ", FORMATS[shown](found))


def test_a_period_without_news_tells_what_is_owed(site_of: SiteOf) -> None:
    found = message(site_of({"late.md": LATE}))
    assert found.sentences[:2] == (
        "No new incident, and nothing published, created or closed.",
        "Debt: 0 overdue actions + 1 overdue postmortem = 1.",
    )


def test_thanks_stand_by_name_and_rank_nobody(site_of: SiteOf) -> None:
    done = "status: done, closed: 2026-10-01"
    owners = ["zoe", "Amir", "zoe", "zoe", ""]
    actions = [f"  - {{title: T{n}, owner: '{o}', {done}}}" for n, o in enumerate(owners)]
    text = NEW.partition("actions:")[0] + "\n".join(["actions:", *actions, "---", ""])
    (thanks,) = [
        section
        for section in message(site_of({"new.md": text})).sections
        if section.title == "Closed, with thanks to"
    ]
    assert [(item.name, item.told) for item in thanks.items] == [
        ("Amir", "T1"),
        ("zoe", "T0; T2; T3"),
        ("nobody's", "T4"),
    ]


@pytest.mark.parametrize(
    ("actions", "opened"),
    [
        ("{title: a, id: X, status: done, closed: 2026-10-01}", True),
        ("{title: a, id: X, status: done, closed: 2026-09-27}", False),
        ("{title: a, id: X, status: done, closed: 2026-10-06}", False),
        ("{title: a, id: X, status: done}", False),
        ("{title: a, id: X, status: declined, closed: 2026-10-01}", False),
        ("{title: a, id: Y, status: done, closed: 2026-10-01}", False),
    ],
    ids=["done", "done before", "done after", "no day", "declined", "unknown"],
)
def test_a_gate_opens_when_the_last_required_action_is_done(
    actions: str, opened: bool, site_of: SiteOf
) -> None:
    text = LATE.replace(
        "title: Labels", f"retry: {{requires: [X]}}\nactions: [{actions}]\ntitle: L"
    )
    assert ("Changes that may be tried again" in titles(message(site_of({"x.md": text})))) is opened


def test_what_is_due_stands_by_date(site_of: SiteOf) -> None:
    days = ["2026-10-12", "2026-10-05", "2026-10-08"]
    actions = [f"  - {{title: by {day}, due: {day}}}" for day in days]
    text = NEW.partition("actions:")[0] + "\n".join(["actions:", *actions, "---", ""])
    found = titles(message(site_of({"new.md": text})))
    assert found["Due in the next 7 days"] == [f"by {day}" for day in sorted(days)]


def test_a_list_is_cut_after_ten(site_of: SiteOf) -> None:
    files = {f"{n:02}.md": NEW.partition("actions:")[0] + "---\n" for n in range(13)}
    found = message(site_of(files))
    assert [(len(section.items), section.more) for section in found.sections] == [(10, 3)]
    for shown in ("text", "markdown", "slack", "html"):
        assert "and 3 more" in FORMATS[shown](found)


def test_a_busy_week_fits_into_one_message_of_slack(site_of: SiteOf) -> None:
    files = {f"{n:02}.md": (NEW, OLD, LATE)[n % 3] for n in range(12)}
    found = message(site_of(files), site_url=SITE_URL)
    text = FORMATS["slack"](found)
    assert len(text) <= 3_900 < len(FORMATS["html"](found))
    *listed, last = text.partition("*New actions*\n")[2].splitlines()
    assert len(listed) == 3
    assert last == "\u2022 and 29 more"
    assert "32 actions created" in text


@pytest.mark.parametrize(
    "as_of", [dt.date(2025, 12, 31), dt.date(2026, 3, 31), dt.date(2026, 7, 1), AS_OF], ids=str
)
def test_the_numbers_of_the_example_are_those_of_the_site(as_of: dt.date) -> None:
    configuration = read_configuration(ROOT / "mkdocs.yml")
    library = build_site(configuration.folder, configuration.settings, as_of).library
    digest = summarise(library.knowledge_base, library.results, read_since("7d", as_of))
    debt = library.results.metrics.debt
    assert digest.debt == debt
    assert len(digest.newly_overdue) + len(digest.long_overdue) == debt.overdue
    assert len(digest.late) == debt.overdue_postmortems


def test_the_numbers_of_the_worked_example() -> None:
    expected = {r["metric"]: r["value"] for r in worked_example.rows("actions_summary_expected")}
    knowledge_base, as_of = worked_example.knowledge_base(), worked_example.AS_OF
    results = worked_example.results()
    debt = summarise(knowledge_base, results, read_since("7d", as_of)).debt
    assert debt.overdue == int(expected["overdue"])
    assert debt.overdue_postmortems == int(expected["overdue_postmortems"])
    assert debt.debt == int(expected["postmortem_debt"])
    assert debt.overdue_action_days == int(expected["overdue_action_days"])
    assert debt.unowned == int(expected["open_without_owner"])


def test_a_day_is_one_of_the_zone_of_the_site(site_of: SiteOf) -> None:
    """22:30 UTC on Sunday is Monday in Berlin: the next week, and the next quarter."""
    text = NEW.partition("mitigated")[0].replace("2026-10-01T08:00", "2026-09-30T22:30") + "---\n"
    quarter = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    in_utc = site_of({"x.md": text}, Settings(), quarter.last)
    assert titles(message(in_utc, quarter)) == {"New incidents": ["Search slow"]}
    in_berlin = site_of({"x.md": text}, Settings(timezone="Europe/Berlin"), quarter.last)
    assert titles(message(in_berlin, quarter)) == {}
    next_day = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 1))
    later = site_of({"x.md": text}, Settings(timezone="Europe/Berlin"), next_day.last)
    assert titles(message(later, next_day)) == {"New incidents": ["Search slow"]}


def test_a_week_over_the_new_year(site_of: SiteOf) -> None:
    week = read_week("2026-W53", dt.date(2027, 2, 1))
    text = NEW.replace("2026-10-01", "2027-01-03")
    found = message(site_of({"x.md": text}, as_of=week.last), week)
    assert found.title == "Postmortems, 28 Dec 2026 to 3 Jan 2027"
    assert titles(found)["New incidents"] == ["Search slow"]


@pytest.mark.parametrize("shown", FORMATS)
def test_the_same_files_give_the_same_bytes(shown: str, site_of: SiteOf) -> None:
    first = FORMATS[shown](message(site_of(TREE)))
    with elsewhere():
        assert FORMATS[shown](message(site_of(TREE))) == first
