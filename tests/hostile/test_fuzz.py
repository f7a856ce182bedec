"""Whatever stands in the files: it is read or reported, drawn, exported and edited without loss.

The suite tries a few examples of each property; `scripts/fuzz` goes on for as long as it is told.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
import reader
import strategies
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar

from mkdocs_postmortems.authoring.action_edit import (
    ActionError,
    close,
    decline,
    open_actions,
    reopen,
)
from mkdocs_postmortems.authoring.document import DocumentError, read_document
from mkdocs_postmortems.authoring.edit import EditError
from mkdocs_postmortems.authoring.layout import LayoutError, lay_out
from mkdocs_postmortems.checks import check
from mkdocs_postmortems.errors import Level, Problem, abridged
from mkdocs_postmortems.exports.report import (
    github_format,
    gitlab_format,
    json_format,
    junit_format,
    sarif_format,
    text_format,
)
from mkdocs_postmortems.exports.report.report import Report, harmless
from mkdocs_postmortems.render.page import Rendered
from mkdocs_postmortems.render.sanitise import sanitise
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site
from mkdocs_postmortems.source.loader import find_postmortems, load
from mkdocs_postmortems.source.postmortem import read_postmortem_text

AS_OF = dt.date(2026, 10, 5)
EXTENSIONS = ("tables", "toc", "admonition", "attr_list", "footnotes", "md_in_html")
SETTINGS = Settings()


def examples(share: float) -> settings:
    """Return the profile with a share of its examples: a whole site takes longer than a file."""
    return settings(
        max_examples=max(1, int(settings.default.max_examples * share)),
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def folder_of(tree: Mapping[str, bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        root = Path(made).resolve() / "postmortems"
        root.mkdir()
        for name, content in tree.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_bytes(content)
        yield root


def is_one_line(text: str) -> bool:
    return len(text.splitlines()) <= 1 and not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", text)


@examples(0.5)
@given(strategies.trees())
def test_every_file_is_in_the_knowledge_base_and_every_problem_has_its_place(
    tree: dict[str, bytes],
) -> None:
    with folder_of(tree) as root:
        loaded = load(root, SETTINGS)
        found = check(loaded, SETTINGS, AS_OF)
        written = {path.relative_to(root).as_posix() for path in find_postmortems(root)[0]}
    assert {one.path for one in loaded.knowledge_base.postmortems} == written
    for problem in found:
        text = tree[problem.path].decode("utf-8", "replace")
        assert 1 <= problem.line <= len(re.split(r"\r\n|\r|\n", text)) + 1, problem
        assert problem.column >= 1
        assert problem.width >= 1
        assert is_one_line(str(problem))
        assert problem.hint
    check_reports(root, tuple(written), found)


def check_reports(root: Path, files: tuple[str, ...], found: tuple[Problem, ...]) -> None:
    report = Report(
        folder=root,
        top=root.parent,
        as_of=AS_OF,
        read=len(files),
        files=files,
        found=tuple(map(harmless, found)),
        least=Level.INFO,
        fail_on=None,
    )
    for write in (json_format.write, gitlab_format.write, sarif_format.write):
        json.loads(write(report))
    ElementTree.fromstring(junit_format.write(report))
    commands = github_format.write(report).splitlines()
    assert len(commands) == len(list(abridged(found)))
    assert all(re.match(r"::(error|warning|notice) ", line) for line in commands)
    text = text_format.write(report, 80, lambda text, role: text, "utf-8")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


@examples(0.1)
@given(strategies.trees())
def test_every_page_is_drawn_and_every_export_can_be_read(tree: dict[str, bytes]) -> None:
    with folder_of(tree) as root:
        site = build_site(root, SETTINGS, AS_OF, site_url="https://kb.example.com/")
        converter = markdown.Markdown(extensions=[*EXTENSIONS])
        for path in site.pages:
            rendered = site.render(path)
            html = converter.reset().convert(site.markdown(path, rendered))
            if site.pages[path].source:
                html = sanitise(html)
            html = rendered.fill(html)
            check_own_html(path, rendered, html)
            assert list(reader.html(html)) == [], path
        check_files(site)


def check_own_html(path: str, rendered: Rendered, html: str) -> None:
    """What we draw ourselves is balanced, and none of our places is left."""
    assert "\ue000" not in html, path
    balanced = _Balance()
    balanced.feed("".join(rendered.blocks))
    balanced.close()
    assert balanced.faults == [], path


class _Balance(HTMLParser):
    """Finds elements that are not closed in the order in which they were opened."""

    void = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.void:
            self.opened.append(tag)
        if tag in {"script", "iframe", "object"} or any(name[:2] == "on" for name, _ in attrs):
            self.faults.append(f"{tag} {attrs}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self.opened[-1:] == [tag]:
            self.opened.pop()
        else:
            self.faults.append(f"</{tag}> after {self.opened[-3:]}")

    def close(self) -> None:
        super().close()
        self.faults += self.opened


def check_files(site: Site) -> None:
    for address, write in {**site.files, **site.documents}.items():
        made, ending = write(), address.rpartition(".")[2]
        if ending == "parquet":
            assert made[:4] == b"PAR1"
            continue
        content = made.decode() if isinstance(made, bytes) else made
        if ending == "json":
            json.loads(content)
        elif ending == "csv":
            rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
            assert len({len(row) for row in rows}) <= 1
        elif ending == "xml":
            ElementTree.fromstring(content)
        elif ending == "ics":
            assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
            calendar = Calendar.from_ical(content)
            assert not any(part.errors for part in calendar.walk())
        else:
            assert ending in {"txt", "md"}, address


@examples(1)
@given(strategies.front_matters(), strategies.bodies())
def test_formatting_changes_nothing_but_the_layout(block: str, body: str) -> None:
    try:
        document = read_document(f"---\n{block}---\n{body}".encode("utf-8", "replace"))
        formatted = lay_out(document.block)
    except (DocumentError, LayoutError):
        return
    assert lay_out(formatted) == formatted
    before, after = (
        read_postmortem_text(f"---\n{it}---\n", "x.md", SETTINGS).postmortem
        for it in (document.block, formatted)
    )
    assert before.model_dump(exclude={"body"}) == after.model_dump(exclude={"body"})


@examples(0.5)
@given(strategies.files(), strategies.texts())
def test_closing_declining_and_reopening_touch_one_action(content: bytes, reason: str) -> None:
    with folder_of({"x.md": content}) as root:
        path = root / "x.md"
        try:
            file = open_actions(path, root, SETTINGS)
        except (ActionError, DocumentError):
            return
        for number, before in enumerate(file.postmortem.actions):
            for edit in (
                lambda n=number: close(file, n, AS_OF),
                lambda n=number: decline(file, n, AS_OF, lambda: reason),
                lambda n=number: reopen(file, n),
            ):
                try:
                    block = edit()
                except (ActionError, EditError):
                    continue
                path.write_bytes(file.document.with_block(block))
                edited = open_actions(path, root, SETTINGS).postmortem
                assert len(edited.actions) == len(file.postmortem.actions)
                changed = {"status", "closed", "reason", "created"}
                after = edited.actions[number]
                assert before.model_dump(exclude=changed) == after.model_dump(exclude=changed)
                others = [*edited.actions[:number], *edited.actions[number + 1 :]]
                untouched = [
                    *file.postmortem.actions[:number],
                    *file.postmortem.actions[number + 1 :],
                ]
                assert others == untouched


def test_a_page_that_is_not_balanced_is_noticed() -> None:
    with pytest.raises(AssertionError):
        check_own_html("x", Rendered("", ("<td>", "<b>a</td>")), "")
