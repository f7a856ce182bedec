"""A game day as a person plays it: by keys, at random, shared, on a phone, as a sheet on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chromium_visit import Open, Serve
from playwright.sync_api import Page
from site_project import MKDOCS_YML, Project
from test_browser_pages import DISK_FULL as POSTMORTEM
from test_browser_pages import DISK_FULL_KEY, ONLY_COLOUR, axe

DISK_FULL = f"learn/game-day/?incident={DISK_FULL_KEY}"
STEPS = 11
HIDDEN = (
    "monitoring-gap",
    "config-change",
    "database disk full",
    "OPS-412",
    "snapshots to the external",
)


def steps(page: Page) -> int:
    return page.locator(".pm-steps > li").count()


def opened(visit_page: Page) -> Page:
    visit_page.locator(".pm-steps > li").first.wait_for()
    return visit_page


@pytest.mark.parametrize("key", ["Enter", "ArrowRight"])
def test_keys_go_on_and_what_lay_behind_comes_last(example: str, visit: Open, key: str) -> None:
    reader = visit(example)
    page = opened(reader.open(DISK_FULL))
    for step in range(1, STEPS):
        article = page.locator("article").text_content() or ""
        assert [word for word in HIDDEN if word in article] == []
        assert "Before anybody knew" not in article
        assert page.get_by_role("status").inner_text().startswith(f"Step {step} of {STEPS}.")
        page.keyboard.press(key)
        assert steps(page) == step + 1
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == page.locator(".pm-steps > li").last.text_content()
    assert page.locator("article").get_by_text("monitoring-gap").count() == 0
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "What lay behind it"
    article = page.locator("article").inner_text()
    for told in (
        "Order processing unavailable, database disk full",
        "monitoring-gap",
        "199 days overdue",
    ):
        assert told in article
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("heading", name="What lay behind it").count() == 1
    assert reader.complaints == []


def test_an_answer_is_kept_on_the_page_and_typing_does_not_go_on(example: str, visit: Open) -> None:
    page = opened(visit(example).open(DISK_FULL))
    answer = page.get_by_label("What would you do next?")
    answer.fill("<b>Look</b> at the disk")
    answer.press("ArrowRight")
    answer.press("Enter")
    assert steps(page) == 1
    page.get_by_role("button", name="What happened next").click()
    assert page.locator(".pm-answer").inner_text() == "You: <b>Look</b> at the disk"
    assert page.locator(".pm-steps b").count() == 0


def test_an_exercise_is_chosen_shared_and_left(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open("learn/game-day/")
    page.get_by_label("Service").select_option(value="orders-db")
    page.get_by_label("Severity").select_option(value="SEV-1")
    assert page.url.endswith("?service=orders-db&severity=SEV-1")
    assert page.locator(".pm-count").inner_text() == "3 of 36 exercises."
    page.evaluate("window.here = true")
    page.get_by_role("link", name="Sun 15 Mar 2026: SEV-1, orders, orders-db").click()
    opened(page)
    assert page.url == f"{example}{DISK_FULL}"
    page.go_back()
    page.locator(".pm-exercises > li").first.wait_for()
    assert page.locator(".pm-exercises > li").count() == 3
    page.go_forward()
    opened(page)
    page.get_by_role("link", name="All exercises").click()
    page.locator(".pm-exercises > li").first.wait_for()
    assert page.locator(".pm-count").inner_text() == "36 exercises."
    assert page.evaluate("window.here") is True
    assert reader.complaints == []


def test_one_is_picked_at_random_among_those_chosen(example: str, visit: Open) -> None:
    page = visit(example).open("learn/game-day/?severity=SEV-4")
    page.get_by_role("button", name="Pick one at random").click()
    opened(page)
    assert "SEV-4" in page.locator(".pm-player h2").inner_text()
    first = page.url
    page.get_by_role("button", name="Pick another at random").click()
    page.wait_for_function("before => location.href !== before", arg=first)
    assert "incident=" in page.url


def test_an_exercise_that_is_gone_is_said(example: str, visit: Open) -> None:
    reader = visit(example)
    page = reader.open("learn/game-day/?incident=2020/gone&service=nothing")
    page.locator(".pm-exercises > li").first.wait_for()
    told = page.locator(".pm-count").inner_text()
    assert "There is no exercise “2020/gone” here any more" in told
    assert "There is no service “nothing” here any more." in told
    assert reader.complaints == []


def test_the_page_of_a_postmortem_leads_there_without_a_new_document(
    example: str, visit: Open
) -> None:
    reader = visit(example)
    page = reader.open(POSTMORTEM)
    page.evaluate("window.walked = true")
    page.get_by_role("link", name="Run it as a game day").click()
    opened(page)
    page.get_by_role("link", name="sheet").click()
    page.locator(".pm-sheet").wait_for()
    page.go_back()
    opened(page)
    page.go_back()
    page.get_by_role("heading", name="Order processing unavailable").wait_for()
    assert page.evaluate("window.walked") is True
    assert reader.complaints == []


def test_the_sheet_of_the_disk_prints_on_two_pages(example: str, visit: Open) -> None:
    page = visit(example).open(f"{DISK_FULL}&sheet")
    rows = page.locator(".pm-sheet__steps tbody tr")
    rows.first.wait_for()
    assert rows.count() == STEPS
    assert (
        rows.nth(0).locator("td").nth(1).inner_text()
        == rows.nth(1).locator("td").first.inner_text()
    )
    text = page.locator(".pm-sheet").inner_text()
    order = ["Situation", "Steps", "Questions to ask", "What lay behind it", "What changed since"]
    assert [text.index(f"\n{head}\n") for head in order] == sorted(
        text.index(f"\n{head}\n") for head in order
    )
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_played_exercise_fits_a_phone_and_axe_finds_nothing(
    example: str, visit: Open, scheme: str
) -> None:
    page = opened(visit(example, width=390, color_scheme=scheme).open(DISK_FULL))
    options = {} if scheme == "light" else ONLY_COLOUR
    assert axe(page, **options) == []
    for _ in range(STEPS):
        page.keyboard.press("ArrowRight")
    assert axe(page, **options) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    smallest = page.locator(".pm-game :is(button, select):visible").evaluate_all(
        "all => Math.min(...all.map(each => each.getBoundingClientRect().height))"
    )
    assert smallest >= 24


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[str, Path]:
    """One hostile exercise in a folder and file that an address must encode."""
    project = Project(tmp_path_factory.mktemp("odd"))
    text = (
        "---\ntitle: '<img src=x onerror=window.pwned=1> \u05d0\u05d1 full'\nseverity: SEV-1\n"
        "services: ['<b>a</b> & co', con]\nstarted: 2026-03-15T14:44:00Z\n"
        "causes: ['<script>window.pwned=1</script>']\n---\n\n## Timeline\n\n"
        "- 14:44 `<script>window.pwned=1</script>` & \u05d0\u05d1\u05d2\n"
        f"- 14:45 {'x' * 300}\n- 14:46 [y](javascript:window.pwned=1)\n"
    )
    path = "postmortems/2026 & on/50% of a+b #1?.md"
    project.write({"mkdocs.yml": MKDOCS_YML, "docs/a.md": "# A", path: text})
    base = serve(project.root / "site")
    return base, project.build(site_url=base).folder


def test_odd_names_and_hostile_text(odd: tuple[str, Path], visit: Open) -> None:
    reader = visit(odd[0], width=390)
    page = reader.open("learn/game-day/")
    page.locator(".pm-exercises a").click()
    opened(page)
    page.reload()
    opened(page)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.get_by_role("heading", name="What lay behind it").is_visible()
    assert "<script>window.pwned=1</script>" in page.locator("article").inner_text()
    assert page.locator(".pm-game :is(img, script, b)").count() == 0
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert reader.complaints == []


def test_opened_from_a_file_the_folded_exercises_remain(odd: tuple[str, Path], visit: Open) -> None:
    page = visit("").open((odd[1] / "learn" / "game-day" / "index.html").as_uri())
    page.locator("details.pm-exercise > summary").click()
    assert page.get_by_text("What happened next").first.is_visible()
