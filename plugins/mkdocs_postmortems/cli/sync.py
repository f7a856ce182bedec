"""`postmortems sync`: what the tickets of actions say, shown or written into the files."""

from __future__ import annotations

import math
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.output import say, speak_any_encoding, stop
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.source.loader import load

if TYPE_CHECKING:
    from mkdocs_postmortems.tickets.plan import Plan
    from mkdocs_postmortems.tickets.reading import Reading


@click.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Only show what differs; this is the default.")
@click.option("--write", is_flag=True, help="Write it into the files.")
@click.option(
    "--skip-missing",
    is_flag=True,
    help="Go on without tickets that do not exist; they are listed all the same.",
)
@click.option(
    "--max-wait",
    type=click.IntRange(0, 3600),
    default=60,
    metavar="SECONDS",
    help="How long to wait in all for ticket systems that ask for it; default 60.",
)
def sync(
    config: Path | None, dry_run: bool, write: bool, skip_missing: bool, max_wait: int
) -> None:
    """Ask the ticket systems about the tickets of all actions, and show what differs.

    That is the status, when and why it was closed, the owner and the due date. The systems are the
    `trackers` of the settings; their tokens stand in the environment, in JIRA_TOKEN for the tracker
    named jira. With --write the files are changed, once every ticket was read and every change
    found possible: all of them, or none.

    Exits with 0; with 1 when a ticket was not read or a file cannot be changed, and no file was
    changed then; with 2 when it could not run.
    """
    speak_any_encoding()
    if dry_run and write:
        stop("--dry-run and --write exclude each other")
    configuration = load_with_folder(config)
    # httpx takes a fifth of a second to import: the other commands do without it.
    from mkdocs_postmortems.tickets.report import change_lines, note_lines, sum_up
    from mkdocs_postmortems.tickets.writing import WriteError
    from mkdocs_postmortems.tickets.writing import write as write_files

    reading, plan = _compare(configuration, max_wait)
    shown = configuration.settings.source
    for line in change_lines(plan, shown):
        say(line, err=False)
    for line in note_lines(reading, plan, shown):
        say(line)
    unread = [one for one in reading.failures if not (one.missing and skip_missing)]
    failed = bool(unread or plan.refusals)
    if write and not failed:
        try:
            write_files(plan.edits)
        except WriteError as error:
            say(f"{error}.")
            failed = True
    say(sum_up(reading, plan, written=write and not failed, failed=failed))
    if failed:
        raise click.exceptions.Exit(1)


def _compare(configuration: Configuration, max_wait: int) -> tuple[Reading, Plan]:
    """Return what the ticket systems say, and what that means for the files."""
    from mkdocs_postmortems.tickets.access import Access
    from mkdocs_postmortems.tickets.pace import Pace
    from mkdocs_postmortems.tickets.plan import prepare
    from mkdocs_postmortems.tickets.provider import open_tracker
    from mkdocs_postmortems.tickets.reading import read_tickets
    from mkdocs_postmortems.tickets.tracker import SetupError

    folder, settings = configuration.folder.resolve(), configuration.settings
    if not settings.trackers:
        stop("no ticket system is configured. Name one under `trackers` in mkdocs.yml")
    loaded = load(folder, settings)
    pace = Pace(max_wait, tell=_tell_wait)
    with ExitStack() as closing:
        try:
            trackers = [
                open_tracker(Access(name, options, pace, os.environ, closing))
                for name, options in settings.trackers.items()
            ]
            reading = read_tickets(loaded.knowledge_base.postmortems, trackers)
        except SetupError as error:
            stop(f"{error.message}. {error.hint}")
    return reading, prepare(folder, loaded, reading, settings)


def _tell_wait(seconds: float) -> None:
    """Say why nothing happens for a while."""
    say(f"postmortems: a ticket system asks to wait: {math.ceil(seconds)} s")
