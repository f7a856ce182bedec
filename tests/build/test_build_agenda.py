"""The questions of a review: each rule on a small tree, and the agenda they make."""

from __future__ import annotations

import re

import pytest
from html_document import Document, Element
from review_tree import SiteOf, act, outage, page
from site_project import ROOT

from mkdocs_postmortems.pages.agenda import MOST, RULES
from mkdocs_postmortems.settings import Settings

EARLIER = outage("2026-03-20", "actions:\n" + act("Watch it", created="2026-03-21"))
CASES: dict[str, tuple[dict[str, str], str]] = {
    "repeated while open": (
        {"a.md": outage("2025-11-01"), "b.md": EARLIER, "c.md": outage("2026-04-10")},
        "1 incident resembled an earlier one whose action was still open, which does not show that "
        "the action would have stopped it. What comes first now? Outage of 2026-04-10, Watch it",
    ),
    "shared factor": (
        {
            "a.md": outage("2025-11-01"),
            "b.md": outage(
                "2026-04-10",
                "actions:\n"
                + act("Test it", addresses="[test-gap]")
                + act("Try it", addresses="[test-gap]", status="done", closed="2026-05-01"),
            ),
            "c.md": outage("2026-04-11"),
        },
        "2 incidents share test-gap in orders; 1 of the 2 actions that answer it was open. "
        "Are these actions enough? Outage of 2026-04-11, Outage of 2026-04-10, Test it, Try it",
    ),
    "shared factor without an action": (
        {"a.md": outage("2026-04-10"), "b.md": outage("2026-04-11")},
        "2 incidents share test-gap in orders; no action answers it. Which action would? "
        "Outage of 2026-04-11, Outage of 2026-04-10",
    ),
    "urgent and overdue": (
        {"a.md": outage("2026-04-01", "actions:\n" + act("Alert", priority="high"))},
        "1 action of priority high was overdue, by 75 days on 30 Jun. "
        "Now, on another date, or declined with a reason? Alert",
    ),
    "broken promises": (
        {
            "a.md": outage(
                "2026-03-01", "actions:\n" + act("A", created="2026-03-02", due="2026-05-01")
            )
        },
        "Of 1 action from earlier quarters that fell due, 1 was not done in time. "
        "What was in the way, and what of it still matters? A",
    ),
    "overdue since before": (
        {
            "a.md": outage(
                "2026-01-01", "actions:\n" + act("A", created="2026-01-02", due="2026-02-01")
            )
        },
        "1 action was overdue since before the quarter, by 149 days on 30 Jun. "
        "Would we promise the same today, or decline it with a reason? A",
    ),
    "an objective missed twice": (
        {
            "services.yml": "- {name: orders, rto: 30m}\n",
            "a.md": outage("2026-04-10", end=45, causes=""),
            "b.md": outage("2026-04-11", end=50, causes=""),
        },
        "orders went over its recovery time objective in 2 incidents. What would make recovery "
        "better, or is the objective not the right one? Outage of 2026-04-11, Outage of 2026-04-10",
    ),
    "found by people": (
        {
            f"{n}.md": outage(f"2026-04-1{n}", causes="", detection=source)
            for n, source in enumerate(("customer", "symptom-alert", "employee"))
        },
        "2 of 3 incidents were found by people first. Which signal could have told us? "
        "Outage of 2026-04-12, Outage of 2026-04-10",
    ),
    "factors without an action": (
        {
            "a.md": outage(
                "2026-04-10",
                "actions:\n" + act("A", addresses="[review-gap]"),
                causes="[review-gap, test-gap]",
            )
        },
        "1 of 2 factors is answered by no action: test-gap. Does one of them need an action? "
        "Outage of 2026-04-10",
    ),
    "published late": (
        {f"{n}.md": outage(f"2026-04-1{n}", causes="", published="2026-06-01") for n in range(2)},
        "2 of 2 postmortems came late, or are overdue. What holds them up, and what would make "
        "writing them lighter? Outage of 2026-04-11, Outage of 2026-04-10",
    ),
    "declined without a reason": (
        {
            "a.md": outage(
                "2026-04-10", "actions:\n" + act("A", status="declined", closed="2026-05-01")
            )
        },
        "1 action was declined without a reason. What reason belongs into the postmortem? A",
    ),
    "nobody's": (
        {"a.md": outage("2026-04-10", "actions:\n" + act("A", owner="", due="2026-12-01"))},
        "1 action was open without an owner or a due date. Which team takes what, until when? A",
    ),
    "thin data": (
        {"a.md": outage("2026-04-10", stats="")},
        "Not summarised, for want of data: affected users known for 0 of 1. "
        "Who can fill it in, or does nobody need it? 10 Apr",
    ),
    "the longest": (
        {"a.md": outage("2026-04-10", causes=""), "b.md": outage("2026-05-10", end=50, causes="")},
        "Outage of 2026-05-10 had the longest impact: 50 min. What would have ended it sooner?",
    ),
}


def questions(document: Document) -> list[Element]:
    lists = document.all("ol", "pm-agenda")
    return [e for e in document.elements if e.tag == "li" and any(x in lists for x in e.within)]


@pytest.mark.parametrize("case", CASES)
def test_each_rule_asks_with_its_numbers_and_what_is_behind_them(
    site_of: SiteOf, case: str
) -> None:
    tree, question = CASES[case]
    found = page(site_of(tree))
    assert question in [one.text for one in questions(found)]


@pytest.mark.parametrize(
    ("actions", "since"),
    [
        ([("done", "2026-07-02")], "on 30 Jun. The action was done since. Now"),
        ([("declined", "2026-07-02")], "on 30 Jun. The action was declined since. Now"),
        ([("open", ""), ("open", "")], "on 30 Jun. Now"),
        ([("done", "2026-07-02"), ("open", "")], "Of these 2 actions, 1 done since. Now"),
        (
            [("done", "2026-07-02"), ("declined", "2026-07-03"), ("done", "2026-07-04")],
            "Of these 3 actions, 2 done and 1 declined since. Now",
        ),
    ],
)
def test_a_question_says_what_became_of_its_actions_since(
    site_of: SiteOf, actions: list[tuple[str, str]], since: str
) -> None:
    written = "".join(
        act(f"Action {n}", priority="high", due="2026-05-01", status=status, closed=closed)
        for n, (status, closed) in enumerate(actions)
    )
    found = page(site_of({"a.md": outage("2026-04-01", f"actions:\n{written}")}))
    asked = [one.text for one in questions(found) if "of priority high" in one.text]
    assert len(asked) == 1
    assert since in asked[0]


@pytest.mark.parametrize("known", [2, 3])
def test_who_found_them_is_not_asked_of_thin_data(site_of: SiteOf, known: int) -> None:
    sources = ["customer"] * known + [""] * (4 - known)
    found = page(
        site_of({f"{n}.md": outage(f"2026-04-1{n}", detection=s) for n, s in enumerate(sources)})
    )
    refused = "recorded for 2 of 4: not summarised" in found.text
    assert refused is (known == 2)
    assert ("were found by people first" in found.text) is not refused


@pytest.mark.parametrize(
    ("sources", "asked"),
    [
        (["customer", "symptom-alert"], True),
        (["customer", "phone"], False),
    ],
)
def test_who_found_them_is_not_asked_of_sources_nobody_knows(
    site_of: SiteOf, sources: list[str], asked: bool
) -> None:
    settings = Settings(detection_sources=dict.fromkeys(sources, ""))
    tree = {f"{n}.md": outage(f"2026-04-1{n}", detection="customer") for n in range(2)}
    assert ("were found by people first" in page(site_of(tree, settings)).text) is asked


def test_the_first_six_rules_that_ask_are_the_agenda(site_of: SiteOf) -> None:
    files = [text for tree, _ in CASES.values() for text in tree.items()]
    tree = {
        name if name == "services.yml" else f"{n}-{name}": t for n, (name, t) in enumerate(files)
    }
    asked = questions(page(site_of(tree)))
    assert len(asked) == MOST
    assert asked[0].text.startswith("10 incidents resembled")


def test_the_guide_says_every_rule() -> None:
    guide = (ROOT / "docs/guide/quarterly-review.md").read_text("utf-8")
    rules = guide.partition("## The questions")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\d+\. ", rules, re.MULTILINE)) == len(RULES)
