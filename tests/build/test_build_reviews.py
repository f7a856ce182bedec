"""The quarterly reviews: what happened, what was promised, done and owed, then and today."""

from __future__ import annotations

import datetime as dt

import pytest
from review_tree import SPRING, SiteOf, act, outage, page, said
from site_project import Project

from mkdocs_postmortems.site import Site

DAY = dt.date.fromisoformat

ACTIONS = """\
actions:
  - {title: Done in time, owner: web, created: 2026-01-20, due: 2026-04-20, status: done,
     closed: 2026-04-10, addresses: [test-gap]}
  - {title: Done late, owner: web, created: 2026-01-20, due: 2026-04-20, status: done,
     closed: 2026-07-02}
  - {title: Still open, owner: web, created: 2026-02-01, due: 2026-05-01, priority: high}
  - {title: Turned down, owner: web, created: 2026-02-01, due: 2026-06-30, status: declined,
     closed: 2026-05-01, reason: Not worth it}
"""
TREE = {
    "a.md": outage("2026-01-10", ACTIONS),
    "b.md": outage("2026-04-01", end=20, users=500),
    "c.md": outage("2026-05-20", end=50, users=20),
}


@pytest.mark.parametrize(
    ("as_of", "header", "end", "late", "left"),
    [
        ("2026-05-15", "1 Apr to 15 May 2026: not over yet", "15 May", "open", ""),
        ("2026-06-30", "1 Apr to 30 Jun 2026: not over yet", "30 Jun", "open", ""),
        ("2026-07-01", "1 Apr to 30 Jun 2026, read on 1 Jul 2026", "30 Jun", "open", ""),
        (
            "2026-10-05",
            "1 Apr to 30 Jun 2026, read on 5 Oct 2026",
            "30 Jun",
            "done 2 Jul 2026, 73 days late",
            " (1 today)",
        ),
    ],
)
def test_what_was_then_stays_and_what_became_of_it_is_told(
    site_of: SiteOf, as_of: str, header: str, end: str, late: str, left: str
) -> None:
    found = page(site_of(TREE, as_of=DAY(as_of)))
    assert found.one("p", "pm-review").text.startswith(header)
    assert said(found, "Open actions") == (
        f"4 when it began + 0 opened \u2212 1 done \u2212 1 declined = 2 on {end}; "
        "2 of them carried over, 2 overdue"
    )
    assert said(found, "Promised earlier").partition(" due")[2] == (
        " in the quarter, 1 done in time: Done in time. "
        f"Not in time: Done late ({late}), Still open (open). Declined by the date: 1"
    )
    assert said(found, "Left over") == f"2 of the 4 actions from 2026-Q1{left}"


def test_the_quarter_in_one_paragraph(site_of: SiteOf) -> None:
    found = page(site_of(TREE))
    assert found.one("p", "pm-told").text == (
        "2 incidents (2 SEV-2) after 1 in 2026-Q1: too few to compare. "
        "Outage of 2026-05-20 had the longest impact: 50 min. "
        "Outage of 2026-04-01 reached the most users: 500 users. "
        "1 of 1 that can be judged resembles an earlier one; no action of that was open. "
        "No action was opened, 1 done, 1 declined. On 30 Jun, 2 were open, 2 of them overdue. "
        "Of 3 actions from earlier quarters that fell due, 1 was done in time."
    )
    assert said(found, "Found by") == (
        "symptom-alert 2. 2 of 2 say what found them. Caught before users were affected: 0 of 2. "
        "Time to detect: 5 min, 5 min."
    )
    assert said(found, "Factors") == "test-gap 2"
    assert said(found, "Services") == (
        "orders 2 (impaired 1 h 10 min). Impaired: in the quarter, from start to mitigation"
    )


def told(site: Site) -> str:
    """Return the paragraph of the review of spring."""
    return page(site).one("p", "pm-told").text


def test_a_single_incident_is_the_most_of_nothing(site_of: SiteOf) -> None:
    text = told(site_of({"a.md": outage("2026-04-10")}))
    assert "Outage of 2026-04-10 lasted 30 min; it reached 10 users." in text
    assert "most" not in text
    assert "longest" not in text


def test_of_several_that_went_equally_far_none_is_named(site_of: SiteOf) -> None:
    days = ("2026-04-10", "2026-04-11", "2026-04-12")
    site = site_of(
        {f"{n}.md": outage(day, end=min(29 + n, 30), users=10 * n) for n, day in enumerate(days)}
    )
    text = told(site)
    assert "2 incidents had the longest impact: 30 min each." in text
    assert "Outage of 2026-04-12 reached the most users: 20 users." in text
    assert "2 incidents 30 min each" in page(site, "reviews/index.md").text
    assert "would have ended it sooner" not in page(site).text
    users = told(site_of({f"{n}.md": outage(f"2026-04-1{n}", end=n + 20) for n in range(3)}))
    assert "3 incidents reached the most users: 10 users each." in users


def test_one_incident_has_one_length(site_of: SiteOf) -> None:
    stats = "{affected_users: 10, downtime: 3h}"
    tree = {"a.md": outage("2026-04-10", stats=stats), "b.md": outage("2026-04-11", end=50)}
    site = site_of(tree)
    cells = [row.text for row in page(site).all("tr") if "Outage of 2026-04-10" in row.text]
    assert "3 h" in cells[0]
    assert "Outage of 2026-04-10 had the longest impact: 3 h." in told(site)
    assert "Outage of 2026-04-10 3 h" in page(site, "reviews/index.md").text


def test_what_cannot_be_judged_is_not_said_to_repeat(site_of: SiteOf) -> None:
    early = outage("2026-03-20", "actions:\n" + act("Watch it", created="2026-03-21"))
    found = page(site_of({"a.md": early, "b.md": outage("2026-04-10")}))
    assert "None of these incidents can be judged yet." in found.text
    assert "resembles" not in found.one("p", "pm-told").text
    assert "resembled an earlier one" not in found.text


def test_two_actions_of_one_id_are_told_apart(site_of: SiteOf) -> None:
    actions = act("First", id="x", due="2026-05-01", priority="low") + act(
        "Second", id="x", due="2026-05-01", priority="high", status="done", closed="2026-04-20"
    )
    found = page(site_of({"a.md": outage("2026-04-01", f"actions:\n{actions}")}))
    assert said(found, "Promised in it") == (
        "2 fell due in the quarter, 1 done in time: Second. Not in time: First (open)"
    )
    owed = found.one("table", "pm-owed").text
    assert "First" in owed
    assert "Second" not in owed


def test_due_on_the_last_day_was_not_overdue_on_it_and_not_in_time_after(site_of: SiteOf) -> None:
    tree = {"a.md": outage("2026-04-01", "actions:\n" + act("Rewrite", due="2026-06-30"))}
    today = page(site_of(tree, as_of=DAY("2026-06-30")))
    assert said(today, "Promised in it") == "1 falls due in the quarter. Not due yet: 1"
    later = page(site_of(tree, as_of=DAY("2026-07-01")))
    assert said(later, "Promised in it").endswith("Not in time: Rewrite (open)")
    assert "On 30 Jun, 1 was open, none of them overdue." in later.text
    assert said(later, "New") == "1: Rewrite (due 30 Jun 2026, open)"
    assert "not overdue" not in later.text.lower()


def test_a_closing_without_a_date_is_a_gap_where_it_counts(site_of: SiteOf) -> None:
    site = site_of({"a.md": outage("2026-04-01", "actions:\n" + act("Bare", status="done"))})
    now = page(site, "reviews/2026-q4.md")
    assert "\u2212 1 done" in said(now, "Open actions")
    assert "1 of 1 closed actions without a date, counted as closed now (Bare)" in now.text
    assert "1 of 1 opened actions closed without a date (Bare)" in page(site).text
    assert "without a date" not in page(site, "reviews/2026-q3.md").text


@pytest.mark.parametrize(
    ("as_of", "quarter"), [("2026-10-05", "2026-q3"), ("2026-02-01", "2026-q1")]
)
def test_notes_are_suggested_for_the_last_quarter_that_is_over(
    site_of: SiteOf, as_of: str, quarter: str
) -> None:
    text = page(site_of(TREE, as_of=DAY(as_of)), "reviews/index.md").text
    assert f"postmortems review new {quarter} writes" in text


def test_shown_large_a_review_leads_to_one_that_is_shown_large(site_of: SiteOf) -> None:
    beside = [e for e in page(site_of(TREE)).all("a") if e.text == "2026-Q3"]
    assert [(e.get("class"), e.get("href").endswith("#present")) for e in beside] == [
        ("pm-enlarge", False),
        ("pm-shrink", True),
    ]


def test_the_first_quarter_is_compared_with_none(site_of: SiteOf) -> None:
    text = page(site_of(TREE), "reviews/2026-q1.md").text
    assert "1 incident (1 SEV-2), in the first quarter on record." in text
    assert "rate ratio" not in text


def test_the_only_formal_comparison_is_told_in_plain_words(site_of: SiteOf) -> None:
    days = ["2025-12-30", *(f"2026-01-{n:02}" for n in range(1, 6))]
    days += [f"2026-04-{n:02}" for n in range(1, 4)]
    text = page(site_of({f"{day}.md": outage(day) for day in days})).text
    assert "after 5 in 2026-Q1: too close to tell apart (rate ratio 0.59, 0.09 to 3.05)." in text
    assert text.count("rate ratio") == 1


def test_a_quarter_without_any_before_it_has_no_upper_limit(site_of: SiteOf) -> None:
    days = ["2025-12-30", *(f"2026-04-{n:02}" for n in range(1, 9))]
    text = page(site_of({f"{day}.md": outage(day) for day in days})).text
    assert (
        "8 incidents (8 SEV-2) after none in 2026-Q1: further apart than chance alone would put "
        "them (rate ratio above 1.69)." in text
    )


def test_an_empty_quarter_is_not_missing(site_of: SiteOf) -> None:
    site = site_of({"a.md": outage("2025-12-10"), "b.md": outage("2026-04-01")})
    found = page(site, "reviews/2026-q1.md")
    assert "No incidents after 1 in 2025-Q4: too few to compare. No action was open." in found.text
    assert "No action was open on 31 Mar." in found.text
    assert "Nothing in the data asks for a question." in found.text
    again = page(site_of({"a.md": outage("2025-08-10")}), "reviews/2026-q1.md")
    assert "No incidents after none in 2025-Q4. No action was open." in again.text
    rows = [row.text for row in page(site, "reviews/index.md").all("tr")[1:]]
    assert [row.partition(" ")[0] for row in rows] == [
        *("2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"),
    ]
    assert "until 5 Oct 2026, not over yet no incidents" in rows[0]
    assert "no incidents" in rows[3]


HOSTILE = '"<img src=x onerror=alert(1)> | {{ 7*7 }} *b* `c`"'


def test_notes_stand_above_and_labels_with_markup_stay_text(project: Project) -> None:
    text = outage(
        "2026-04-10",
        f"actions:\n{act(HOSTILE, owner=HOSTILE, priority=HOSTILE)}"
        + act("b", status="declined", closed="2026-05-01", reason=HOSTILE),
        title=HOSTILE,
        services=f"[{HOSTILE}]",
        causes=f"[{HOSTILE}]",
        detection=HOSTILE,
    )
    project.write({f"postmortems/{n}.md": text for n in range(3)})
    notes = "We met.\n\n## Decisions\n\n- [Limit it](../postmortems/0.md#actions)\n"
    own = f"# Our summer\n\nAbove.\n\n<!-- postmortems -->\n\n## After\n\n{notes}"
    project.write({"docs/reviews/2026-q2.md": notes, "docs/reviews/2026-q3.md": own})
    built = project.build()
    spring, summer = built.page("reviews/2026-q2/"), built.page("reviews/2026-q3/")
    for found in (spring, summer, built.page("reviews/")):
        assert not [e for e in found.elements if e.get("src") == "x" or e.get("onerror")]
    assert "<img src=x onerror=alert(1)> | {{ 7*7 }} *b* `c`" in spring.text
    text = spring.text
    assert "Review of 2026-Q2" in text[:40]
    assert text.index("We met.") < text.index("In one paragraph")
    assert spring.href("Limit it") == "../../postmortems/0/#actions"
    assert [e.text.rstrip("\u00b6") for e in summer.all("h1")] == ["Our summer"]
    assert summer.text.index("Above.") < summer.text.index("In one") < summer.text.index("We met.")
    assert summer.title.startswith("Review of 2026-Q3")


def test_reviews_are_linked_to_their_list_and_to_each_other(site_of: SiteOf) -> None:
    pages = site_of(TREE).pages
    assert pages["reviews/index.md"].section
    spring = pages[SPRING]
    assert (spring.previous, spring.next, spring.parent) == (
        "reviews/2026-q1.md",
        "reviews/2026-q3.md",
        "reviews/index.md",
    )
    assert (pages["reviews/2026-q1.md"].previous, pages["reviews/2026-q4.md"].next) == (None, None)


def test_before_the_first_incident_the_list_says_what_will_appear(site_of: SiteOf) -> None:
    site = site_of(TREE, as_of=DAY("2025-12-31"))
    assert [path for path in site.pages if path.startswith("reviews/")] == ["reviews/index.md"]
    assert "No incident is on record by Wed 31 Dec 2025." in page(site, "reviews/index.md").text


def test_a_quarter_of_drafts_is_counted_and_says_so(site_of: SiteOf) -> None:
    site = site_of({f"{n}.md": outage("2026-04-10", status="draft") for n in range(2)})
    found = page(site)
    assert "2 incidents (2 SEV-2), all in draft, in the first quarter on record." in found.text
    assert "2 of 2 in draft (10 Apr, 10 Apr)" in found.text


def test_an_action_of_an_incident_with_a_problem_counts(site_of: SiteOf) -> None:
    broken = outage("2026-04-10", "actions:\n" + act("A"), trigger="[1, 2]", mitigated="noon")
    found = page(site_of({"a.md": broken, "b.md": "---\ntitle: [\n---\n"}))
    assert said(found, "Open actions").startswith("0 when it began + 1 opened")
    assert "1 of 1 with a problem in the file" in found.text
    assert "longest impact" not in found.text


def test_five_hundred_actions_of_one_incident(site_of: SiteOf) -> None:
    actions = "".join(act(f"Action {n}", due="2026-05-01") for n in range(500))
    site = site_of({"a.md": outage("2026-04-10", f"actions:\n{actions}")})
    assert sum(map(len, site.render(SPRING).blocks)) < 40_000
    found = page(site)
    assert "The first 12 of 500 that were overdue or carried over." in found.text
    assert "500 fell due in the quarter, none done in time." in said(found, "Promised in it")


def test_the_same_files_make_the_same_bytes(site_of: SiteOf) -> None:
    files = list(TREE.items())
    one, other = site_of(dict(files)), site_of(dict(reversed(files)))
    paths = [path for path in one.pages if path.startswith("reviews/")]
    assert [one.render(path) for path in paths] == [other.render(path) for path in paths]
