"""`postmortems export`: the data of the site, without a site."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mkdocs_postmortems.authoring.written import create_file, replace_file
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.loaded import warn
from mkdocs_postmortems.cli.output import say, say_unreadable, shown_path, stop
from mkdocs_postmortems.cli.reading_day import find_day
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.render.text import plural

if TYPE_CHECKING:
    from mkdocs_postmortems.exports.data import Data
    from mkdocs_postmortems.exports.published import Files

_FORMATS = ("json", "csv", "parquet")
_TABLES = ("postmortems", "actions", "causes", "services")
_STDOUT = "-"
_USUAL = "postmortems-data"


@click.command()
@config_option
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    default=_USUAL,
    metavar="DIR",
    help="The folder to write into; default postmortems-data. `-` prints one table.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(_FORMATS),
    multiple=True,
    metavar="FORMAT",
    help="Only this format: json, csv or parquet. Can be given several times.",
)
@click.option(
    "--table",
    "tables",
    type=click.Choice(_TABLES),
    multiple=True,
    metavar="TABLE",
    help="Only this table: postmortems, actions, causes or services. Can be given several times.",
)
@click.option("--force", is_flag=True, help="Replace the files of an earlier export.")
@click.option("--as-of", metavar="DATE", help="Read everything on this date, such as 2026-10-05.")
@click.option(
    "--edition",
    type=click.Choice(("internal", "public")),
    metavar="EDITION",
    help="What the data is of: internal, everything, or public; default as mkdocs.yml says.",
)
def export(
    config: Path | None,
    output: str,
    formats: tuple[str, ...],
    tables: tuple[str, ...],
    force: bool,
    as_of: str | None,
    edition: Literal["internal", "public"] | None,
) -> None:
    """Write the data of the knowledge base into a folder of its own: what the site has in data/.

    Without --format and --table these are all tables in all formats, a JSON for each postmortem,
    the metrics and the schemas. What else is in the folder stays. `postmortems export --table
    actions --format csv -o -` prints one table.

    Exits with 0, or with 2 when it could not run, when the folder is that of mkdocs.yml or of the
    postmortems, or when a file is there already and --force is not given.
    """
    if not output:
        stop(f"found an empty --output. Write a folder of its own, such as {_USUAL}")
    if output == _STDOUT and (len(set(tables)), len(set(formats))) != (1, 1):
        stop("-o - prints one table in one format. Give one --table and one --format")
    configuration = load_with_folder(config)
    if edition:
        settings = configuration.settings.model_copy(update={"edition": edition})
        configuration = replace(configuration, settings=settings)
    data = _read(configuration, as_of)
    if output == _STDOUT:
        name = f"{tables[0]}.{formats[0]}"
        click.echo(data.select(tables, formats)[name](), nl=False)
    else:
        files = data.select(tables, formats or _FORMATS)
        _keep_apart(configuration, Path(output), files)
        _write(files, Path(output), force)


def _read(configuration: Configuration, as_of: str | None) -> Data:
    # pandas takes a third of a second to import: the other commands do without it.
    from mkdocs_postmortems.site import build_site

    settings = configuration.settings
    site = build_site(
        configuration.folder,
        settings,
        find_day(as_of, settings),
        configuration.directory_urls,
        site_url=configuration.site_url,
    )
    warn(site.warning)
    say_unreadable(site.whole)
    return site.data


def _keep_apart(configuration: Configuration, output: Path, names: Iterable[str]) -> None:
    """Refuse to write among what people write: beside `mkdocs.yml`, or among the postmortems."""
    folder, source = output.resolve(), configuration.folder.resolve()
    own = f"Give --output a folder of its own, such as {_USUAL}"
    if folder == configuration.path.resolve().parent:
        stop(f"{shown_path(output)} is the folder of {configuration.path.name}. {own}")
    inside = next((name for name in names if (folder / name).resolve().is_relative_to(source)), "")
    if inside:
        place = shown_path(configuration.folder)
        stop(f"{shown_path(output / inside)} would be in {place}, among the postmortems. {own}")


def _write(files: Files, folder: Path, force: bool) -> None:
    """Write the files, and say what was written; nothing is, where something is in the way."""
    taken = [name for name in files if (folder / name).exists()]
    if taken and not force:
        stop(
            f"{shown_path(folder / taken[0])} is there already. Give --force to replace it, or "
            "another folder with --output"
        )
    sizes = {name: _put(folder / name, write()) for name, write in files.items()}
    for name, size in sizes.items():
        if "/" not in name:
            say(f"{_shown(size):>8}  {shown_path(folder / name)}", err=False)
    for inner in sorted({name.partition("/")[0] for name in sizes if "/" in name}):
        inside = [size for name, size in sizes.items() if name.startswith(f"{inner}/")]
        place = f"{shown_path(folder / inner)}, {plural(len(inside), 'file')}"
        say(f"{_shown(sum(inside)):>8}  {place}", err=False)
        _say_left_over(folder, inner, sizes)


def _put(path: Path, content: str | bytes) -> int:
    data = content.encode() if isinstance(content, str) else content
    if path.exists():
        replace_file(path, data)
    else:
        create_file(path, data)
    return len(data)


def _say_left_over(folder: Path, inner: str, written: Collection[str]) -> None:
    """Say what an earlier export has left: postmortems that are gone or renamed."""
    found = sorted(path.relative_to(folder).as_posix() for path in (folder / inner).rglob("*.json"))
    others = [name for name in found if name not in written]
    if others:
        more = f" and {len(others) - 1:,} more" if len(others) > 1 else ""
        say(
            f"postmortems: {shown_path(folder / others[0])}{more}: not of this export; remove what "
            "is of an earlier one"
        )


def _shown(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} B"
