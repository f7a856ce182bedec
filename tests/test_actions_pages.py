"""The pages of actions: a small tree in, what each page lists on a day out."""

import datetime as dt
import re
from collections.abc import Callable

from mkdocs_postmortems.pages.actions import ActionsView
from mkdocs_postmortems.pages.actions_closed import ClosedView
from mkdocs_postmortems.pages.actions_weekly import WeeklyView
from mkdocs_postmortems.pages.view import ActionRow
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]
AS_OF = dt.date(2026, 10, 5)


def incident(*actions: str, day: str = "2026-09-01", more: str = "") -> str:
    """Return a published postmortem of a service and a factor, with its actions."""
    listed = "\n".join(f"  - {action}" for action in actions)
    return (
        f"---\ntitle: Orders down on {day}\nseverity: SEV-3\nstatus: published\n"
        f"services: [orders]\nstarted: {day}T08:00:00Z\nmitigated: {day}T09:00:00Z\n"
        f"resolved: {day}T10:00:00Z\npublished: {day}\ntrigger: config-change\n"
        f"causes: [monitoring-gap]\n{more}actions:\n{listed}\n---\n"
    )


def weekly(site: Site) -> WeeklyView:
    view = site.pages["actions/weekly.md"].view()
    assert isinstance(view, WeeklyView)
    return view


def opened(site: Site) -> ActionsView:
    view = site.pages["actions/index.md"].view()
    assert isinstance(view, ActionsView)
    return view


def closed(site: Site) -> ClosedView:
    view = site.pages["actions/closed.md"].view()
    assert isinstance(view, ClosedView)
    return view


def ids(rows: tuple[ActionRow, ...]) -> list[str]:
    return [row.id for row in rows]


WEEK = incident(
    "{id: late, title: a, due: 2026-09-28}",  # overdue since the 29th
    "{id: longer, title: a, due: 2026-09-27}",
    "{id: today, title: a, due: 2026-10-05}",  # due today is not overdue
    "{id: soon, title: a, due: 2026-10-12}",
    "{id: later, title: a, due: 2026-10-13}",
    "{id: new, title: a, created: 2026-09-29, due: 2027-01-01}",
    "{id: done, title: a, due: 2026-11-01, status: done, closed: 2026-09-29}",
    "{id: earlier, title: a, due: 2026-11-01, status: done, closed: 2026-09-28}",
    "{id: no, title: a, due: 2026-11-01, status: declined, closed: 2026-10-05, reason: b}",
)


def test_actions_without_any_day_are_no_flow(site_of: SiteOf) -> None:
    front = "---\ntitle: Orders down\nseverity: SEV-3\nservices: [orders]\n{}---\n"
    site = site_of({"a.md": front.format("actions: [Find out more]\n")})
    assert "No action has a day" in "".join(site.render("actions/index.md").blocks)


def test_the_week_is_the_seven_days_up_to_today(site_of: SiteOf) -> None:
    view = weekly(site_of({"a.md": WEEK}))
    assert (view.first, view.soon) == (dt.date(2026, 9, 29), dt.date(2026, 10, 12))
    assert ids(view.newly_overdue) == ["late"]
    assert view.long_overdue == 1
    assert ids(view.due_soon) == ["today", "soon"]
    assert ids(view.created) == ["new"]
    assert ids(view.closed) == ["done", "no"]
    assert view.quiet == ()


def test_a_day_later_it_is_another_week(site_of: SiteOf) -> None:
    view = weekly(site_of({"a.md": WEEK}, as_of=dt.date(2026, 10, 6)))
    assert ids(view.newly_overdue) == ["today"]
    assert view.long_overdue == 2
    assert ids(view.due_soon) == ["soon", "later"]
    assert ids(view.closed) == ["no"]
    assert view.quiet == ("was written down",)


def test_a_quiet_week_says_so_in_a_sentence(site_of: SiteOf) -> None:
    site = site_of({"a.md": incident("{title: a, due: 2027-01-01}", day="2026-01-01")})
    assert len(weekly(site).quiet) == 4
    text = site.render("actions/weekly.md").fill(
        site.markdown("actions/weekly.md", site.render("actions/weekly.md"))
    )
    assert (
        "In these days no action became overdue, no action is due in the next 7 days, "
        "no action was written down and no action was closed."
    ) in " ".join(text.split())


def test_the_gate_that_opened_is_told(site_of: SiteOf) -> None:
    more = "change: {summary: Move the job}\nretry: {planned: 2026-10-20, requires: [A1, A2]}\n"
    actions = (
        "{title: a, status: done, closed: 2026-09-10}",
        "{title: b, status: done, closed: 2026-10-02}",
    )
    (gate,) = weekly(site_of({"a.md": incident(*actions, more=more)})).gates
    assert (gate.opened, gate.change) == (dt.date(2026, 10, 2), "Move the job")
    waiting = incident(actions[0], "{title: b}", more=more)
    assert weekly(site_of({"a.md": waiting})).gates == ()


def test_what_came_back_is_said_beside_the_action(site_of: SiteOf) -> None:
    site = site_of(
        {
            "a.md": incident("{title: Alert}", day="2026-06-01"),
            "b.md": incident("{title: Guard}", day="2026-07-01"),
            "c.md": incident("{title: Test}", day="2026-08-01"),
        }
    )
    said = {one.row.title: one.came_back and one.came_back.said for one in opened(site).rows}
    assert said == {
        "Alert": "came back 2 times, last 1 Aug 2026",
        "Guard": "came back 1 Aug 2026",
        "Test": None,
    }


def test_the_rule_of_the_most_urgent_priority_stands_on_its_rows(site_of: SiteOf) -> None:
    site = site_of(
        {
            "a.md": incident(
                "{title: over, priority: high, created: 2026-09-20, due: 2026-12-01}",
                "{title: within, priority: high, created: 2026-09-21, due: 2026-12-01}",
                "{title: other, priority: medium, created: 2026-01-01, due: 2026-12-01}",
            )
        }
    )
    said = {one.row.title: (one.rule, one.over) for one in opened(site).rows}
    assert said == {
        "over": ("", "day 15 of 14"),
        "within": ("day 14 of 14", ""),
        "other": ("", ""),
    }


def test_without_a_policy_there_is_no_rule(site_of: SiteOf) -> None:
    settings = Settings.from_mapping({"priorities": {"high": None, "low": None}})
    text = incident("{title: a, priority: high, created: 2026-01-01}")
    (one,) = opened(site_of({"a.md": text}, settings)).rows
    assert (one.rule, one.over, one.row.due) == ("", "", None)


def test_closed_actions_come_newest_first_with_what_became_of_them(site_of: SiteOf) -> None:
    site = site_of(
        {
            "a.md": incident(
                "{title: in time, due: 2026-09-10, status: done, closed: 2026-09-10, owner: b}",
                "{title: late, due: 2026-09-10, status: done, closed: 2026-09-20, owner: B}",
                "{title: no, due: 2026-09-10, status: declined, closed: 2026-09-05, reason: c}",
                "{title: future, due: 2026-09-10, status: done, closed: 2026-11-01}",
                "{title: open, due: 2026-09-10}",
            )
        }
    )
    view = closed(site)
    assert [(one.row.title, one.days, one.verdict) for one in view.rows] == [
        ("late", 19, "late"),
        ("in time", 9, "on time"),
        ("no", 4, ""),
    ]
    assert (view.done, view.declined, view.total) == (2, 1, 5)
    # Two owners that differ in case are two.
    (thanks,) = view.thanks
    assert [owner.text for owner in thanks.owners] == ["B", "b"]
    assert thanks.actions == 2


def test_five_hundred_actions_of_one_incident_are_all_there(site_of: SiteOf) -> None:
    site = site_of({"a.md": incident(*(f"{{title: a{n}, owner: b}}" for n in range(500)))})
    view = opened(site)
    assert view.listing.rows == 500
    assert (len(view.rows), view.unlisted) == (300, 200)
    assert not view.listing.embedded


def test_an_action_of_an_incident_with_a_problem_is_listed(site_of: SiteOf) -> None:
    text = incident("{title: a, due: 2026-09-10}").replace("SEV-3", "SEVERE")
    (one,) = opened(site_of({"a.md": text})).rows
    assert one.late == "25 days overdue"


def test_what_is_left_out_of_the_rate_is_said(site_of: SiteOf) -> None:
    site = site_of(
        {
            "a.md": incident(
                "{title: a, due: 2026-09-10, status: done, closed: 2026-09-10}",
                "{title: b, due: 2026-09-10}",
                "{title: c, due: 2026-09-10, status: declined, closed: 2026-09-05, reason: d}",
                "{title: e, due: 2026-09-10, status: done}",
            )
        }
    )
    assert opened(site).on_time == (
        "On time: 1 of 2, of those that fell due, not counting 1 declined by their date and "
        "1 closed without a date."
    )


def test_where_all_is_closed_nothing_is_said_of_open_ones(site_of: SiteOf) -> None:
    done = [f"{{title: a{n}, status: done, closed: 2026-09-0{n % 9 + 1}}}" for n in range(12)]
    site = site_of({"a.md": incident(*done)})
    text = site.render("actions/closed.md").fill("\n".join(site.render("actions/closed.md").blocks))
    assert "the others are" not in text
    assert "no limit to no limit" not in text
    assert "those that stay open" not in text


def test_a_file_that_cannot_be_read_is_no_good_news(site_of: SiteOf) -> None:
    files = {"a.md": incident("{title: a}"), "b.md": "---\ntitle: {unclosed\n---\n"}
    assert opened(site_of(files)).unread == 1
    assert weekly(site_of(files)).unread == 1


def test_dates_that_cannot_be_are_not_counted_as_time(site_of: SiteOf) -> None:
    files = {
        "a.md": incident(
            "{title: early, created: 2026-09-10, status: done, closed: 2026-09-01}",
            "{title: later, due: 2026-09-10, status: done, closed: 2026-11-01}",
        )
    }
    site = site_of(files)
    assert [(one.row.title, one.days, one.verdict) for one in closed(site).rows] == [
        ("early", None, "")
    ]
    assert [(one.row.title, one.progress) for one in opened(site).rows] == [
        ("later", "done on a later day")
    ]


def test_only_one_figure_of_a_row_says_that_it_is_late(site_of: SiteOf) -> None:
    text = incident("{title: a, priority: high, created: 2026-01-01, due: 2026-02-01}")
    (one,) = opened(site_of({"a.md": text})).rows
    assert (one.late, one.rule, one.over) == ("246 days overdue", "day 277 of 14", "")


def test_two_actions_that_share_an_id_are_told_apart(site_of: SiteOf) -> None:
    site = site_of(
        {
            "a.md": incident(
                "{id: A1, title: a, priority: low, due: 2026-09-30}",
                "{id: A1, title: a, created: 2026-09-02, status: done, closed: 2026-10-02}",
                "{id: A1, title: a, priority: high, status: declined, closed: 2026-10-01}",
            )
        }
    )
    told = [(one.row.fragment, one.outcome.value, one.days) for one in closed(site).rows]
    assert told == [("action-a1.2", "done", 30), ("action-a1.3", "declined", 30)]
    assert [row.fragment for row in weekly(site).closed] == ["action-a1.2", "action-a1.3"]
    assert [row.fragment for row in weekly(site).newly_overdue] == ["action-a1"]
    page = site.render("postmortems/a.md")
    ids = ["action-a1.3", "action-a1", "action-a1.2"]
    assert re.findall(r' id="(action-[^"]+)"', "".join(page.blocks)) == ids
