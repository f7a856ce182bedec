"""The open actions, as a person filters, searches, sorts and shares them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from chromium_visit import Open, Serve
from list_page import rows_and_links
from listing_tree import tree
from playwright.sync_api import Page
from site_project import MKDOCS_YML, Project


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[str, Path]:
    project = Project(tmp_path_factory.mktemp("few"))
    project.write(tree(12))
    base = serve(project.root / "site")
    return base, project.build(site_url=base).folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    project = Project(tmp_path_factory.mktemp("many"))
    project.write(tree(40, pairs=5))
    base = serve(project.root / "site")
    project.build(site_url=base)
    return base


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """Actions that wait for years, with an owner called `none` and one in Arabic."""
    project = Project(tmp_path_factory.mktemp("old"))
    owners = (
        "none",
        "\u0641\u0631\u064a\u0642 \u0627\u0644\u062a\u062e\u0632\u064a\u0646",
        "fulfilment-team",
        "",
    )
    actions = "".join(
        f"  - {{title: Rehearse the restore of the snapshots of database {number}, type: process, "
        f"owner: '{owners[number % 4]}', priority: high, ticket: OPS-{12000 + number}, "
        f"status: in-progress, created: 2023-01-02, due: 2023-01-{number + 10}}}\n"
        for number in range(20)
    )
    incident = (
        "---\ntitle: Labels created with a delay of up to three hours\nseverity: SEV-2\n"
        "services: [orders-database]\nstarted: 2023-01-01T14:44:00Z\n"
        f"resolved: 2023-01-01T15:30:00Z\nactions:\n{actions}---\n"
    )
    project.write(
        {"mkdocs.yml": MKDOCS_YML, "docs/a.md": "# A", "postmortems/2023/2023-01-01-a.md": incident}
    )
    base = serve(project.root / "site")
    project.build(site_url=base)
    return base


def titles(page: Page) -> list[str]:
    return page.locator(".pm-actions tbody th a:first-child").all_inner_texts()


def count(page: Page) -> str:
    return page.locator(".pm-count").inner_text()


def choose(page: Page, facet: str, option: str) -> None:
    page.locator(".pm-facet__button", has_text=facet).click()
    page.locator(".pm-facet__panel:visible label", has_text=option).click()
    page.keyboard.press("Escape")


def test_facets_combine_and_the_address_says_so(few: tuple[str, Path], visit: Open) -> None:
    reader = visit(few[0])
    page = reader.open("actions/")
    assert count(page) == "24 open actions."
    choose(page, "Owner", "mail-team")
    choose(page, "Service", "orders")
    assert titles(page) == ["Alert 1", "Alert 7"]
    assert count(page) == "2 of 24 open actions, 22 hidden."
    assert page.url.endswith("actions/?owner=mail-team&service=orders")
    page.locator(".pm-clear").click()
    assert count(page) == "24 open actions."
    assert page.url.endswith("actions/")
    assert reader.complaints == []


def test_an_option_counts_what_it_would_show(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0]).open("actions/?service=orders")
    page.locator(".pm-facet__button", has_text="Owner").click()
    options = page.locator(".pm-facet__panel:visible label").all_inner_texts()
    assert [re.sub(r"\s+", " ", option) for option in options] == [
        "<b>quoted</b> & co 2",
        "mail-team 2",
        "storage-team 2",
        "none 6",
    ]


def test_an_address_is_shared_with_what_was_chosen(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0]).open("actions/?owner=storage-team&text=ops-6&sort=-title")
    assert titles(page) == ["Alert 6"]
    assert page.locator(".pm-tools > .pm-field").input_value() == "ops-6"
    assert page.locator("th[aria-sort=descending]").get_attribute("data-sort") == "title"


def test_what_is_not_there_any_more_is_said(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0]).open("actions/?owner=gone-team&service=mail")
    assert "12 of 24 open actions, 12 hidden." in count(page)
    assert "There is no owner \u201cgone-team\u201d here any more." in count(page)


def test_a_head_sorts_up_down_and_back(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0]).open("actions/?owner=mail-team")
    before = titles(page)
    page.locator("th[data-sort=title] button").press("Enter")
    assert titles(page) == sorted(before)
    page.locator("th[data-sort=title] button").press("Enter")
    assert titles(page) == sorted(before, reverse=True)
    page.locator("th[data-sort=title] button").press("Enter")
    assert titles(page) == before


def test_markup_in_a_label_is_text(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0]).open("actions/")
    choose(page, "Owner", "<b>quoted</b> & co")
    assert page.locator(".pm-owner").first.inner_text() == "<b>quoted</b> & co"
    assert page.locator(".pm-owner b, .pm-facet b").count() == 0


def test_the_list_is_complete_without_script_and_looks_the_same(
    few: tuple[str, Path], visit: Open
) -> None:
    plain = visit(few[0], java_script_enabled=False).open("actions/")
    drawn = visit(few[0]).open("actions/")
    assert rows_and_links(plain, ".pm-actions") == rows_and_links(drawn, ".pm-actions")
    assert plain.locator(".pm-tools").count() == 0


def test_it_works_from_a_file(few: tuple[str, Path], visit: Open) -> None:
    page = visit("").open((few[1] / "actions" / "index.html").as_uri())
    assert count(page) == "24 open actions."


def test_more_rows_come_as_the_reader_goes_on(many: str, visit: Open) -> None:
    reader = visit(many)
    page = reader.open("actions/")
    page.locator(".pm-count").wait_for()
    assert count(page) == "400 open actions."
    assert len(titles(page)) <= 200
    for _ in range(6):
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(50)
    page.locator(".pm-more").wait_for(state="hidden")
    assert len(titles(page)) == 400
    assert reader.complaints == []


def test_without_script_a_long_list_says_what_is_left_out(many: str, visit: Open) -> None:
    page = visit(many, java_script_enabled=False).open("actions/")
    assert len(titles(page)) == 300
    assert page.get_by_text("100 less urgent actions more").is_visible()


def test_the_tools_fit_a_phone(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0], width=390).open("actions/")
    page.locator(".pm-filters").click()
    page.locator(".pm-facet__button", has_text="Owner").click()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0


# The theme of these projects has no tabs: from 1220 px on, a sidebar takes a quarter of the width.
@pytest.mark.parametrize("width", [390, 690, 720, 965, 1000, 1220, 1280])
def test_beside_a_sidebar_the_page_does_not_scroll_sideways(
    old: str, walk: Open, width: int
) -> None:
    page = walk(old, width=width).open("actions/")
    assert count(page) == "20 open actions."
    assert page.evaluate("document.documentElement.scrollWidth") == width
    room = "table => table.getBoundingClientRect().width <= table.parentNode.clientWidth"
    assert page.locator(".pm-actions").evaluate(room)


@pytest.mark.parametrize(("width", "display"), [(390, "block"), (1280, "table")])
def test_rows_are_cards_where_there_is_no_room_for_columns(
    old: str, walk: Open, width: int, display: str
) -> None:
    page = walk(old, width=width).open("actions/")
    assert page.locator(".pm-actions").evaluate("e => getComputedStyle(e).display") == display
    if display == "block":
        page.locator(".pm-filters").click()
    assert page.get_by_label("Sort by").is_visible() is (display == "block")


def test_where_rows_are_cards_a_list_sorts_them(few: tuple[str, Path], visit: Open) -> None:
    page = visit(few[0], width=390).open("actions/?owner=mail-team")
    before = titles(page)
    page.locator(".pm-filters").click()
    order = page.get_by_label("Sort by")
    options = order.locator("option").all_inner_texts()
    assert options[:4] == ["as listed", "Due \u2191", "Due \u2193", "Action \u2191"]
    order.select_option("-title")
    assert titles(page) == sorted(before, reverse=True)
    assert page.url.endswith("sort=-title")
    page.reload()
    page.locator(".pm-filters").click()
    assert order.input_value() == "-title"
    order.select_option("as listed")
    assert titles(page) == before


def test_an_owner_called_none_is_not_the_lack_of_one(old: str, visit: Open) -> None:
    reader = visit(old)
    page = reader.open("actions/?owner=none")
    assert count(page) == "5 of 20 open actions, 15 hidden."
    assert set(page.locator("td.pm-owner").all_inner_texts()) == {"none"}
    page = reader.open("actions/?owner=")
    assert count(page) == "5 of 20 open actions, 15 hidden."
    assert set(page.locator("td.pm-owner").all_inner_texts()) == {"no owner"}
    assert page.locator(".pm-facet__button--on").inner_text() == "Owner: none"
    assert page.url.endswith("?owner=")


def test_the_script_writes_numbers_as_the_server_does_and_keeps_labels_apart(
    old: str, visit: Open
) -> None:
    page = visit(old).open("actions/")
    assert page.locator("td[data-label='Open for']").first.inner_text() == "1,372 d"
    page.locator(".pm-facet__button", has_text="Owner").click()
    labels = page.locator(".pm-facet__panel:visible label bdi").all_inner_texts()
    assert labels[-1] == "none"
    assert len(labels) == 4


PRINTED = """() => Object.fromEntries(
  [...document.querySelectorAll('.pm-actions th[data-sort]')].map(head =>
    [head.innerText, head.getBoundingClientRect().width / head.parentNode.clientWidth]))"""


def test_on_paper_it_is_a_table_with_plain_heads(old: str, visit: Open) -> None:
    page = visit(old, width=760).open("actions/")
    page.emulate_media(media="print")
    assert page.locator(".pm-actions").evaluate("e => getComputedStyle(e).display") == "table"
    assert page.locator(".pm-sort").first.evaluate("e => getComputedStyle(e).display") == "contents"
    widths = page.evaluate(PRINTED)
    assert list(widths) == ["Due", "Action", "Priority", "Owner", "Open for", "From"]
    assert widths["Action"] > 0.25


# The luminance of the page and of the areas of the flow, from below, as the legend shows them.
AREAS = """() => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const page = getComputedStyle(document.body).backgroundColor
  const paint = colour => {
    for (const each of [page, colour]) { context.fillStyle = each; context.fillRect(0, 0, 1, 1) }
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  return [page, ...['done', 'declined', 'open'].map(
    name => getComputedStyle(document.querySelector(`.pm-key--${name}`)).backgroundColor)
  ].map(paint)
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_areas_that_touch_can_be_told_apart(
    example: str, visit: Open, scheme: str, media: str
) -> None:
    page = visit(example, color_scheme=scheme).open("actions/")
    page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
    light = page.evaluate(AREAS)
    steps = [(max(pair) + 0.05) / (min(pair) + 0.05) for pair in pairwise(light)]
    assert min(steps) >= 1.8
