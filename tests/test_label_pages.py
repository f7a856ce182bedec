"""The pages of services, factors and owners: a small tree in, what each page shows out."""

import datetime as dt
from collections.abc import Callable

import pytest

from mkdocs_postmortems.pages.cause import CauseView
from mkdocs_postmortems.pages.causes import CausesView
from mkdocs_postmortems.pages.label import incidents_with
from mkdocs_postmortems.pages.listing import MANY
from mkdocs_postmortems.pages.owner import OwnerView
from mkdocs_postmortems.pages.owners import OwnersView
from mkdocs_postmortems.pages.service import ServiceView
from mkdocs_postmortems.pages.services import ServicesView
from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]


def incident(day: str, *actions: str, more: str = "", causes: str = "monitoring-gap") -> str:
    listed = "\n".join(f"  - {action}" for action in actions)
    return (
        f"---\ntitle: Down on {day}\nseverity: SEV-3\nservices: [orders]\nteams: [storage]\n"
        f"started: {day}T08:00:00Z\nmitigated: {day}T09:00:00Z\nresolved: {day}T10:00:00Z\n"
        f"trigger: config-change\ncauses: [{causes}]\n{more}"
        f"{'actions:' + chr(10) + listed + chr(10) if actions else ''}---\n"
    )


TREE = {
    "a.md": incident("2026-06-01", "{title: Alert, owner: storage, addresses: monitoring-gap}"),
    "b.md": incident(
        "2026-07-01", "{title: Guard, owner: ann, due: 2026-11-01}", "{title: No one's}"
    ),
    "c.md": incident("2026-08-01", "{title: Test, owner: ann, status: done, closed: 2026-08-02}"),
    "d.md": incident("2026-09-01", causes="test-gap"),
    "services.yml": "- {name: orders, owner: storage, tier: 1, rto: 1h}\n- {name: mail, tier: 2}\n",
}


def view(site: Site, page: str) -> object:
    return site.pages[page].view()


def test_the_page_of_a_service_leads_to_all_that_it_has(site_of: SiteOf) -> None:
    shown = view(site_of(TREE), "services/orders.md")
    assert isinstance(shown, ServiceView)
    assert shown.found == Link("4 incidents", "postmortems/index.md", query="service=orders")
    assert shown.owed == Link("3 open actions", "actions/index.md", query="service=orders")
    assert [(link.text, n) for link, n in shown.owners] == [("ann", 1), ("storage", 1)]
    assert [(link.text, n) for link, n in shown.causes] == [("monitoring-gap", 3), ("test-gap", 1)]


@pytest.mark.parametrize(
    ("retry", "status", "shown"),
    [
        ("{planned: 2026-10-05, requires: [A1]}", "open", True),
        ("{planned: 2026-10-05, requires: [A1]}", "done, closed: 2026-09-03", True),
        ("{planned: 2026-10-04, requires: [A1]}", "open", False),
        ("{requires: [A1]}", "open", True),
        ("{requires: [A1]}", "done, closed: 2026-09-03", False),
    ],
    ids=["today", "today and free", "was yesterday", "waits", "nothing is known of it"],
)
def test_a_change_to_be_tried_again_stands_on_its_service(
    site_of: SiteOf, retry: str, status: str, shown: bool
) -> None:
    more = f"change: {{summary: Move the job}}\nretry: {retry}\n"
    site = site_of({"a.md": incident("2026-09-01", f"{{title: a, status: {status}}}", more=more)})
    found = view(site, "services/orders.md")
    assert isinstance(found, ServiceView)
    assert [one.change for one in found.retries] == (["Move the job"] if shown else [])


def test_the_page_of_a_factor_names_who_answers_it(site_of: SiteOf) -> None:
    shown = view(site_of(TREE), "causes/monitoring-gap.md")
    assert isinstance(shown, CauseView)
    assert shown.found == Link("3 incidents", "postmortems/index.md", query="cause=monitoring-gap")
    assert [(link.text, n) for link, n in shown.owners] == [("storage", 1)]


def test_the_page_of_an_owner_says_what_its_actions_are_about(site_of: SiteOf) -> None:
    shown = view(site_of(TREE), "owners/storage.md")
    assert isinstance(shown, OwnerView)
    assert [link.text for link in shown.owned] == ["orders"]
    assert [(link.text, n) for link, n in shown.services] == [("orders", 1)]
    assert [(link.text, n) for link, n in shown.causes] == [("monitoring-gap", 1)]
    assert shown.incidents == Link("1 incident", "postmortems/index.md", query="owner=storage")
    assert shown.joined == Link("4 incidents", "postmortems/index.md", query="team=storage")
    other = view(site_of(TREE), "owners/ann.md")
    assert isinstance(other, OwnerView)
    assert (other.owned, other.joined) == ((), None)


def test_the_page_of_an_owner_says_what_came_back(site_of: SiteOf) -> None:
    site = site_of(TREE)
    blocks = "".join(site.render("owners/storage.md").blocks)
    assert "came back 2 times, last 1 Aug 2026: " in " ".join(blocks.split())
    assert "came back" not in "".join(site.render("owners/ann.md").blocks).partition("Closed")[2]


def test_the_lists_count_what_the_pages_show(site_of: SiteOf) -> None:
    site = site_of(TREE)
    services, causes = view(site, "services/index.md"), view(site, "causes/index.md")
    assert isinstance(services, ServicesView)
    assert isinstance(causes, CausesView)
    assert [(r.service.text, r.incidents, r.open_actions) for r in services.rows] == [
        ("orders", 4, 3),
        ("mail", 0, 0),
    ]
    assert services.rows[1].found is None
    assert [(r.cause.text, r.incidents, r.repeats, r.open_actions) for r in causes.rows] == [
        ("monitoring-gap", 3, 2, 1),
        ("test-gap", 1, 0, 0),
    ]


def test_the_list_of_owners_is_by_name_with_what_is_next(site_of: SiteOf) -> None:
    owners = view(site_of(TREE), "owners/index.md")
    assert isinstance(owners, OwnersView)
    assert [(r.owner.text, r.open, r.closed, r.due) for r in owners.rows] == [
        ("ann", 1, 1, dt.date(2026, 11, 1)),
        ("storage", 1, 0, None),
    ]
    assert [row.title for row in owners.unowned] == ["No one's"]


@pytest.mark.parametrize("page", ["services/index.md", "causes/index.md", "owners/index.md"])
def test_nothing_yet_is_said(site_of: SiteOf, page: str) -> None:
    assert "yet" in site_of({}).render(page).markdown


def test_a_long_list_has_tools_and_stays_short_without_a_script(site_of: SiteOf) -> None:
    named = "".join(f"- {{name: s{n}}}\n" for n in range(301))
    many = view(site_of({"services.yml": named}), "services/index.md")
    assert isinstance(many, ServicesView)
    assert (len(many.rows), many.unlisted) == (300, 1)
    assert many.listing
    assert many.listing.rows == 301
    few = "".join(f"- {{name: s{n}}}\n" for n in range(MANY - 1))
    short = view(site_of({"services.yml": few}), "services/index.md")
    assert isinstance(short, ServicesView)
    assert short.listing is None


def test_a_link_to_what_has_a_label_is_made_once() -> None:
    assert incidents_with("tag", "disk") is incidents_with("tag", "disk")
    assert incidents_with("severity", "") == Link("", "postmortems/index.md", query="severity=")
