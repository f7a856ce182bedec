"""The quarterly reviews: what happened, what was promised, done and owed, then and today."""

from __future__ import annotations

import datetime as dt

import pytest
from review_tree import SPRING, SiteOf, act, outage, page, said
from site_project import ROOT, Project

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.site import build_site

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
        "Outage of 2026-05-20 took longest to mitigate: 50 min. "
        "Outage of 2026-04-01 reached the most users: 500 users. "
        "2 resembled an earlier incident, 1 of them while an action of that was open. "
        "0 actions were opened, 1 done, 1 declined. On 30 Jun, 2 were open, 2 of them overdue. "
        "Of 3 actions from earlier quarters that fell due, 1 was done in time."
    )
    assert said(found, "Found by") == (
        "symptom-alert 2. 2 of 2 say what found them. Caught before users were affected: 0 of 2. "
        "Time to detect: 5 min, 5 min."
    )
    assert said(found, "Factors") == "test-gap 2"
    assert said(found, "Services") == "orders 2 (impaired 1 h 10 min)"


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
        "8 incidents (8 SEV-2) after 0 in 2026-Q1: further apart than chance alone would put them "
        "(rate ratio above 1.69)." in text
    )


def test_an_empty_quarter_is_not_missing(site_of: SiteOf) -> None:
    site = site_of({"a.md": outage("2025-12-10"), "b.md": outage("2026-04-01")})
    found = page(site, "reviews/2026-q1.md")
    assert "No incidents after 1 in 2025-Q4: too few to compare. No action was open." in found.text
    assert "No action was open on 31 Mar." in found.text
    assert "Nothing in the data asks for a question." in found.text
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
    assert "took longest" not in found.text


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


def test_the_example_at_four_dates() -> None:
    """The end of a quarter is the same on every later day; what is left of it gets less."""
    example = read_configuration(ROOT / "mkdocs.yml")
    balances, left = set(), []
    for as_of in ("2026-04-01", "2026-05-01", "2026-07-01", "2026-10-05"):
        found = page(build_site(example.folder, example.settings, DAY(as_of)), "reviews/2026-q1.md")
        balances.add(said(found, "Open actions"))
        left.append(said(found, "Left over"))
    assert balances == {
        "9 when it began + 8 opened \u2212 12 done \u2212 0 declined = 5 on 31 Mar; "
        "3 of them carried over, 1 overdue"
    }
    assert left == [
        "2 of the 8 actions from 2026-Q1, 3 of the 16 from 2025-Q4",
        "2 of the 8 actions from 2026-Q1 (1 today), 3 of the 16 from 2025-Q4 (2 today)",
        "2 of the 8 actions from 2026-Q1 (1 today), 3 of the 16 from 2025-Q4 (2 today)",
        "2 of the 8 actions from 2026-Q1 (1 today), 3 of the 16 from 2025-Q4 (1 today)",
    ]
