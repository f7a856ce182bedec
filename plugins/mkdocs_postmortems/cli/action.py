"""`postmortems action`: what was promised, closed or declined where it is written down."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from mkdocs_postmortems.authoring import action_edit
from mkdocs_postmortems.authoring.action_edit import (
    ActionError,
    ActionFile,
    UnknownActionError,
    find_file,
    open_actions,
)
from mkdocs_postmortems.authoring.answer import AnswerError
from mkdocs_postmortems.authoring.document import DocumentError
from mkdocs_postmortems.authoring.edit import EditError
from mkdocs_postmortems.authoring.written import replace_file
from mkdocs_postmortems.cli.action_list import list_actions
from mkdocs_postmortems.cli.asking import ask, is_terminal, recovered
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.output import say, shown_path, speak_any_encoding, stop
from mkdocs_postmortems.moment import MomentError, parse_date
from mkdocs_postmortems.settings import Settings

_postmortem = click.argument("postmortem", metavar="ID")
_ident = click.argument("ident", metavar="ACTION")
_on: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--on", metavar="DATE", help="The day it happened, such as 2026-10-05; default today."
)


@click.group()
def action() -> None:
    """List the open actions; close, decline or reopen one in its file.

    An action is named by its postmortem and its id, which is A1, A2, ... in order where none is
    written: `postmortems action close 2026-03-15-orders-database-disk-full A2`.
    """


@action.command()
@_postmortem
@_ident
@_on
@config_option
def close(postmortem: str, ident: str, on: str | None, config: Path | None) -> None:
    """Write that an action is done, and since when.

    ID is the name of a postmortem's file without `.md`, or its path; ACTION the id of the action,
    such as A1. Only these lines of the file change.

    Exits with 0, with 1 when it cannot be closed, with 2 when the command could not run.
    """
    target = _find(postmortem, ident, config)
    day = _day(on, target.settings)
    target.write("Close", lambda: action_edit.close(target.file, target.number, day))
    _tell_later(day, target.settings)


@action.command()
@_postmortem
@_ident
@click.option("--reason", metavar="TEXT", help="Why it is not done; asked for in a terminal.")
@_on
@config_option
def decline(
    postmortem: str, ident: str, reason: str | None, on: str | None, config: Path | None
) -> None:
    """Write that an action is not going to be done, and why.

    ID is the name of a postmortem's file without `.md`, or its path; ACTION the id of the action,
    such as A1. Only these lines of the file change.

    Exits with 0, with 1 when it cannot be declined, with 2 when the command could not run.
    """
    target = _find(postmortem, ident, config)
    day = _day(on, target.settings)
    target.write(
        "Decline",
        lambda: action_edit.decline(target.file, target.number, day, lambda: _reason(reason)),
    )
    _tell_later(day, target.settings)


@action.command()
@_postmortem
@_ident
@config_option
def reopen(postmortem: str, ident: str, config: Path | None) -> None:
    """Make a closed action open again, without date and reason.

    ID is the name of a postmortem's file without `.md`, or its path; ACTION the id of the action,
    such as A1. Only these lines of the file change.

    Exits with 0, with 1 when it is not closed, with 2 when the command could not run.
    """
    target = _find(postmortem, ident, config)
    target.write("Reopen", lambda: action_edit.reopen(target.file, target.number))


action.add_command(list_actions)


@dataclass(frozen=True)
class _Target:
    """The action that is meant, in its file."""

    file: ActionFile
    number: int
    settings: Settings

    def write(self, verb: str, edit: Callable[[], str]) -> None:
        """Write the edited front matter; say which lines changed and what to do next."""
        file, shown = self.file, shown_path(self.file.path)
        try:
            block = edit()
            replace_file(file.path, file.document.with_block(block))
        except (ActionError, EditError) as error:
            _refuse(f"{shown}: {error.message}. {error.hint}")
        except OSError as error:
            stop(f"{shown} cannot be written: {error.strerror or type(error).__name__}")
        found = file.postmortem.actions[self.number]
        name = f"{found.id} of {file.postmortem.id}"
        say(f"{verb.rstrip('e')}ed {name}: {_line(found.title)}\n{shown}", err=False)
        for line in file.changes(block):
            say(f"{line.number:>5} {line.sign} {line.text.strip()}", err=False)
        say(
            f"Commit it: git commit -m {shlex.quote(f'{verb} {name}')} {shlex.quote(shown)}",
            err=False,
        )


def _find(postmortem: str, ident: str, config: Path | None) -> _Target:
    """Return the action that is meant; end the run with a message where there is none."""
    speak_any_encoding()
    configuration = load_with_folder(config)
    folder, settings = configuration.folder.resolve(), configuration.settings
    try:
        path = find_file(folder, recovered(postmortem))
        file = open_actions(path, folder, settings)
    except ActionError as error:
        _refuse(f"{error.message}. {error.hint}")
    except DocumentError as error:
        place = f"{shown_path(path)}:{error.line}:{error.column}"
        _refuse(f"{place}: {error.message}. {error.hint}")
    try:
        return _Target(file, file.find(recovered(ident)), settings)
    except UnknownActionError as error:
        _refuse(f"{shown_path(path)}: {error.message}. {error.hint}", *_listed(file))


def _listed(file: ActionFile) -> list[str]:
    """Return a line for each action of a file."""
    rows = [(a.id, a.status.value, _line(a.title)) for a in file.postmortem.actions]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _day(text: str | None, settings: Settings) -> dt.date:
    """Return the day on which it happened: today in the site's zone where none is given.

    Closing is something that happens, so neither `as_of` nor SOURCE_DATE_EPOCH moves it.
    """
    today = _today(settings)
    if text is None:
        return today
    try:
        day = parse_date(recovered(text))
    except MomentError as error:
        stop(f"--on: {error}. {error.hint}")
    if day > today:
        stop(f"--on: found {day}, which is in the future. Write {today} or an earlier day")
    return day


def _today(settings: Settings) -> dt.date:
    return dt.datetime.now(settings.zone).date()


def _tell_later(day: dt.date, settings: Settings) -> None:
    """Say where the site does not show it yet."""
    if settings.as_of and day > settings.as_of:
        text = (
            f"`as_of` in mkdocs.yml is {settings.as_of}: the site shows the action as it was then."
        )
        say(text)


def _reason(given: str | None) -> str:
    if given is None and not is_terminal():
        stop("missing --reason: why it is not done")
    try:
        return ask("Why it is not done", _why) if given is None else _why(recovered(given))
    except AnswerError as error:
        stop(f"--reason: {error}")


def _why(text: str) -> str:
    line = _line(text)
    if not line:
        raise AnswerError("found nothing. Write why it is not done, in a sentence")
    return line


def _line(text: str) -> str:
    return " ".join(text.split())


def _refuse(*lines: str) -> NoReturn:
    say("\n".join(lines))
    raise click.exceptions.Exit(1)
