"""Chromium, and sites served over HTTP on loopback below `/team/kb/`."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from chromium_visit import BASE, FolderBelow, Open, Serve, Visit
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]

# What real builds, hostile input and the browser share stands there.
for name in ("build", "hostile"):
    sys.path.insert(0, str(ROOT / "tests" / name))

NOT_NEEDED = (
    *("DestroyProfileOnBrowserClose", "HttpsUpgrades", "MediaRouter", "OptimizationHints"),
    *("WebUIOmniboxAimPopup", "WebUIOmniboxPopup"),
)
"""Features of Chromium: those that Playwright switches off, and the pages of the address bar.

Each window draws two such pages, though nobody sees them: a third of all that a visit takes.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Return a function that serves a folder, made or still to be made, and gives its address."""
    servers = []

    def started(folder: Path) -> str:
        handler = functools.partial(FolderBelow, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}{BASE}"

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    options = [
        *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
        f"--disable-features={','.join(NOT_NEEDED)}",
    ]
    with sync_playwright() as playwright:
        found = program if Path(program).exists() else None
        browser = playwright.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()


def start(browser: Browser, base: str, width: int = 1280, **emulated: object) -> Visit:
    """Make a context for a site, with what is to be emulated, and listen to its page."""
    viewport = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, **emulated)  # type: ignore[arg-type]
    made = Visit(context.new_page(), base)
    context.on("request", lambda request: made.requests.append(request.url))
    context.on("weberror", lambda error: made.complaints.append(str(error.error)))
    context.on(
        "console",
        lambda line: made.complaints.append(line.text) if line.type == "error" else None,
    )
    context.on(
        "response",
        lambda answer: (
            made.complaints.append(f"{answer.status} {answer.url}")
            if answer.status >= 400
            else None
        ),
    )
    return made


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """Return a function that starts a visit to a site, as a reader who was never there."""
    visits: list[Visit] = []

    def opened(*where: Any, **emulated: Any) -> Visit:
        visits.append(start(chromium, *where, **emulated))
        return visits[-1]

    yield opened
    for made in visits:
        made.page.context.close()


@pytest.fixture(scope="module")
def walk(chromium: Browser) -> Iterator[Open]:
    """Return a function that goes on with a visit: tests of a module take the same page.

    For what is asked of page after page. To a renderer that knows the site a page costs half.
    """
    visits: dict[str, Visit] = {}

    def went_on(base: str, width: int = 1280, **emulated: Any) -> Visit:
        of = repr((base, sorted(emulated.items())))
        made = visits.get(of) or visits.setdefault(of, start(chromium, base, **emulated))
        made.page.set_viewport_size({"width": width, "height": 900})
        made.requests.clear()
        made.complaints.clear()
        return made

    yield went_on
    for made in visits.values():
        made.page.context.close()


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which `example` builds its site."""
    return tmp_path_factory.mktemp("example")


@pytest.fixture(scope="session")
def example(example_folder: Path, serve: Serve) -> str:
    """The address of the example knowledge base of this repository."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    base = serve(example_folder)
    build(
        load_config(
            str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(example_folder), site_url=base
        )
    )
    return base
