"""Every string field to every output: what stands in a field is text there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click
import injected
import markdown as python_markdown
import pytest
import reader
import yaml
from click.testing import CliRunner
from git_repository import Repository, isolate_git

from mkdocs_postmortems.cli import main
from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.model import FrontMatter, Service
from mkdocs_postmortems.render.sanitise import sanitise
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import PAGE_MODULES, Site

EXTENSIONS = ("abbr", "admonition", "attr_list", "footnotes", "md_in_html", "tables", "toc")

PRINTED = {
    "action list": {
        "text": reader.plain,
        "json": reader.json_text,
        "csv": reader.csv_text,
        "markdown": reader.markdown,
    },
    "check": {
        "text": reader.plain,
        "json": reader.json_text,
        "github": reader.commands,
        "gitlab": reader.json_text,
        "sarif": reader.sarif,
        "junit": reader.junit,
    },
    "digest": {
        "text": reader.plain,
        "markdown": reader.markdown,
        "slack": reader.slack,
        "html": lambda text: reader.html(text, frozenset({"meta", "style"})),
    },
    "metrics": {"text": reader.plain, "json": reader.json_text},
    "similar": {"text": reader.plain, "json": reader.json_text},
    "pr-comment": {"": reader.markdown},
    "fmt": {"": reader.plain},
    "schema": {"": reader.json_text},
}
"""Commands that print what stands in postmortems, each with its formats."""

NOT_PRINTED = {
    *("actions", "completion", "csp", "export", "init", "new", "review new", "sync"),
    *("action close", "action decline", "action reopen"),
}
"""Commands that print paths, print nothing, or are tested with hostile tickets; `export` writes the
files that the site has."""

ARGUMENTS = {
    "action list": ["--as-of=2026-10-05"],
    "check": ["--level=info", "--fail-on=never"],
    "digest": ["--since=2026-01-01", "--as-of=2026-10-05"],
    "similar": ["2026/markup.md"],
    "fmt": ["--check"],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A repository whose branch adds the knowledge base."""
    with pytest.MonkeyPatch.context() as patch:
        isolate_git(patch)
        made = Repository(tmp_path_factory.mktemp("injected") / "kb")
        options = {**injected.settings(), "as_of": "2026-10-05"}
        config = {
            "site_name": "Hostile",
            "site_url": "https://kb.example.com/",
            "plugins": [{"postmortems": options}],
        }
        text = yaml.safe_dump(config, allow_unicode=True)
        made.commit({"mkdocs.yml": text, "postmortems/README.md": "x", "docs/x.md": "x"})
        made.git("switch", "-q", "-c", "topic")
        made.commit({f"postmortems/{path}": text for path, text in injected.files().items()})
        patch.chdir(made.folder)
        yield made.folder


@pytest.fixture(scope="module")
def site(project: Path) -> Site:
    import datetime as dt

    from mkdocs_postmortems.site import build_site

    settings = Settings.from_mapping(injected.settings())
    folder, day = project / "postmortems", dt.date(2026, 10, 5)
    return build_site(folder, settings, day, site_url="https://kb.example.com/")


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    """Every page as HTML, made as the host makes it."""
    converter = python_markdown.Markdown(extensions=[*EXTENSIONS])
    made = {}
    for path, page in site.pages.items():
        rendered = site.render(path)
        html = converter.reset().convert(site.markdown(path, rendered))
        made[path] = rendered.fill(sanitise(html) if page.source else html)
    return made


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str | bytes]:
    return {address: write() for address, write in {**site.files, **site.documents}.items()}


def test_no_page_runs_or_loads_anything(pages: dict[str, str]) -> None:
    faults = {path: found for path, html in pages.items() if (found := list(reader.html(html)))}
    assert faults == {}
    # Nothing is left that another pass would take for a place of its own.
    assert [path for path, html in pages.items() if "\ue000" in html] == []


def test_every_kind_of_page_is_among_them(site: Site) -> None:
    without = {module.__name__.rpartition(".")[2] for module in PAGE_MODULES} - {
        page.template for page in site.pages.values()
    }
    assert without == set()


def test_every_file_is_read_as_its_format(files: dict[str, str | bytes]) -> None:
    faults = {}
    for address, content in files.items():
        ending = address.rpartition(".")[2]
        assert ending in reader.READERS, f"{address} is not in the matrix"
        text = content.decode() if isinstance(content, bytes) and ending != "parquet" else content
        if found := list(reader.READERS[ending](text)):
            faults[address] = found[:3]
    assert faults == {}


@pytest.mark.parametrize(
    ("command", "shown"), [(name, shown) for name, formats in PRINTED.items() for shown in formats]
)
def test_what_a_command_prints_is_read_as_its_format(
    project: Path, command: str, shown: str
) -> None:
    arguments = [*command.split(), *ARGUMENTS.get(command, [])]
    with contextlib.chdir(project):
        result = CliRunner().invoke(main, [*arguments, *(["--format", shown] if shown else [])])
    assert result.exit_code in {0, 1}, result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(result.stdout) > 50
    assert list(PRINTED[command][shown](result.stdout))[:5] == []
    assert list(reader.plain(result.stderr)) == []


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, set[str]]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
            continue
        options = [one for one in command.params if "--format" in one.opts]
        kind = options[0].type if options else None
        yield f"{above}{name}", set(kind.choices) if isinstance(kind, click.Choice) else {""}


def test_every_command_and_format_is_in_the_matrix() -> None:
    found = {name: formats for name, formats in commands(main) if name not in NOT_PRINTED}
    assert found == {name: set(formats) for name, formats in PRINTED.items()}


NOWHERE = {"stats.revenue_lost.currency", "timezone", "detection.gap"}
"""Refused by their fields, as a text that is not one of a list."""


@pytest.mark.parametrize("model", [FrontMatter, Service, Contact])
def test_every_field_of_a_file_is_in_the_matrix(
    pages: dict[str, str], files: dict[str, str | bytes], model: type
) -> None:
    """Each is seen in an output, so that it is known to have got there."""
    texts = [content for content in files.values() if isinstance(content, str)]
    everything = "\n".join([*pages.values(), *texts])
    paths = {path.replace("{key}", ".key").replace("{}", ".value") for path in fields_of(model)}
    lost = {path for path in paths - NOWHERE if injected.mark(path) not in everything}
    expected = {"reach[]", "place", "purpose", "name"} if model is Contact else set()
    assert lost - expected == set()


def fields_of(model: type) -> set[str]:
    return set(injected.string_fields(model))


def test_every_setting_is_in_the_matrix() -> None:
    assert fields_of(Settings) == injected.IN_SETTINGS | injected.NO_TEXT.keys()
    assert not injected.IN_SETTINGS & injected.NO_TEXT.keys()


def test_a_reader_finds_what_must_not_be_there() -> None:
    for read, text in (
        (reader.html, "<a href=' java\nscript:x'>"),
        (reader.html, "<b onclick=x>"),
        (reader.markdown, "<img src=x onerror=y>"),
        (reader.markdown, "ask @team"),
        (reader.markdown, "[x](https://evil.example)"),
        (reader.csv_text, "a,b\n=1,2\n"),
        (reader.ics, "BEGIN:VCALENDAR\r\nX-INJECTED:1\r\nEND:VCALENDAR\r\n"),
        (reader.slack, "<!channel>"),
        (reader.commands, "::error file=a::b\n::set-output::c"),
        (reader.plain, "\x1b[31m"),
        (reader.sarif, '{"runs": [{"results": [{"message": {"text": "[a](https://b)"}}]}]}'),
    ):
        assert list(read(text)), text
