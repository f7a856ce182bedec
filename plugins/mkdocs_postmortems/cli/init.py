"""`postmortems init`: a knowledge base in an empty or an existing folder."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from mkdocs_postmortems.authoring.code_host import CodeHost
from mkdocs_postmortems.authoring.init import InitError, Start, State, Step, carry_out, plan_start
from mkdocs_postmortems.cli.asking import recovered
from mkdocs_postmortems.cli.configured import settings_lines
from mkdocs_postmortems.cli.output import say, speak_any_encoding, stop
from mkdocs_postmortems.configuration import NAMES, ConfigurationError
from mkdocs_postmortems.errors import SettingsError

_HOSTS = {
    "github": (CodeHost.GITHUB,),
    "gitlab": (CodeHost.GITLAB,),
    "both": tuple(CodeHost),
    "none": (),
}

_NEXT = """\
  postmortems new     write the first postmortem
  postmortems check   see whether anything is wrong with it
  mkdocs serve        preview the site at http://127.0.0.1:8000/"""

_REASONS = {
    State.KEPT: " (already there)",
    State.BY_HAND: " (below)",
    State.OUTSIDE: " (outside of the folder)",
}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--name", metavar="TEXT", help="The name of the site; default that of the folder.")
@click.option(
    "--ci",
    type=click.Choice(list(_HOSTS)),
    help="Whose CI checks and publishes the site; default what the folder has signs of, else both.",
)
@click.option(
    "--handbook",
    is_flag=True,
    help="Also a handbook of the incident process, with blanks to fill in, and contacts.yml.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def init(folder: Path, name: str | None, ci: str | None, handbook: bool, dry_run: bool) -> None:
    """Make a knowledge base in FOLDER, by default the current one.

    A file that is there is never changed: what it lacks is printed, to add by hand.

    Exits with 0, or with 2 when it could not run.
    """
    speak_any_encoding()
    start = _plan(folder, name and recovered(name), _HOSTS[ci] if ci else None, handbook)
    try:
        for step in start.steps if dry_run else carry_out(start):
            say(_line(step, dry_run), err=False)
    except InitError as error:
        stop(str(error))
    for step in start.steps:
        _say_additions(step)
    notes = start.notes if State.NEW in start.states else ()
    for note in filter(None, (*notes, start.reminder)):
        say(f"\n{note}", err=False)
    say(f"\n{_end(start, folder, dry_run)}", err=False)


def _plan(
    folder: Path, name: str | None, hosts: tuple[CodeHost, ...] | None, handbook: bool
) -> Start:
    try:
        return plan_start(folder, name, hosts, handbook)
    except SettingsError as error:
        path = next(path for name in NAMES if (path := folder / name).is_file())
        stop(*settings_lines(error, path.resolve()))
    except (ConfigurationError, InitError) as error:
        stop(str(error))
    except OSError as error:
        named = error.filename or "the current folder"
        stop(f"{named} cannot be read: {error.strerror or type(error).__name__}")


def _line(step: Step, dry_run: bool) -> str:
    state = "to create" if dry_run and step.state is State.NEW else step.state.value
    return f"{state:<16}{step.path}{_REASONS.get(step.state, '')}"


def _say_additions(step: Step) -> None:
    for where, block in step.additions:
        say(f"\nTo {step.path} add{f', {where}' if where else ''}:\n", err=False)
        say(textwrap.indent(block.rstrip(), "    "), err=False)


def _end(start: Start, folder: Path, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was written, because of --dry-run."
    if start.states.isdisjoint((State.NEW, State.BY_HAND)):
        return "Nothing to do."
    added = ", when that is added" if State.BY_HAND in start.states else ""
    where = "" if folder == Path() else f", in {folder}"
    return f"Next{added}{where}:\n{_NEXT}"
