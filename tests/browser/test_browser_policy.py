"""The example under the policy that `postmortems csp` prints: all of it works, no more runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chromium_visit import Open, Visit
from playwright.sync_api import Page, Route
from test_browser_pages import DISK_FULL_KEY

from mkdocs_postmortems.exports.content_policy import Inline, directives

INJECTED = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'>"
GUARDED = re.compile(r"(/|\.html|worker\.js)(\?.*)?$")
"""What heeds a policy of its own: documents and workers. What they load heeds theirs."""
HEARD = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event => {
  window.refused.push(event.effectiveDirective);
  console.error(`POLICY ${event.effectiveDirective} ${event.blockedURI} ${location.pathname}`);
});
"""


@pytest.fixture(scope="module")
def policy(example: str, example_folder: Path) -> str:
    inline = Inline()
    for page in example_folder.rglob("*.html"):
        inline.add(page.name, page.read_text("utf-8"))
    return "; ".join(f"{name} {sources}" for name, sources in directives(inline).items())


def guarded(reader: Visit, policy: str, injected: str = "") -> Page:
    """Serve every answer with the policy, and every page with what is injected into its text."""

    def answer(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        if injected and "text/html" in headers.get("content-type", ""):
            body = response.text().replace("<h1", f"{injected}<h1", 1)
            route.fulfill(response=response, headers=headers, body=body)
        else:
            route.fulfill(response=response, headers=headers)

    reader.page.route(GUARDED, answer)
    reader.page.add_init_script(HEARD)
    return reader.page


def test_search_lists_charts_game_day_and_dark_mode_work(
    example: str, policy: str, visit: Open
) -> None:
    reader = visit(example, color_scheme="light")
    page = guarded(reader, policy)
    reader.open("postmortems/")
    rows = page.locator("article tbody tr:visible")
    rows.first.wait_for()
    every = rows.count()
    page.locator("article input[type=search]").first.fill("disk")
    page.wait_for_function(f"document.querySelectorAll('article tbody tr').length !== {every}")
    page.locator("form[data-md-component=palette] label:visible").click()
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    # Instant navigation keeps the document: another one would have lost the mark.
    page.evaluate("window.same = true")
    page.locator(".md-tabs a[href*='trends']").click()
    page.wait_for_url("**/trends/")
    page.locator("article svg").first.wait_for()
    assert page.evaluate("window.same")
    page.keyboard.press("/")
    page.keyboard.type("disk")
    page.locator(".pm-finder .pm-found").first.wait_for()
    reader.open("search/?q=disk")
    page.locator(".pm-search .pm-found").first.wait_for()
    reader.open(f"learn/game-day/?incident={DISK_FULL_KEY}")
    page.locator(".pm-steps > li").first.wait_for()
    for address in ("", "actions/", "reviews/2026-q1/", "quality/", "guide/"):
        reader.open(address)
        page.wait_for_load_state("networkidle")
    assert reader.complaints == []
    assert reader.left_the_machine == []


def test_a_script_that_nobody_allowed_does_not_run(example: str, policy: str, visit: Open) -> None:
    reader = visit(example)
    page = guarded(reader, policy, INJECTED)
    reader.open("learn/")
    page.wait_for_function("window.refused.length > 1")
    assert page.evaluate("window.refused") == ["script-src-elem", "script-src-attr"]
    assert page.evaluate("window.pwned") is None
    # Without the policy it does run, so that it is known to be refused.
    free = guarded(visit(example), "", INJECTED)
    free.goto(f"{example}learn/")
    free.wait_for_function("window.pwned === 2")
