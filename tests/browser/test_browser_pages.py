"""Every kind of page of the example, as a reader's browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium_visit import Open
from playwright.sync_api import Page

DISK_FULL = "postmortems/2026/2026-03-15-orders-database-disk-full/"
DISK_FULL_KEY = "7fce70aa"
PAGES = {
    "overview": "",
    "index": "postmortems/",
    "year": "postmortems/2025/",
    "postmortem": DISK_FULL,
    "ongoing draft": "postmortems/2026/2026-09-28-search-relevance-decline/",
    "time not recorded": "postmortems/2026/2026-02-11-checkout-icons-squares/",
    "actions": "actions/",
    "trends": "trends/",
    "trends of a year": "trends/2025/",
    "reviews": "reviews/",
    "review": "reviews/2026-q3/",
    "review for the meeting's screen": "reviews/2026-q2/#present",
    "learn": "learn/",
    "game days": "learn/game-day/",
    "game day": f"learn/game-day/?incident={DISK_FULL_KEY}",
    "facilitator's sheet": f"learn/game-day/?incident={DISK_FULL_KEY}&sheet",
    "this week": "actions/weekly/",
    "closed actions": "actions/closed/",
    "services": "services/",
    "service": "services/orders/",
    "causes": "causes/",
    "cause": "causes/monitoring-gap/",
    "owners": "owners/",
    "owner": "owners/storage-team/",
    "quality": "quality/",
    "search": "search/?q=disk&service=orders",
    "contacts": "handbook/contacts/",
    "checklists": "handbook/checklists/",
    "disaster recovery": "handbook/disaster-recovery/",
    "guide": "guide/",
    "live data": "guide/embed/",
    "nothing here": "404.html",
}


def axe(page: Page, **options: Any) -> list[str]:
    """Return what axe finds in the content of a page, a line each; code is the theme's."""
    context = {"include": [["article.md-content__inner"]], "exclude": [[".highlight"]]}
    results = Axe().run(page, context=context, options={"resultTypes": ["violations"], **options})
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


ONLY_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}


def too_wide(page: Page, widths: Iterable[int]) -> list[int]:
    """Return the widths at which the page scrolls sideways, with all that folds unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(width)
    return found


@pytest.mark.parametrize(
    ("scheme", "widths", "rules"),
    [("light", (1280, 1000), {}), ("dark", (390, 768), ONLY_COLOUR)],
    ids=["light", "dark phone"],
)
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_is_sound_in_both_schemes_and_at_every_width(
    example: str,
    walk: Open,
    address: str,
    scheme: str,
    widths: tuple[int, ...],
    rules: dict[str, Any],
) -> None:
    """All that is asked of every page, opened once in each scheme."""
    reader = walk(example, width=widths[0], color_scheme=scheme)
    page = reader.open(address)
    assert page.locator("h1").first.is_visible()
    assert axe(page, **rules) == []
    assert too_wide(page, widths) == []
    assert reader.left_the_machine == []
    assert reader.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_script_no_request_leaves_the_machine_either(
    example: str, visit: Open, scheme: str
) -> None:
    reader = visit(example, color_scheme=scheme, java_script_enabled=False)
    for address in PAGES.values():
        reader.open(address)
        assert reader.page.locator("h1").first.is_visible()
    assert len(reader.requests) > len(PAGES)
    assert reader.left_the_machine == []
    assert reader.complaints == []


def test_without_script_the_page_of_a_postmortem_says_everything(example: str, visit: Open) -> None:
    page = visit(example, java_script_enabled=False).open(DISK_FULL)
    for text in (
        "Order processing unavailable",
        "OPS-431",
        "monitoring-gap",
        "Disk full, PostgreSQL stops",
    ):
        assert page.get_by_text(text).first.is_visible()
    assert page.locator("article svg").first.is_visible()


def test_walking_through_the_site_keeps_the_page_alive(example: str, visit: Open) -> None:
    """With `navigation.instant` a link replaces the content, not the document."""
    reader = visit(example)
    page = reader.open("")
    page.evaluate("window.walked = true")

    page.locator("nav.md-tabs a", has_text="Postmortems").click()
    page.wait_for_url(f"{example}postmortems/")
    page.locator("article a", has_text="Order processing unavailable").first.click()
    page.wait_for_url(f"{example}{DISK_FULL}")
    heading = page.locator("article h1")
    heading.get_by_text("Order processing unavailable").wait_for()
    assert page.title().startswith("Order processing unavailable")
    assert page.locator("article svg").first.is_visible()

    page.locator("article a", has_text=re.compile(r"^orders-db$")).first.click()
    page.wait_for_url(f"{example}services/orders-db/")
    heading.get_by_text("orders-db").wait_for()
    assert page.locator("article tr").count() > 2

    page.go_back()
    page.wait_for_url(f"{example}{DISK_FULL}")
    heading.get_by_text("Order processing unavailable").wait_for()
    assert page.evaluate("window.walked") is True
    assert reader.complaints == []
    assert reader.left_the_machine == []


MISPLACED = """
() => {
  const found = [];
  const name = text => `${text.textContent.trim()} (${text.closest("[title]")?.title})`;
  for (const svg of document.querySelectorAll("article svg")) {
    if (!svg.viewBox.baseVal || svg.getBoundingClientRect().width === 0) continue;
    const frame = svg.viewBox.baseVal;
    const boxes = [...svg.querySelectorAll("text")].map(text => [text, text.getBBox()]);
    for (const [text, box] of boxes) {
      if (!box.width) continue;
      if (box.x < frame.x - 0.5 || box.y < frame.y - 0.5
          || box.x + box.width > frame.x + frame.width + 0.5
          || box.y + box.height > frame.y + frame.height + 0.5)
        found.push(`"${name(text)}" leaves the frame`);
    }
    for (let i = 0; i < boxes.length; i++)
      for (let j = i + 1; j < boxes.length; j++) {
        const [a, b] = [boxes[i][1], boxes[j][1]];
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        // The box of a line of text is higher than its letters: lines may share two pixels.
        if (across > 0.5 && down > 2)
          found.push(`"${name(boxes[i][0])}" and "${name(boxes[j][0])}" overlap`);
      }
  }
  return found;
}
"""


GATHER = """
async addresses => {
  const figures = [];
  for (const address of addresses) {
    const text = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const figure of page.querySelectorAll("article .pm-figure")) {
      figure.title = address;
      figures.push(figure);
    }
  }
  document.querySelector("article").replaceChildren(...figures);
}
"""
"""Shows the drawings of many pages in one, where they have the room that they have in theirs."""


def test_labels_of_drawings_stay_in_the_frame_and_apart(example: str, visit: Open) -> None:
    # Without a script the list is complete at once.
    complete = visit(example, java_script_enabled=False).open("postmortems/")
    links = complete.locator("article table a[href*='20']").evaluate_all(
        "links => [...new Set(links.map(link => link.href.split('#')[0]))]"
    )
    incidents = [link for link in links if re.search(r"/postmortems/\d{4}/", link)]
    assert len(incidents) == 36
    page = visit(example).open("postmortems/")
    page.evaluate(GATHER, incidents)
    assert page.locator("article svg text").count() > 300
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MISPLACED) == []


FOCUS = """
() => {
  const element = document.activeElement;
  if (!element || !element.closest("article")) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    text: element.textContent.trim().slice(0, 40),
    visible: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none",
    inside: box.width > 0 && box.top < innerHeight && box.bottom > 0,
  };
}
"""


@pytest.mark.parametrize("address", ["", "postmortems/", DISK_FULL, "actions/"])
def test_tab_reaches_the_links_with_a_visible_focus(
    example: str, visit: Open, address: str
) -> None:
    page = visit(example).open(address)
    reached: list[dict[str, Any]] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus:
            reached.append(focus)
        if len(reached) == 10:
            break
    assert len(reached) == 10
    assert [f["text"] for f in reached if not f["visible"]] == []
    assert [f["text"] for f in reached if not f["inside"]] == []


@pytest.mark.parametrize(("paper", "most"), [("A4", 2), ("Letter", 3)])
def test_a_typical_postmortem_prints_on_two_pages(
    example: str, visit: Open, paper: str, most: int
) -> None:
    """A Letter page is 18 mm shorter: a few lines may stand on a third."""
    pdf = visit(example).open(DISK_FULL).pdf(format=paper)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_mark_of_the_trends_leads_to_its_incident(
    example: str, visit: Open, script: bool
) -> None:
    """Links in drawings are a trap for `navigation.instant`: it must not keep the old page."""
    reader = visit(example, java_script_enabled=script)
    page = reader.open("trends/")
    page.locator(".pm-panel").first.locator(f"svg a[*|href='../{DISK_FULL}']").click(force=True)
    page.locator("article h1").get_by_text("Order processing unavailable").wait_for()
    assert page.url == f"{example}{DISK_FULL}"
    assert reader.complaints == []


def test_another_metric_is_chosen_without_script(example: str, visit: Open) -> None:
    page = visit(example, java_script_enabled=False).open("trends/")
    panels = page.locator(".pm-panel")
    assert [panel.is_visible() for panel in panels.all()] == [True, *[False] * 5]
    page.get_by_text("Time to detect", exact=True).first.click()
    assert panels.nth(1).is_visible()
    assert not panels.first.is_visible()
