"""`postmortems review`: the notes of the quarterly reviews."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from mkdocs_postmortems.authoring.review import (
    NotesExistError,
    ReviewError,
    check_quarter,
    create_notes,
    write_notes,
)
from mkdocs_postmortems.cli.asking import recovered
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.output import say, shown_path, stop
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.source.loader import load

_REFUSED = 1


@click.group()
def review() -> None:
    """Prepare the review of a quarter."""


@review.command()
@click.argument("quarter")
@config_option
def new(config: Path | None, quarter: str) -> None:
    """Write the page for the notes of a review, and print its path.

    QUARTER is one such as 2026-q3, from that of the first incident to the current one. The page
    stands above the generated review, in the folder `reviews` of the pages of the site. It is never
    written over another.

    Exits with 0, with 1 when there are such notes already, with 2 when it could not run.
    """
    configuration = load_with_folder(config)
    if not configuration.docs.is_dir():
        stop(f"there is no folder {configuration.docs}")
    try:
        path = _write(configuration, recovered(quarter))
    except NotesExistError as error:
        stop(str(error), code=_REFUSED)
    except ReviewError as error:
        stop(str(error))
    say(shown_path(path), err=False)
    say("Fill it in, and delete its guidance. The generated review stands below it.")


def _write(configuration: Configuration, text: str) -> Path:
    # pandas takes a third of a second to import: the other commands do without it.
    from mkdocs_postmortems.analysis.quarter import QuarterError, read_quarter

    try:
        quarter = read_quarter(text)
    except QuarterError as error:
        stop(str(error))
    settings = configuration.settings
    as_of = settings.read_on(os.environ, dt.datetime.now(dt.UTC))
    known = load(configuration.folder, settings).knowledge_base.postmortems
    incidents = check_quarter(quarter, known, as_of)
    return create_notes(configuration.docs, quarter, write_notes(quarter, incidents))
