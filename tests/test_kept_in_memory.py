"""What one build leaves to the next in a process is taken over only where all of it is the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_postmortems.kept import KeptInMemory
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

AS_OF = dt.date(2026, 10, 5)
TEXT = (
    "---\ntitle: One\nseverity: SEV-2\nservices: [orders]\nstarted: 2026-03-15T14:44:00Z\n"
    "---\n\n## Executive summary\n\n- Human error.\n"
)
LABELS = {"SEV-1": "All", "SEV-2": "Many"}


def test_settings_that_differ_in_their_order_only_are_others(tree: Callable[..., Path]) -> None:
    root, kept = tree({"one.md": TEXT, "two.md": TEXT}), KeptInMemory()
    for labels in (LABELS, dict(reversed(LABELS.items()))):
        settings = Settings(severities=labels)
        again = build_site(root, settings, AS_OF, kept=kept)
        assert _said(again) == _said(build_site(root, settings, AS_OF))
        frame = again.library.results.frames.incidents
        assert [*frame["severity"].cat.categories] == [*labels]


@pytest.mark.parametrize(
    ("files", "as_of", "same_tables"),
    [
        pytest.param({}, AS_OF, True, id="nothing"),
        pytest.param({"one.md": TEXT + "More.\n"}, AS_OF, True, id="prose"),
        pytest.param({"one.md": TEXT.replace("SEV-2", "SEV-9")}, AS_OF, False, id="unknown label"),
        pytest.param(
            {"one.md": TEXT.replace("14:44:00Z", "15:44:00+01:00")}, AS_OF, True, id="zone"
        ),
        pytest.param({"three.md": TEXT}, AS_OF, False, id="new"),
        pytest.param({"services.yml": "- {name: pay}\n"}, AS_OF, True, id="catalogue"),
        pytest.param({}, dt.date(2026, 1, 5), False, id="date"),
    ],
)
def test_what_is_taken_over_is_the_same(
    files: dict[str, str], as_of: dt.date, same_tables: bool, tree: Callable[..., Path]
) -> None:
    root, kept = tree({"one.md": TEXT, "two.md": TEXT}), KeptInMemory()
    first = build_site(root, Settings(), AS_OF, kept=kept)
    for page in first.pages.values():
        first.views.shown(page)
    for name, text in files.items():
        (root / name).write_text(text, "utf-8")
    again, fresh = (build_site(root, Settings(), as_of, kept=one) for one in (kept, None))
    assert _said(again) == _said(fresh)
    assert (first.library.results is again.library.results) is same_tables


def _said(site: Site) -> str:
    shown = {path: repr(site.views.shown(page).view) for path, page in site.pages.items()}
    return repr((shown, site.problems, replace(site.library, results=None)))  # type: ignore[arg-type]
