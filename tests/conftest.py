"""Small trees of files in, records and messages out."""

import datetime as dt
import gc
import re
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site
from mkdocs_postmortems.source.loader import Loaded, load
from mkdocs_postmortems.source.postmortem import read_postmortem_text

Files = Mapping[str, str | bytes]
Write = Callable[[str, str], str]
Read = Callable[..., tuple[Postmortem, list[str]]]
Tree = Callable[[Files], Path]

hypothesis_settings.register_profile("quick", max_examples=30, deadline=None, derandomize=True)
hypothesis_settings.register_profile("fuzz", max_examples=1_000, deadline=None, print_blob=True)
hypothesis_settings.load_profile("quick")

WHOLE = ("browser", "build", "docs", "hosts", "scripts")
"""Folders of tests that go through the host, a browser or other processes."""

# Builds leave much behind that is alive: looking for garbage less often saves a sixth of the time.
gc.freeze()
gc.set_threshold(100_000, 50, 100)

AS_OF = dt.date(2026, 10, 5)
"""The day on which trees are checked and built."""

REQUIRED = (
    "title: Orders down",
    "severity: SEV-3",
    "services: [orders]",
    "started: 2026-03-15T14:44:00Z",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(Path(__file__).parent).parts[0] in WHOLE:
            item.add_marker("whole")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Count coverage only in the tests that were written for the core.

    Tracing nearly doubles the time of a test; what goes through the host and what draws examples
    at random does without it.
    """
    if not (item.get_closest_marker("whole") or item.get_closest_marker("hypothesis")):
        return (yield)
    # Not by stopping `Coverage`: in a worker of xdist there are two, and the other would go on.
    here, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(in_threads)


def whole_file(fields: str = "", body: str = "") -> str:
    """Return a file with the required fields on lines 2 to 5, then `fields`, then `body`.

    A required field that stands in `fields` too is left out above.
    """
    given = set(re.findall(r"^(\w+):", fields, re.MULTILINE))
    lines = [line for line in REQUIRED if line.partition(":")[0] not in given]
    return "\n".join(["---", *lines, *([fields.strip("\n")] if fields else []), "---", body])


@pytest.fixture(scope="session")
def whole() -> Callable[..., str]:
    return whole_file


@pytest.fixture(scope="session")
def read() -> Read:
    """Read the front matter `fields` and the `body`: the record, and its problems as lines."""

    def read_fields(
        fields: str = "", body: str = "", settings: Settings | None = None
    ) -> tuple[Postmortem, list[str]]:
        text = whole_file(fields, body)
        found = read_postmortem_text(text, "x.md", settings or Settings())
        return found.postmortem, [str(problem) for problem in found.problems]

    return read_fields


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Write files below a folder, and return the folder."""

    def write(files: Files) -> Path:
        root = tmp_path / "postmortems"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def load_tree(tree: Tree) -> Callable[..., Loaded]:
    def write_and_load(files: Files, settings: Settings | None = None) -> Loaded:
        return load(tree(files), settings or Settings())

    return write_and_load


@pytest.fixture
def problems_of(load_tree: Callable[..., Loaded]) -> Callable[..., list[str]]:
    """The lines of all problems of a tree that loading finds."""

    def lines(files: Files, settings: Settings | None = None) -> list[str]:
        return [str(problem) for problem in load_tree(files, settings).knowledge_base.problems]

    return lines


@pytest.fixture
def checked(load_tree: Callable[..., Loaded]) -> Callable[..., list[str]]:
    """The lines of all problems of a tree: those of loading, and those of the rules."""

    def lines(files: Files, settings: Settings | None = None) -> list[str]:
        settings = settings or Settings()
        return [str(problem) for problem in check(load_tree(files, settings), settings, AS_OF)]

    return lines


@pytest.fixture
def site_of(tree: Tree) -> Callable[..., Site]:
    def write_and_build(
        files: Files,
        settings: Settings | None = None,
        as_of: dt.date = AS_OF,
        directory_urls: bool = True,
    ) -> Site:
        return build_site(tree(files), settings or Settings(), as_of, directory_urls)

    return write_and_build
