"""The list of postmortems, as a person browses it: facets, columns, views, CSV, keys, a phone."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium_visit import Open, Serve, Visit
from list_page import rows_and_links
from playwright.sync_api import Page, expect
from postmortems_tree import FORMULA, LABELS, MKDOCS_YML, incident
from site_project import Project


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[str, Path]:
    project = Project(tmp_path_factory.mktemp("kept"))
    project.write(
        {"mkdocs.yml": MKDOCS_YML, "docs/about.md": "# About\n\n[All](postmortems/index.md)\n"}
    )
    project.write(
        {f"postmortems/incident-{number:02}.md": incident(number) for number in range(40)}
    )
    base = serve(project.root / "site")
    return base, project.build(site_url=base).folder


@pytest.fixture
def reader(kept: tuple[str, Path], walk: Open) -> Visit:
    """A reader who knows the site, and has kept nothing of it."""
    made = walk(kept[0])
    made.page.context.clear_cookies()
    made.open("about/").evaluate("localStorage.clear(); sessionStorage.clear()")
    return made


def titles(page: Page) -> list[str]:
    return page.locator(".pm-incidents tbody th a").all_inner_texts()


def heads(page: Page) -> list[str]:
    return page.locator(".pm-incidents thead th").all_inner_texts()


def tell(page: Page, text: str) -> None:
    expect(page.locator(".pm-count")).to_have_text(text)


def choose(page: Page, menu: str, option: str) -> None:
    page.locator(".pm-facet__button", has_text=menu).click()
    page.locator(".pm-facet__panel:visible label").get_by_text(option, exact=True).click()
    page.keyboard.press("Escape")


def exported(page: Page) -> tuple[str, str, list[list[str]]]:
    """Return the name of the file that is saved, its text, and its cells."""
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV").click()
    text = Path(saving.value.path()).read_bytes().decode("utf-8")
    cells = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    return saving.value.suggested_filename, text, cells


def test_facets_combine_and_the_address_is_shared(reader: Visit, visit: Open) -> None:
    page = reader.open("postmortems/")
    tell(page, "40 incidents.")
    choose(page, "Severity", "SEV-1")
    choose(page, "Year", "2026")
    tell(page, "7 of 40 incidents, 33 hidden.")
    expect(page).to_have_url(re.compile(r"postmortems/\?severity=SEV-1&year=2026$"))
    other = visit("").open(page.url)
    assert titles(other) == titles(page)
    assert reader.complaints == []


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_a_label_whatever_it_is_called(reader: Visit, label: str) -> None:
    page = reader.open("postmortems/")
    choose(page, "Service", label)
    shown = set(page.locator("td[data-column=service]").all_inner_texts())
    assert shown == {label}
    assert set(page.locator("td[data-column=service] a").all_inner_texts()) == {label}
    page.locator("td[data-column=service] a").first.click()
    page.locator("article h1").get_by_text(label, exact=False).wait_for()
    assert reader.complaints == []


def test_what_is_gone_from_the_address_is_said(reader: Visit) -> None:
    page = reader.open("postmortems/?severity=SEV-9&sort=size&columns=mood,users")
    tell(
        page,
        "40 incidents. There is no severity “SEV-9” here any more. There is no order “size” here"
        " any more. There is no column “mood” here any more.",
    )
    assert heads(page) == ["Incident", "Users"]


def test_back_from_an_incident_what_was_chosen_is_still_there(reader: Visit) -> None:
    page = reader.open("about/")
    page.evaluate("window.sameDocument = true")
    page.locator("article a", has_text="All").click()
    choose(page, "Severity", "SEV-2")
    before = titles(page)
    page.locator(".pm-incidents tbody th a").nth(1).click()
    page.locator("article h1").get_by_text(before[1]).wait_for()
    page.go_back()
    tell(page, "13 of 40 incidents, 27 hidden.")
    assert titles(page) == before
    assert page.evaluate("window.sameDocument") is True
    assert reader.complaints == []


def test_a_saved_view_is_a_link_and_says_when_it_is_shown(reader: Visit) -> None:
    page = reader.open("postmortems/")
    current = page.locator(".pm-views a[aria-current]")
    assert current.count() == 0
    page.get_by_role("link", name="SEV-1 this year").click()
    tell(page, "7 of 40 incidents, 33 hidden.")
    expect(current).to_have_text("SEV-1 this year")
    page.get_by_role("link", name="Longest first").click()
    tell(page, "40 incidents.")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Impact")
    page.go_back()
    tell(page, "7 of 40 incidents, 33 hidden.")
    choose(page, "Status", "published")
    expect(current).to_have_count(0)
    assert reader.complaints == []


def test_this_and_last_year_are_seen_from_the_date_of_the_page(reader: Visit) -> None:
    page = reader.open("postmortems/?severity=SEV-1&year=this")
    tell(page, "7 of 40 incidents, 33 hidden.")
    expect(page.locator(".pm-views a[aria-current]")).to_have_text("SEV-1 this year")
    page = reader.open("postmortems/?year=last")
    expect(page.locator(".pm-facet__button", has_text="Year")).to_contain_text("2025")
    assert "here any more" not in page.locator(".pm-count").inner_text()


def test_columns_are_chosen_and_stand_in_the_address(reader: Visit) -> None:
    page = reader.open("postmortems/")
    usual = ["Started", "Incident", "Severity", "Services", "Causes", "Impact", "Open actions"]
    assert heads(page) == usual
    choose(page, "Columns", "Users")
    choose(page, "Columns", "Causes")
    assert heads(page) == [*(name for name in usual if name != "Causes"), "Users"]
    expect(page).to_have_url(re.compile(r"columns=started%2Cseverity%2Cservice%2Cimpact%2Copen"))
    page.reload()
    assert heads(page)[-1] == "Users"
    page.locator("th[data-sort=users] button").click()
    assert page.locator("td[data-column=users]").first.inner_text() == "0"
    choose(page, "Columns", "Users")
    choose(page, "Columns", "Causes")
    expect(page).to_have_url(re.compile(r"postmortems/\?sort=users$"))


def test_however_many_columns_the_page_does_not_scroll_sideways(reader: Visit) -> None:
    names = "started,severity,service,cause,impact,open,status,team,trigger,detection,users,owner"
    page = reader.open(f"postmortems/?columns={names},tag,id")
    assert len(heads(page)) == 15
    for width in (390, 700, 1000, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".pm-room--wide[tabindex='0']").count() == 1


def test_what_is_filtered_is_saved_for_a_spreadsheet_in_which_nothing_runs(reader: Visit) -> None:
    page = reader.open("postmortems/?year=2026&text=incident-01&columns=users")
    name, text, (head, row) = exported(page)
    assert name == "incidents-2026-10-05-2026-incident-01.csv"
    assert text.startswith("\ufeffStarted,Incident,Severity,")
    assert text.endswith("\r\n")
    found = dict(zip(head, row, strict=True))
    assert found["Incident"] == f'\'{FORMULA}, "quoted"'
    assert found["Tag"] == "'-tag 1; '=b"
    assert (found["Impact (min)"], found["Users"], found["Overdue actions"]) == ("90", "1000", "1")
    assert found["Address"] == f"{reader.base}postmortems/incident-01/"


def test_the_rows_are_saved_in_the_order_that_is_shown(reader: Visit) -> None:
    page = reader.open("postmortems/?severity=SEV-1&sort=-users")
    _, _, cells = exported(page)
    assert len(cells) == 15
    users = [int(row[cells[0].index("Users")]) for row in cells[1:]]
    assert users == sorted(users, reverse=True)


def test_actions_are_saved_too(reader: Visit) -> None:
    name, _, cells = exported(reader.open("actions/?owner=team-1"))
    assert name == "open-actions-2026-10-05-team-1.csv"
    assert [row[cells[0].index("Ticket")] for row in cells[1:]] == ["OPS-1", "OPS-21"]


def test_everything_works_with_keys(reader: Visit) -> None:
    page = reader.open("postmortems/")
    page.locator(".pm-tools > .pm-field").focus()
    page.keyboard.type("incident")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tell(page, "14 of 40 incidents, 26 hidden.")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText").startswith("Severity: SEV-1")
    expect(page).to_have_url(re.compile(r"\?severity=SEV-1&text=incident$"))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.innerText").startswith("Service")


def test_of_many_options_one_is_found_by_name(reader: Visit) -> None:
    page = reader.open("postmortems/")
    page.locator(".pm-facet__button", has_text="Owner").click()
    finder = page.get_by_label("Find in owner")
    finder.fill("TEAM-1")
    labels = page.locator(".pm-facet__panel:visible label")
    assert len(labels.all()) == 11
    finder.fill("nobody")
    assert page.locator(".pm-facet__rest").locator("visible=true").inner_text() == "Nothing found"


def test_nothing_that_matches_is_said(reader: Visit) -> None:
    page = reader.open("postmortems/?text=" + "x" * 1000)
    tell(page, "0 of 40 incidents, 40 hidden.")
    assert page.get_by_text("No incident has all of this").is_visible()
    page.get_by_role("button", name="Show all").click()
    tell(page, "40 incidents.")


def test_on_a_phone_the_list_is_seen_first(kept: tuple[str, Path], visit: Open) -> None:
    page = visit(kept[0], width=390).open("postmortems/?severity=SEV-1")
    first = page.locator(".pm-incidents tbody tr").first.bounding_box()
    assert first is not None
    assert first["y"] < 450
    assert page.locator(".pm-facet__button--on").is_visible()
    assert not page.locator(".pm-facet__button", has_text="Tag").is_visible()
    page.locator(".pm-filters").click()
    choose(page, "Tag", "-tag 3")
    tell(page, "1 of 40 incidents, 39 hidden.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_list_looks_the_same_without_a_script(kept: tuple[str, Path], visit: Open) -> None:
    plain = visit(kept[0], java_script_enabled=False).open("postmortems/")
    drawn = visit(kept[0]).open("postmortems/")
    drawn.mouse.wheel(0, 20_000)
    drawn.locator(".pm-more").wait_for(state="hidden")
    found, expected = (
        rows_and_links(page, ".pm-incidents", "tr:not(.pm-group)") for page in (drawn, plain)
    )
    assert found == expected
    assert plain.locator(".pm-tools, .pm-views:visible").count() == 0
    plain.get_by_role("link", name="2025").first.click()
    assert plain.locator("article li").count() == 20


def test_it_works_from_a_file(kept: tuple[str, Path], visit: Open) -> None:
    reader = visit("")
    page = reader.open((kept[1] / "postmortems" / "index.html").as_uri() + "?severity=SEV-1")
    tell(page, "14 of 40 incidents, 26 hidden.")
    assert len(exported(page)[2]) == 15


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing_with_a_menu_open(reader: Visit, scheme: str) -> None:
    page = reader.open("postmortems/?severity=SEV-1&columns=started,users")
    if scheme == "slate":
        page.get_by_title("Dark").click()
    assert page.locator(f"body[data-md-color-scheme={scheme}]").count() == 1
    page.locator(".pm-facet__button", has_text="Owner").click()
    tell(page, "14 of 40 incidents, 26 hidden.")
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    found = Axe().run(page, context={"include": [[".pm-listing"]]}, options=options)
    assert [(one["id"], one["impact"]) for one in found.response["violations"]] == []
