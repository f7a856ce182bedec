"""The pages of the trends: every incident as a mark, then counts and patterns with their n."""

from __future__ import annotations

import pytest
from html_document import Document
from site_project import MKDOCS_YML, Built, Project, postmortem


def incident(day: str, minutes: int = 20, **fields: str) -> str:
    """Return a postmortem that took so many minutes to mitigate."""
    more = {
        "status": "published",
        "published": day,
        "detected": f"{day}T14:46:00Z",
        "acknowledged": f"{day}T14:50:00Z",
        "mitigated": f"{day}T{14 + (44 + minutes) // 60:02}:{(44 + minutes) % 60:02}:00Z",
        "causes": "[monitoring-gap]",
        **fields,
    }
    lines = "".join(f"{name}: {value}\n" for name, value in more.items() if value)
    return postmortem(f"Outage of {day}", day=day, more=lines).replace("T15:30", "T23:30")


def built(project: Project, days: list[str], **fields: str) -> Built:
    for day in days:
        project.write({f"postmortems/{day}.md": incident(day, **fields)})
    return project.build(strict=True)


def shown(page: Document) -> str:
    """Return the text of the page itself."""
    return next(e.text for e in page.elements if e.tag == "article")


def links_of(page: Document, metric: str) -> list[str]:
    """Return where the marks of one chart lead."""
    panels = [e for e in page.elements if e.has_class("pm-panel") and e.get("aria-label") == metric]
    return [
        e.get("xlink:href")
        for e in page.elements
        if e.tag == "a" and panels[0] in e.within
        if e.get("xlink:href")
    ]


def test_no_postmortem_says_how_to_write_one(project: Project) -> None:
    assert "No postmortem has been written yet" in shown(project.build(strict=True).page("trends/"))


def test_one_incident_is_shown_and_not_summarised(project: Project) -> None:
    page = built(project, ["2026-03-15"]).page("trends/")
    assert links_of(page, "Time to mitigate") == ["../postmortems/2026-03-15/"]
    assert "1 incident: too few for a median, it is shown." in shown(page)
    assert "1 of 1" in shown(page)
    assert "%" not in shown(page).replace("95 %", "")


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Six incidents of one service, on six days."""
    project = Project(tmp_path_factory.mktemp("six"))
    project.write({"mkdocs.yml": MKDOCS_YML})
    (project.root / "docs").mkdir()
    return built(project, [f"2026-02-{day:02}" for day in range(1, 7)])


def test_six_incidents_have_a_median_with_interval_and_n(six: Built) -> None:
    page = six.page("trends/")
    assert "Half took under 20 min (20 min to 20 min), n = 6 of 6." in shown(page)
    assert "The longest: Outage of 2026-02-06, 20 min." in shown(page)
    assert len(links_of(page, "Time to mitigate")) == 6


def test_periods_of_twelve_years_have_addresses_of_their_own(project: Project) -> None:
    days = [f"{year}-03-15" for year in range(2015, 2024)]
    site = built(project, [*days, "2025-12-31", "2026-01-01"])
    pages = {
        "trends/": 11,
        "trends/last-8-quarters/": 2,
        "trends/2025/": 1,
        "trends/2026/": 1,
        "trends/2023/": 1,
    }
    for address, number in pages.items():
        assert len(links_of(site.page(address), "Time to mitigate")) == number, address
        current = [e for e in site.page(address).elements if e.get("aria-current") == "page"]
        assert len(current) == 1, address
    assert "No incident started in this period." in shown(site.page("trends/2024/"))
    assert "2015-Q1 to 2026-Q4" in shown(site.page("trends/"))
    assert "trends/2015/index.html" in site.files


def test_only_one_formal_comparison_stands_on_a_page(project: Project) -> None:
    days = [f"2026-0{month}-{day:02}" for month in (4, 5, 7, 8) for day in (2, 9, 16)]
    site = built(project, days)
    assert shown(site.page("trends/")).count("rate ratio") == 1
    assert "2026-Q3 against 2026-Q2: 6 against 6: rate ratio" in shown(site.page("trends/"))
    assert "rate ratio" not in shown(site.page("trends/2026/"))


def test_all_in_one_minute(project: Project) -> None:
    project.write({f"postmortems/i-{n}.md": incident("2026-03-15") for n in range(12)})
    page = project.build(strict=True).page("trends/")
    assert len(links_of(page, "Time to mitigate")) == 12
    assert "n = 12 of 12" in shown(page)


def test_all_ongoing_is_shown_as_at_least(project: Project) -> None:
    for day in ("2026-10-01", "2026-10-02", "2026-10-03"):
        text = incident(day, mitigated="").replace(f"resolved: {day}T23:30:00Z\n", "")
        project.write({f"postmortems/{day}.md": text})
    page = project.build(strict=True).page("trends/")
    assert "3 of 3 are not over yet" in shown(page)
    assert "at least" in page.html
    assert "3 incidents: too few for a median" in shown(page)


def test_dates_without_times_are_counted_and_left_out(project: Project) -> None:
    text = (
        "---\ntitle: Old one\nseverity: SEV-2\nservices: [orders]\nstarted: 2026-03-15\n---\n\n"
        "## Executive summary\n\n- It broke.\n"
    )
    project.write({"postmortems/a.md": text, "postmortems/b.md": text.replace("15", "16")})
    page = project.build(strict=True).page("trends/")
    assert "2 incidents" in shown(page)
    assert "Left out of 2: 2 not recorded" in shown(page)
    assert "Left out of 2, for want of a time of day: 2." in shown(page)
    assert "recorded for 0 of 2: not summarised" in shown(page).lower()
    assert any(
        e.get("href") == "../quality/#what-is-filled-in" for e in page.elements if e.tag == "a"
    )


def test_before_the_first_incident_nothing_is_counted_and_the_page_says_so(
    project: Project,
) -> None:
    project.write({"mkdocs.yml": MKDOCS_YML.replace("2026-10-05", "2025-01-01")})
    page = built(project, ["2026-03-15", "2026-03-16"]).page("trends/")
    assert "Nothing had started by Wed 1 Jan 2025: 2 incidents of a later date are not counted" in (
        shown(page)
    )


def test_later_incidents_are_not_counted(project: Project) -> None:
    page = built(project, ["2026-03-15", "2026-12-24"]).page("trends/")
    assert (
        "1 incident · 2026-Q1 to 2026-Q4 (not over yet) · not counted: 1 incident after"
        in shown(page)
    )


def test_a_label_of_two_hundred_characters_and_twenty_services(project: Project) -> None:
    long = "a" * 200
    for number in range(20):
        text = incident("2026-03-15").replace("[orders]", f"[{long}, service-{number:02}]")
        project.write({f"postmortems/i-{number}.md": text})
    page = project.build().page("trends/")
    assert "Not shown: 9 services more" in shown(page)
    assert long in shown(page)


def test_a_problem_leaves_an_incident_out_only_where_the_bad_field_is_needed(
    project: Project,
) -> None:
    days = [f"2026-02-{day:02}" for day in range(1, 7)]
    for day in days:
        project.write({f"postmortems/{day}.md": incident(day)})
    project.write({"postmortems/2026-02-06.md": incident("2026-02-06", detected="yesterday")})
    page = project.build().page("trends/")
    assert "n = 6 of 6" in shown(page)
    assert "5 incidents: too few for a median, all five are shown." in shown(page)
    assert "Left out of 6: 1 not recorded" in shown(page)


def test_what_came_back_names_the_open_action(project: Project) -> None:
    action = (
        "actions:\n  - {title: Watch the disk, priority: high, owner: team, created: 2026-05-03}\n"
    )
    project.write(
        {
            "postmortems/first.md": incident("2026-01-01"),
            "postmortems/earlier.md": incident("2026-05-02").replace(
                "---\n\n", f"{action}---\n\n", 1
            ),
            "postmortems/later.md": incident("2026-06-02"),
        }
    )
    page = project.build(strict=True).page("trends/")
    assert "1 of 2: so many resemble one that started at most 90 days before" in shown(page)
    assert "1 of 2 resembled an earlier incident whose action was still open; this does not" in (
        shown(page)
    )
    assert "A1 Watch the disk" in shown(page)


@pytest.mark.parametrize("address", ["services/orders/", "causes/monitoring-gap/"])
def test_a_service_and_a_factor_have_the_same_pieces(six: Built, address: str) -> None:
    page = six.page(address)
    assert "Half took under 20 min (20 min to 20 min), n = 6 of 6." in shown(page)
    assert "What came back" in shown(page)
    dots = [e for e in page.elements if e.tag == "a" and e.get("xlink:href")]
    assert dots[0].get("xlink:href") == "../../postmortems/2026-02-01/"


def test_objectives_are_set_against_what_happened(project: Project) -> None:
    catalogue = "- name: orders\n  rto: 30 min\n  rpo: 5 min\n"
    project.write({"postmortems/services.yml": catalogue})
    project.write({"postmortems/short.md": incident("2026-02-01", minutes=20)})
    stats = "{data_loss: 10 min}"
    project.write({"postmortems/long.md": incident("2026-02-02", minutes=50, stats=stats)})
    text = shown(project.build(strict=True).page("services/orders/"))
    assert "Over the RTO of 30 min: 1 of 2 incidents: Outage of 2026-02-02 (50 min)." in text
    assert (
        "Over the RPO of 5 min: 1 of 1 incidents whose loss of data is recorded, of 2: "
        "Outage of 2026-02-02 (10 min)." in text
    )
