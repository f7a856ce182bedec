"""The digest: a tree of postmortems and a period in, a message out in four formats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from analysis import worked_example
from markdown_it import MarkdownIt
from published_tree import SITE_URL, elsewhere, hostile_files, published

from mkdocs_postmortems.analysis.period import (
    Period,
    PeriodError,
    read_since,
    read_week,
)
from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.exports.digest import FORMATS, Message, summarise, tell
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

ROOT = Path(__file__).parents[2]
AS_OF = dt.date(2026, 10, 5)
WEEK = Period(dt.date(2026, 9, 28), AS_OF)

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


def message(site: Site, period: Period = WEEK, site_url: str | None = None) -> Message:
    library = site.library
    digest = summarise(library.knowledge_base, library.results, period)
    return tell(digest, published(site, site_url).url)


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


def titles(found: Message) -> dict[str, list[str]]:
    return {section.title: [item.name for item in section.items] for section in found.sections}


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


def test_consecutive_weeks_leave_no_day_out() -> None:
    """A job that runs on Mondays with `--since 7d` tells of every day."""
    weeks = [read_since("7d", AS_OF - dt.timedelta(days=7 * n)) for n in range(3)]
    assert [str(week.first) for week in weeks] == ["2026-09-28", "2026-09-21", "2026-09-14"]
    assert [week.first for week in weeks[:-1]] == [week.last for week in weeks[1:]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("7d", "2026-09-24"),
        ("2w", "2026-09-17"),
        ("0d", "2026-10-01"),
        (" 30d ", "2026-09-01"),
        ("2026-09-30", "2026-09-30"),
        ("2026-10-01", "2026-10-01"),
    ],
)
def test_since(text: str, first: str) -> None:
    as_of = dt.date(2026, 10, 1)
    assert read_since(text, as_of) == Period(dt.date.fromisoformat(first), as_of)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("7", 'found "7", not a date. Write a length such as 7d or 2w, or a date such as'),
        ("-7d", 'found "-7d", not a date'),
        ("7 years", 'found "7 years", not a date'),
        ("", 'found "", not a date'),
        ("2026-02-30", 'found "2026-02-30", no day of the calendar. Write a length such as 7d'),
        ("2026-10-02", "found 2026-10-02, which is after 2026-10-01. Write an earlier date"),
    ],
)
def test_since_when(text: str, message: str) -> None:
    with pytest.raises(PeriodError, match=f"^{re.escape(message)}"):
        read_since(text, dt.date(2026, 10, 1))


@pytest.mark.parametrize(
    ("text", "as_of", "first", "last"),
    [
        ("2026-W40", "2026-10-20", "2026-09-28", "2026-10-04"),
        ("2026-W40", "2026-10-04", "2026-09-28", "2026-10-04"),
        ("2026-w40", "2026-09-30", "2026-09-28", "2026-09-30"),
        ("2026W1", "2026-10-20", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2027-06-01", "2026-12-28", "2027-01-03"),
    ],
)
def test_week(text: str, as_of: str, first: str, last: str) -> None:
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert read_week(text, dt.date.fromisoformat(as_of)) == period


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("40", 'found "40", not a week. Write one such as 2026-W41'),
        ("2026-40", 'found "2026-40", not a week'),
        ("0001-W40", 'found "0001-W40", not a week'),
        ("2025-W53", "found week 53 of 2025, which has weeks 1 to 52"),
        ("2026-W00", "found week 0 of 2026, which has weeks 1 to 53"),
        ("2026-W42", "2026-W42 had not begun on 2026-10-05. Write an earlier week"),
    ],
)
def test_which_week(text: str, message: str) -> None:
    with pytest.raises(PeriodError, match=f"^{re.escape(message)}"):
        read_week(text, AS_OF)


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


class _Seen(HTMLParser):
    """The tags, the addresses and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def assert_links_lead_to_the_site(seen: _Seen, others: set[str]) -> None:
    assert {name for name, _ in seen.attributes} <= {"href", *others}
    links = [value or "" for name, value in seen.attributes if name == "href"]
    assert all(link.startswith(SITE_URL) for link in links)


@pytest.fixture
def hostile(site_of: SiteOf) -> Message:
    found = message(site_of(hostile_files()), site_url=SITE_URL)
    assert set(titles(found)) == {
        *("New incidents", "Published", "Newly overdue", "Due in the next 7 days"),
        *("Changes that may be tried again", "Closed, with thanks to", "Declined", "New actions"),
    }
    return found


def test_hostile_text_is_text_in_markdown(hostile: Message) -> None:
    text = FORMATS["markdown"](hostile)
    seen = _Seen(MarkdownIt("gfm-like", {"linkify": True}).render(text))
    assert seen.tags == {"h3", "h4", "p", "ul", "li", "strong", "a"}
    assert_links_lead_to_the_site(seen, set())
    assert not re.search(r"@\w|[#!]\d|GH-\d", seen.text)
    assert "<script>alert(1)</script>" in seen.text


def test_hostile_text_is_text_in_html(hostile: Message) -> None:
    seen = _Seen(FORMATS["html"](hostile))
    shell = {"html", "head", "meta", "title", "body"}
    assert seen.tags == shell | {"h1", "h2", "p", "ul", "li", "a"}
    assert_links_lead_to_the_site(seen, {"charset", "lang", "style"})
    assert "<script>alert(1)</script>" in seen.text


def test_hostile_text_is_text_in_slack(hostile: Message) -> None:
    text = FORMATS["slack"](hostile)
    ours = re.compile(rf"<{re.escape(SITE_URL)}[^\s<>|]*\|[^<>|]*>")
    plain = ours.sub("", text)
    assert ours.search(text)
    assert not re.search(r"[<>|`]", plain)
    assert not re.search(r"&(?!amp;|lt;|gt;)", plain)
    assert not re.search(r"[@#]\w|://", plain)
    items = [line for line in plain.splitlines() if not re.fullmatch(r"\*[\w ,]+\*", line)]
    assert not re.search(r"(?<!\w)[*_~]\w|\w[*_~](?!\w)", "\n".join(items))


def test_hostile_text_commands_no_terminal(hostile: Message) -> None:
    text = FORMATS["text"](hostile)
    assert all(c.isprintable() for c in text.replace("\n", ""))
    assert "END:VEVENT" in text


def test_every_item_is_a_line_of_bounded_length(hostile: Message) -> None:
    for section in hostile.sections:
        for item in section.items:
            assert len(item.name) <= 120
            assert len(item.told) <= 800
            assert "\n" not in item.name + item.told


@pytest.mark.parametrize("shown", FORMATS)
def test_the_same_files_give_the_same_bytes(shown: str, site_of: SiteOf) -> None:
    first = FORMATS[shown](message(site_of(TREE)))
    with elsewhere():
        assert FORMATS[shown](message(site_of(TREE))) == first
