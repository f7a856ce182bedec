"""`postmortems similar`: have we seen this before? For use in the middle of an incident."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_postmortems.addresses import full_url, postmortem_page
from mkdocs_postmortems.authoring.action_edit import ActionError, find_file
from mkdocs_postmortems.cli.asking import recovered
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.loaded import warn
from mkdocs_postmortems.cli.output import (
    say,
    say_unreadable,
    shown_path,
    speak_any_encoding,
    stop,
)
from mkdocs_postmortems.cli.reading_day import find_day
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.source.postmortem import read_postmortem_text
from mkdocs_postmortems.source.text_file import FileError, read_text

if TYPE_CHECKING:
    from mkdocs_postmortems.analysis.similar import Found, Memory
    from mkdocs_postmortems.exports.similar import Place


@click.command()
@config_option
@click.argument("asked", metavar="FILE|WORDS...", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=5,
    metavar="N",
    help="How many incidents to show at most; default 5.",
)
@click.option(
    "--format",
    "shown",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORMAT",
    help="What to print: text (default) or json.",
)
def similar(config: Path | None, asked: tuple[str, ...], limit: int, shown: str) -> None:
    """Find incidents like the one you have, and what was done about them.

    WORDS are what you see, such as `disk full on orders-db`: names of services and contributing
    factors, words of an error message. FILE is a postmortem, also a draft outside of the knowledge
    base, or the id of one; what is found then is what its page on the site has. A file that exists
    is a FILE, and so is a name that ends in .md.

    Exits with 0, also when nothing is found, or with 2 when it could not run.
    """
    speak_any_encoding()
    # The program ends before there is anything to collect.
    gc.disable()
    configuration = load_with_folder(config)
    # NumPy takes a tenth of a second to import: the other commands do without it.
    from mkdocs_postmortems.analysis.similar import Memory
    from mkdocs_postmortems.exports.similar import write_json, write_text

    settings = configuration.settings
    memory = Memory(configuration.folder, settings, find_day(None, settings))
    found = _ask(memory, tuple(map(recovered, asked)), limit)
    warn(found.warning)
    say_unreadable(memory.knowledge_base)

    def find(path: str) -> Place:
        return _place(configuration, path)

    if shown == "json":
        click.echo(write_json(found, find).encode(), nl=False)
        return
    width = shutil.get_terminal_size().columns
    text = write_text(found, find, width, lambda line: click.style(line, fg="red"))
    click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def _ask(memory: Memory, asked: tuple[str, ...], limit: int) -> Found:
    """Return what is like a file, or what some words are about."""
    ids = {one.id for one in memory.knowledge_base.postmortems}
    files = [name for name in asked if _is_file(name)]
    if not files and not (len(asked) == 1 and asked[0] in ids):
        # A message is copied with its colours.
        text = click.unstyle(" ".join(asked))
        if not text.strip():
            stop('write what you see: postmortems similar "disk full on orders-db"')
        return memory.about(text, limit)
    if len(asked) > 1:
        stop(f'found the file "{files[0]}" among {len(asked)} arguments. Write one FILE, or words')
    return memory.like(_read(memory, asked[0]), limit)


def _is_file(name: str) -> bool:
    """Say whether an argument names a file: it exists, or it is written like a postmortem's."""
    try:
        return name.casefold().endswith(".md") or Path(name).is_file()
    except OSError:  # too long for a name
        return False


def _read(memory: Memory, name: str) -> Postmortem:
    """Return the postmortem in a file, in the folder or anywhere else."""
    from mkdocs_postmortems.analysis.similar import COMPARED

    folder, path = memory.folder.resolve(), Path(name)
    if not path.is_file():
        try:
            path = find_file(folder, name)
        except ActionError as error:
            stop(f"{error.message}. {error.hint}, or words of what you see")
    own = {folder / one.path: one for one in memory.knowledge_base.postmortems}
    known = own.get(path.parent.resolve() / path.name)
    if known:
        return known
    try:
        text = read_text(path.resolve(), path.resolve().parent)
    except FileError as error:
        stop(f"{shown_path(path)}: {error.message}. {error.hint}")
    # Two dots lead out of the folder, so that this is the path of none of its files.
    read = read_postmortem_text(text, f"../{path.name}", memory.settings, COMPARED)
    if read.places.block is None:
        found = read.problems[0]
        say(
            f"{shown_path(path)}:{found.line}: {found.message}; only its text is compared. "
            f"{found.hint}"
        )
    return read.postmortem


def _place(configuration: Configuration, path: str) -> Place:
    from mkdocs_postmortems.exports.similar import Place

    url = full_url(configuration.site_url, postmortem_page(path), configuration.directory_urls)
    return Place(shown_path(configuration.folder / path), url)
