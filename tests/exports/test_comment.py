"""The comment on a pull request: a tree of postmortems and what changed in, Markdown out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

import pytest
from seen_html import Seen, html_of

from mkdocs_postmortems.analysis.contribution import contribution_of
from mkdocs_postmortems.branch import Branch
from mkdocs_postmortems.exports.comment import write_comment
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded
from mkdocs_postmortems.source.postmortem import read_postmortem_text

AS_OF = dt.date(2026, 10, 5)
Comment = Callable[..., str]
SETTINGS = Settings(tickets={r"OPS-\d+": "https://tickets.example.com/{key}"})

OLD = """
title: Orders slow
severity: SEV-2
started: 2025-04-01T10:00:00Z
mitigated: 2025-04-01T11:00:00Z
causes: [monitoring-gap, test-gap]
actions:
  - {title: Add a test, status: done, created: 2025-04-02, closed: 2025-04-09}
  - {title: Watch the queue, created: 2025-04-02, due: 2026-09-01}
  - {title: Page the vendor, created: 2025-04-02, due: 2027-01-01}
  - {title: Buy a cache, status: declined, created: 2025-04-02, closed: 2025-05-01, reason: Cost}
"""
NEW = """
title: Orders down
status: published
mitigated: 2026-03-15T15:07:00Z
trigger: config-change
causes: [monitoring-gap]
actions:
  - {title: Alert on the disk, owner: storage-team, priority: high, ticket: OPS-412}
  - {title: Write it down, created: 2026-03-16, due: 2026-10-04}
"""
NOTHING = "<!-- postmortems pr-comment -->\nThis branch adds, changes or removes no postmortem.\n"


@pytest.fixture
def comment(load_tree: Callable[..., Loaded], whole: Callable[..., str]) -> Comment:
    """Write the comment on front matters by their paths: those of `before` are changed, not new."""

    def write(
        files: Mapping[str, str],
        before: Mapping[str, str] | None = None,
        changed: set[str] | None = None,
    ) -> str:
        loaded = load_tree({name: _file(whole, text) for name, text in files.items()}, SETTINGS)
        states = {
            name: read_postmortem_text(_file(whole, text), name, SETTINGS).postmortem
            for name, text in (before or {}).items()
        }
        branch = Branch(
            folder=PurePosixPath("kb/postmortems"),
            changed=frozenset(set(files) if changed is None else changed),
            before=states,
        )
        knowledge_base = loaded.knowledge_base
        found = contribution_of(loaded, branch, knowledge_base.problems, SETTINGS, AS_OF)
        return write_comment(found, SETTINGS)

    return write


def _file(whole: Callable[..., str], text: str) -> str:
    return text if text.startswith(("---", "- ")) else whole(text)


def test_a_new_postmortem(comment: Comment) -> None:
    assert (
        comment({"2026/orders.md": NEW})
        == """\
<!-- postmortems pr-comment -->
### Postmortems on this branch: 1 new

#### New: Orders down

**SEV-3** \u00b7 published \u00b7 orders \u00b7 started Sun 15 Mar 2026, 14:44 UTC \u00b7 \
23 min of impact\x20\x20
Contributing factors: monitoring-gap\x20\x20
`kb/postmortems/2026/orders.md`

| Action | Owner | Due | State |
| --- | --- | --- | --- |
| Alert on the disk ([OPS-412](<https://tickets.example.com/OPS-412>)) | storage-team \
| 29 Mar 2026 (by priority high) | overdue by 190 days |
| Write it down | no owner | 4 Oct 2026 | overdue by 1 day |

**No problem found.**

No earlier incident has both a service and a contributing factor in common.

As of 5 Oct 2026.
"""
    )


def test_nothing_changed_takes_one_line(comment: Comment) -> None:
    assert comment({"old.md": OLD}, changed=set()) == NOTHING
    assert comment({}, changed={"gone.md", "2026/graph.png"}) == NOTHING


def test_earlier_incidents_with_a_service_and_a_factor_in_common(comment: Comment) -> None:
    told = comment({"new.md": NEW, "2025/old.md": OLD}, changed={"new.md"})
    assert told.partition("**Seen before")[2].splitlines()[2] == (
        "- **Orders slow** (SEV-2, 1 Apr 2025, `kb/postmortems/2025/old.md`) "
        "shares monitoring-gap and orders. Done then: Add a test. Declined: Buy a cache. "
        "Still open: Watch the queue (overdue by 34 days); Page the vendor (due 1 Jan 2027)."
    )


def test_at_most_five_earlier_incidents_the_most_recent_of_the_same_kind(comment: Comment) -> None:
    files = {
        f"{n}.md": f"title: Case {n}\nstarted: 2025-0{n}-01\ncauses: [monitoring-gap]"
        for n in range(1, 8)
    }
    told = comment({"new.md": NEW, **files}, changed={"new.md"})
    assert re.findall(r"\*\*Case (\d)\*\*", told) == ["7", "6", "5", "4", "3"]
    assert "(SEV-3, 1 Jul 2025, `kb/postmortems/7.md`) shares" in told
    assert told.count("No action was promised then.") == 5


def test_a_changed_postmortem_tells_what_changed(comment: Comment) -> None:
    after = NEW.replace("status: published", "status: published\nseverity: SEV-1").replace(
        "due: 2026-10-04", "due: 2026-12-01, status: done, closed: 2026-09-01"
    )
    before = (
        NEW.replace("published", "in-review")
        .replace("Orders down", "Orders slow")
        .replace("Alert on the disk", "Look at the disk")
    )
    told = comment({"new.md": after}, {"new.md": before})
    changed = told.partition("**What changed**\n\n")[2].partition("\n\n")[0]
    assert changed.splitlines() == [
        "- title: was Orders slow",
        "- status: published, was in-review",
        "- severity: SEV-1, was SEV-3",
        "- actions closed: Write it down (done)",
        "- actions added: Alert on the disk",
        "- actions removed: Look at the disk",
        "- due dates: Write it down (due 1 Dec 2026, was due 4 Oct 2026)",
    ]
    assert "### Postmortems on this branch: 1 changed\n\n#### Changed: Orders down\n" in told
    assert "<summary>All 2 actions</summary>" in told
    assert "| Write it down | no owner | 1 Dec 2026 | done 1 Sep 2026 |" in told


def test_a_small_change_looks_for_no_earlier_incident(comment: Comment) -> None:
    closed = NEW.replace("due: 2026-10-04", "status: declined, closed: 2026-09-01, reason: No `x`")
    files = {"new.md": closed, "old.md": OLD}
    told = comment(files, {"new.md": NEW}, changed={"new.md"})
    assert "- actions closed: Write it down (declined: No `x`)" in told
    assert "Seen before" not in told
    assert "No earlier incident" not in told


def test_a_change_of_the_form_only_says_so(comment: Comment) -> None:
    assert "- nothing but its form\n" in comment({"new.md": NEW}, {"new.md": NEW + "# why\n"})
    tagged = {"new.md": NEW + "tags: [disk]\n"}
    assert "- other fields of the front matter\n" in comment(tagged, {"new.md": NEW})


def test_the_new_ones_stand_before_the_changed_ones(comment: Comment) -> None:
    told = comment({"a.md": OLD, "b.md": NEW}, {"a.md": OLD})
    assert "### Postmortems on this branch: 1 new and 1 changed\n" in told
    assert told.index("#### New: Orders down") < told.index("#### Changed: Orders slow")


def test_the_problems_of_the_changed_files_only(comment: Comment) -> None:
    files = {"a.md": "severity: SEV3", "b.md": "severity: SEV9"}
    told = comment(files, changed={"a.md"})
    assert "#### New: Orders down (1 error)\n" in told
    assert (
        "**Problems: 1 error**\n\n- `kb/postmortems/a.md:5` error PM115 severity: "
        'found "SEV3". Did you mean "SEV-3"?\n'
    ) in told
    assert "b.md" not in told


def test_many_problems_are_folded_and_very_many_cut(comment: Comment) -> None:
    folded = comment({"a.md": "services: [" + "{}, " * 6 + "]"})
    assert "<summary>Each with its line</summary>\n\n- `kb" in folded
    labels = "".join(f"  - odd-{n}\n" for n in range(30))
    told = comment({"a.md": f"causes:\n{labels}"})
    assert "**Problems: 30 errors**" in told
    assert "- and 10 more: see `postmortems check`\n" in told


def test_the_problems_of_the_catalogue(comment: Comment) -> None:
    told = comment({"services.yml": "- nme: orders\n"})
    assert "### Postmortems on this branch: none\n\n#### Catalogue of services (2 errors)\n" in told
    assert "`kb/postmortems/services.yml:1` error PM118" in told


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("started: 2026-03-15", "started Sun 15 Mar 2026, time not recorded \u00b7 length of the"),
        ("started: soon", "start not given \u00b7 length of the impact not known"),
        ("services: []", "no service \u00b7 started Sun 15 Mar 2026, 14:44 UTC \u00b7 going on"),
        ("mitigated: soon", "14:44 UTC \u00b7 length of the impact not known"),
        ("resolved: soon", "14:44 UTC \u00b7 length of the impact not known"),
        ("stats: {downtime: 5m}", "14:44 UTC \u00b7 5 min of impact"),
        (
            "---\nx-our: 1\n---\n",
            "**no severity** \u00b7 draft \u00b7 no service \u00b7 start not given",
        ),
    ],
)
def test_what_is_not_known_is_said(comment: Comment, text: str, facts: str) -> None:
    told = comment({"a.md": text})
    assert facts in told
    assert "Contributing factors: none named" in told
    assert "**No action is promised.**" in told


def test_incidents_and_actions_after_the_date_are_told_too(comment: Comment) -> None:
    late = NEW.replace("2026-03-15T15", "2027-03-15T15").replace("2026-03-16", "2027-03-16")
    told = comment({"a.md": f"started: 2027-03-15T14:44:00Z{late}"})
    assert "started Mon 15 Mar 2027, 14:44 UTC \u00b7 23 min of impact" in told
    assert "| 29 Mar 2027 (by priority high) | open |" in told


HOSTILE = " ".join(
    (
        "<img src=x onerror=alert(1)> **b** `c` [l](https://evil.example) ![i](//evil.example)",
        "a | b \\| c @alice owner/repo#1 #12 !12 GH-3 https://evil.example www.evil.example",
        "m@evil.example $x$ ~~s~~ -- </summary></details> <!-- x --> &lt;b&gt; &#64;bob ~label ##",
    )
)


def test_hostile_text_stays_text(comment: Comment) -> None:
    quoted = "'" + HOSTILE + "'"
    fields = f"""
title: {quoted}
severity: {quoted}
services: [{quoted}, orders]
causes: [{quoted}, monitoring-gap]
mitigated: {quoted}
{quoted}: x
actions:
  - title: {quoted}
    owner: {quoted}
    priority: {quoted}
    ticket: {quoted}
  - {{title: a, ticket: 'javascript:alert(1)'}}
  - {{title: b, ticket: 'https://tickets.example.com/a|b(c)&copy;[x]`'}}
"""
    body = f"\n## {HOSTILE}\n\nx\n"
    old = f"{fields}started: 2025-01-01\n"
    files = {"a.md": fields, "`b`.md": old, "c.md": fields + "visibility: public"}
    before = {"c.md": "---\ntitle: x\n---\n" + body}
    for told in (comment(files, before), comment({**files, "d.md": fields}, before)):
        seen = Seen(html_of(told))
        assert seen.comments == [" postmortems pr-comment "]
        assert seen.tags <= {
            *("a", "br", "code", "details", "h3", "h4", "li", "p", "strong", "summary"),
            *("table", "tbody", "td", "th", "thead", "tr", "ul"),
        }
        address = "https://tickets.example.com/a%7Cb(c)&copy;%5Bx%5D%60"
        assert seen.attributes == {("href", address)}
        assert "<img src=x onerror=alert(1)> **b** `c` [l](https:" in seen.prose
        calls = re.findall(r"[@~]\w|[#!]\d|GH-\d|://|www\.", seen.prose, re.IGNORECASE)
        assert calls == []


def test_fifty_hostile_postmortems_fit_into_a_comment(comment: Comment) -> None:
    fields = "title: '" + "&" * 5_000 + "'\nactions:\n" + "  - title: '" + "<" * 900 + "'\n"
    told = comment({f"{n:02}.md": fields + f"  - title: {n}\n" * 20 for n in range(50)})
    assert len(told) < 65_536
    assert told.count("<details>") == told.count("</details>") > 10
    assert "and 9 more actions" in told
    whole, titles = told.count("<summary>New: "), told.count("\n- New: ")
    assert f"Cut to fit into a comment: {50 - whole} are named by their title only; " in told
    assert f"; the titles of {50 - whole - titles} are left out too. `postmortems check" in told


def test_a_hundred_plain_postmortems_are_all_named(comment: Comment) -> None:
    told = comment({f"{n:02}.md": f"{NEW}teams: [{n}]" for n in range(100)})
    assert told.count("<summary>New: ") + told.count("\n- New: ") == 100
    assert re.search(r"comment: \d+ are named by their title only\. `postmortems", told)
