"""A build with what earlier ones kept gives the same bytes, and says the same, as one without."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from site_project import MKDOCS_YML as USUAL
from site_project import ROOT, Built, Project, postmortem

from mkdocs_postmortems.plugin import filling
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

MKDOCS_YML = USUAL.replace("as_of:", "search: material, as_of:")

LINKED = "## Executive summary\n\n- It broke. See [the other](other.md#impact) and [it](pic.png)."
IMPACT = "## Executive summary\n\n- It broke.\n\n## Impact\n\nAll orders."


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are drawn, and `filled: ` those whose template is filled."""
    drawn: list[str] = []
    render, fill = Site.render, filling._Filler._fill_anew

    def noted(self: Site, path: str, view: object = None) -> Any:
        drawn.append(path)
        return render(self, path, view)

    def noted_fill(self: Any, key: Any, page: Any) -> str:
        drawn.append(f"filled: {page.file.src_uri}")
        return fill(self, key, page)

    monkeypatch.setattr(Site, "render", noted)
    monkeypatch.setattr(filling._Filler, "_fill_anew", noted_fill)
    return drawn


@pytest.fixture
def pair(project: Project) -> Project:
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML,
            "docs/guide.md": "# Guide\n\nSee [one](postmortems/one.md).\n",
            "postmortems/one.md": postmortem("One", body=LINKED),
            "postmortems/other.md": postmortem("Other", day="2026-04-15", body=IMPACT),
            "postmortems/third.md": postmortem("Third", day="2025-01-15"),
            "postmortems/pic.png": b"no picture",
        }
    )
    return project


def without(project: Project) -> Built:
    """Build the project with `cache: false`."""
    text = (project.root / "mkdocs.yml").read_text("utf-8")
    off = text.replace("as_of:", "cache: false, as_of:")
    assert off != text
    project.write({"mkdocs.yml": off})
    try:
        return project.build(to="without")
    finally:
        project.write({"mkdocs.yml": text})


def test_nothing_is_made_twice(pair: Project, made: list[str]) -> None:
    first = pair.build(to="first")
    assert "postmortems/one.md" in made
    made.clear()
    second = pair.build(to="second")
    assert made == []
    assert first.promised == second.promised
    assert first.lines[2:-1] == [*second.lines[2:-1]]


CHANGES: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    # What changes -> the files, the postmortems that are drawn anew, and those that are not.
    "text": (
        {"postmortems/one.md": postmortem("One", body=f"{LINKED} Twice.")},
        {"one"},
        {"other", "third"},
    ),
    "title of another page": (
        {"postmortems/other.md": postmortem("Renamed", day="2026-04-15", body=IMPACT)},
        {"other"},
        set(),
    ),
    "date": (
        {"mkdocs.yml": MKDOCS_YML.replace("2026-10-05", "2026-10-06")},
        {"one", "other", "third"},
        set(),
    ),
    "option of an extension": (
        {"mkdocs.yml": f"{MKDOCS_YML}markdown_extensions: [toc: {{permalink: X}}]\n"},
        {"one", "other", "third"},
        set(),
    ),
    "name of the site": (
        {"mkdocs.yml": MKDOCS_YML.replace("Incidents", "Outages")},
        set(),
        {"one", "other", "third"},  # made before the option was there
    ),
    "pages in the navigation": (
        {"docs/new.md": "# New\n", "docs/guide.md": "# Handbook\n"},
        set(),
        {"one", "other", "third"},
    ),
    "address of the site": (
        {"mkdocs.yml": f"{MKDOCS_YML}site_url: https://example.com/x/\n"},
        set(),
        {"third"},
    ),
    "template": (
        {
            "mkdocs.yml": MKDOCS_YML.replace(
                "{name: material,", "{name: material, custom_dir: theme,"
            ),
            "theme/main.html": '{% extends "base.html" %}{% block announce %}Hi{% endblock %}',
        },
        set(),
        {"one", "other", "third"},
    ),
    "hook": (
        {
            "mkdocs.yml": f"{MKDOCS_YML}hooks: [hook.py]\n",
            "hook.py": "def on_page_markdown(markdown, **_):\n"
            "    return markdown.replace('It broke', 'It fell over')\n",
        },
        set(),
        set(),
    ),
}


def test_a_change_is_seen_wherever_it_shows(pair: Project, made: list[str]) -> None:
    before = pair.build().promised
    for change, (files, anew, as_before) in CHANGES.items():
        made.clear()
        pair.write(files)
        warm = pair.build()
        drawn = {Path(path).stem for path in made if path.startswith("postmortems/")}
        cold = without(pair)
        assert warm.promised == cold.promised, change
        assert warm.warnings == cold.warnings, change
        assert cold.promised != before, change
        assert anew <= drawn, change
        assert not as_before & drawn, change
        before = cold.promised


def test_a_link_that_broke_is_told_by_every_build(pair: Project, made: list[str]) -> None:
    assert pair.build().warnings == []
    (pair.root / "postmortems/pic.png").unlink()
    made.clear()
    first = pair.build().warnings
    assert len(first) == 1
    assert "'pic.png'" in first[0]
    assert "postmortems/one.md" in made
    made.clear()
    assert pair.build().warnings == first
    assert made == []
    # An anchor is looked up in the other page, which is made anew; this one need not be.
    pair.write({"postmortems/pic.png": b"no picture"})
    pair.write({"postmortems/other.md": postmortem("Other", day="2026-04-15")})
    warnings = pair.build().warnings
    assert ["does not contain an anchor '#impact'" in line for line in warnings] == [True]


def test_an_extension_that_may_read_anything_keeps_no_page(pair: Project, made: list[str]) -> None:
    snippets = f"markdown_extensions: [pymdownx.snippets: {{base_path: [{pair.root}/docs]}}]\n"
    pair.write({"mkdocs.yml": MKDOCS_YML + snippets, "docs/part.txt": "First"})
    body = '## Executive summary\n\n- It broke.\n\n--8<-- "part.txt"\n'
    pair.write({"postmortems/one.md": postmortem("One", body=body)})
    assert "First" in pair.build().page("postmortems/one/").text
    pair.write({"docs/part.txt": "Second"})
    assert "Second" in pair.build().page("postmortems/one/").text


def test_what_is_committed_is_not_used(pair: Project, made: list[str]) -> None:
    pair.build()
    for command in (["init", "-q"], ["add", "-f", ".cache"]):
        subprocess.run(["git", "-C", str(pair.root), *command], check=True)
    made.clear()
    warnings = pair.build().warnings
    assert len(warnings) == 1
    assert "is committed to git, and is not used. Remove it with `git rm" in warnings[0]
    assert "postmortems/one.md" in made


def test_a_link_in_the_place_of_the_folder_is_not_followed(pair: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (pair.root / ".cache").symlink_to(elsewhere)
    assert "is a link, and is not used" in pair.build().warnings[0]
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_cannot_be_made_stops_no_build(pair: Project) -> None:
    pair.write({".cache": "a file"})
    built = pair.build(strict=True)
    assert any("Nothing is kept for the next build" in line for line in built.lines)
    assert "It broke" in built.page("postmortems/one/").text


def test_poisoned_entries_of_another_form_are_made_anew(pair: Project, made: list[str]) -> None:
    from mkdocs_postmortems.cache.store import Store

    first = pair.build(to="first")
    folder = pair.root / ".cache/postmortems/pages"
    for number, path in enumerate(sorted(folder.glob("??/*"))):
        forms: list[Any] = [7, [], {}, {"asked": 1}, {"asked": {}, "made": {"toc": 1}}, ["a", 1]]
        Store(folder).keep(path.parent.name + path.name, forms[number % len(forms)])
    assert pair.build(to="second").promised == first.promised


def test_views_are_data_that_a_name_can_be_made_of() -> None:
    """`fingerprint` sees what `repr` shows: nothing in a view may hide from it."""
    site = build_site(ROOT / "postmortems", Settings(), dt.date(2026, 10, 5))
    for path, page in site.pages.items():
        unknown = [type(one) for one in parts(page.view()) if not is_plain(one)]
        assert unknown == [], path


def parts(value: object) -> Iterator[object]:
    yield value
    inner: Any = ()
    if isinstance(value, dict):
        inner = [*value, *value.values()]
    elif isinstance(value, list | tuple):
        inner = value
    elif dataclasses.is_dataclass(value):
        assert all(field.repr for field in dataclasses.fields(value))
        inner = [getattr(value, field.name) for field in dataclasses.fields(value)]
    elif isinstance(value, BaseModel):
        assert all(field.repr for field in type(value).model_fields.values())
        inner = [one for _, one in value]
    for one in inner:
        yield from parts(one)


def is_plain(value: object) -> bool:
    simple = (str, int, float, bool, dt.date, dt.timedelta, dt.time, enum.Enum, Decimal)
    whole = (dict, list, tuple, BaseModel)
    return value is None or isinstance(value, simple + whole) or dataclasses.is_dataclass(value)
