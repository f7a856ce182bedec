"""Charts in Chromium, from one incident to 1,600: labels apart, nothing out of the frame."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "render" / "chart"))

from chart_gallery import gallery

WIDTHS = (320, 390, 768, 1280, 1920)

Opened = Callable[..., Page]

# The pairs of labels of a chart that overlap by more than a pixel.
OVERLAPS = """() => [...document.querySelectorAll('.pm-chart')].flatMap(chart => {
  const texts = [...chart.querySelectorAll('text')]
    .map(text => ({text: text.textContent, box: text.getBoundingClientRect()}))
    .filter(({box}) => box.width > 0)
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
  return texts.flatMap((one, at) => texts.slice(at + 1)
    .filter(other => over(one.box, other.box)).map(other => [one.text, other.text]))
})"""

# What stands out of the box of its chart to the left or right, or below it.
OUTSIDE = """() => [...document.querySelectorAll('.pm-chart')].flatMap(chart => {
  const frame = chart.getBoundingClientRect()
  return [...chart.querySelectorAll('text, use, rect, line')]
    .map(part => [part.outerHTML, part.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1
      || box.bottom > frame.bottom + 1))
    .map(([part]) => part)
})"""

LABELS = """at => [...document.querySelectorAll('.pm-chart')[at].querySelectorAll('text')]
  .filter(text => text.getBoundingClientRect().width > 0).map(text => text.textContent)"""

# Contrast of the numbers of each tint, by painting the colours as the browser would.
CONTRAST = """() => [0, 1, 2, 3, 4, 5].map(level => {
  const cell = document.querySelector(`.pm-heat--${level}:has(a), .pm-heat--${level}`)
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const paint = (...colours) => {
    context.clearRect(0, 0, 1, 1)
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1) }
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const page = getComputedStyle(document.body).backgroundColor
  const {color, backgroundColor} = getComputedStyle(cell.querySelector('a') ?? cell)
  const tint = getComputedStyle(cell).backgroundColor
  const [low, high] = [paint(page, tint), paint(page, tint, color)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
})"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Opened:
    """Return a function that shows the gallery in a window of some width."""
    window = chromium.new_page()
    shown: list[str] = []

    def opened(width: int = 1280, scheme: str = "default") -> Page:
        window.set_viewport_size({"width": width, "height": 900})
        if shown != [scheme]:
            window.set_content(gallery(scheme))
            shown[:] = [scheme]
        return window

    return opened


@pytest.mark.parametrize("width", WIDTHS)
def test_no_two_labels_overlap_and_nothing_leaves_its_chart(page: Opened, width: int) -> None:
    shown = page(width)
    assert shown.evaluate(OVERLAPS) == []
    assert shown.evaluate(OUTSIDE) == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chart_fills_its_width_at_a_fixed_height(page: Opened) -> None:
    sizes = "() => [...document.querySelectorAll('.pm-chart > svg')].map(svg => [svg.clientWidth,"
    sizes += "svg.clientHeight - Number(svg.getAttribute('height')), svg.parentNode.clientWidth])"
    for width in (390, 1280):
        for across, difference, room in page(width).evaluate(sizes):
            assert across == room
            assert abs(difference) < 1


def test_a_phone_shows_fewer_labels_and_a_desktop_all(page: Opened) -> None:
    phone, desktop = (page(width).evaluate(LABELS, 12) for width in (390, 1280))
    assert {"Q1", "2015"} <= set(desktop)
    assert "Q1" not in phone
    assert "2015" in phone


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_numbers_on_every_tint_can_be_read(page: Opened, scheme: str) -> None:
    assert all(contrast >= 4.5 for contrast in page(scheme=scheme).evaluate(CONTRAST))


def test_grids_of_twenty_fit_a_desktop_and_scroll_in_their_frame_on_a_phone(page: Opened) -> None:
    scrolls = "frame => frame.scrollWidth > frame.clientWidth"
    for width, scrolling in ((1280, False), (390, True)):
        frame = page(width).locator(".pm-grid-frame").last
        assert frame.evaluate(scrolls) is scrolling


def test_the_chosen_metric_is_the_only_panel_also_on_paper(page: Opened) -> None:
    shown = page()
    panels = shown.locator(".pm-panel")
    shown.locator(".pm-metrics > label").nth(2).click()
    assert [panels.nth(at).is_visible() for at in range(3)] == [False, False, True]
    shown.keyboard.press("ArrowLeft")
    assert [panels.nth(at).is_visible() for at in range(3)] == [False, True, False]
    shown.emulate_media(media="print")
    labels = shown.locator(".pm-metrics > label")
    assert [panels.nth(at).is_visible() for at in range(3)] == [False, True, False]
    assert [labels.nth(at).is_visible() for at in range(3)] == [False, True, False]
    shown.emulate_media(media="screen")


def test_a_dot_is_a_link_that_takes_the_focus(page: Opened) -> None:
    dot = page().locator(".pm-chart--dots a").first
    dot.focus()
    assert dot.evaluate("link => link === document.activeElement")
    assert dot.evaluate("link => link.href.baseVal").startswith("../../postmortems/")
