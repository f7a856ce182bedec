"""The example at four dates: what its reviews say, and what is owed."""

from __future__ import annotations

import datetime as dt

import yaml
from review_tree import page, said
from site_project import ROOT

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.site import build_site

DAY = dt.date.fromisoformat
DATES = ("2026-04-01", "2026-05-01", "2026-07-01", "2026-10-05")
DUE_DAYS = {"high": 14, "medium": 60, "low": 180}
PUBLISH_DAYS = {"SEV-1": 5, "SEV-2": 10, "SEV-3": 20}


def test_the_example_at_four_dates() -> None:
    """The end of a quarter is the same on every later day; what is left of it gets less."""
    example = read_configuration(ROOT / "mkdocs.yml")
    balances, left = set(), []
    for as_of in DATES:
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


def debt_by_hand(today: dt.date) -> int:
    """Count the overdue actions and postmortems of the example, from its files alone."""
    debt = 0
    for path in ROOT.glob("postmortems/*/*.md"):
        one = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        if _day(one["started"]) > today:
            continue
        for action in one.get("actions", ()):
            written, days = action["created"], DUE_DAYS.get(action.get("priority"))
            due = action.get("due") or (written + dt.timedelta(days) if days else DAY("9999-12-31"))
            ended = action.get("status") in ("done", "declined")
            closed = ended and action.get("closed", today) <= today
            debt += written <= today and due < today and not closed
        if "resolved" in one and one["severity"] in PUBLISH_DAYS:
            due = _day(one["resolved"]) + dt.timedelta(PUBLISH_DAYS[one["severity"]])
            debt += due < today and one.get("published", dt.date.max) > today
    return debt


def _day(moment: dt.datetime | dt.date) -> dt.date:
    if isinstance(moment, dt.datetime):
        return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
    return moment


def test_the_debt_of_the_example_is_that_of_the_day() -> None:
    example = read_configuration(ROOT / "mkdocs.yml")
    debts = []
    for as_of in DATES:
        results = build_site(example.folder, example.settings, DAY(as_of)).library.results
        debts.append(results.metrics.debt.debt)
        assert debts[-1] == debt_by_hand(DAY(as_of))
    assert len(set(debts)) > 2
