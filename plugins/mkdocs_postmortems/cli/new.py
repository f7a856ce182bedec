"""`postmortems new`: from "the incident is over" to a file that waits to be filled in."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from dataclasses import replace
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

import click

from mkdocs_postmortems.authoring.answer import AnswerError, AnswerReader
from mkdocs_postmortems.authoring.edit import EditError
from mkdocs_postmortems.authoring.new import (
    MOMENTS,
    NewError,
    NewPostmortem,
    check_new,
    create_new,
    find_id,
    find_postmortem,
    write_new,
)
from mkdocs_postmortems.authoring.template import FILE, TemplateError, find_template
from mkdocs_postmortems.cli.asking import is_terminal, recovered
from mkdocs_postmortems.cli.completion import complete_id, complete_service, complete_severity
from mkdocs_postmortems.cli.configured import config_option, load_configuration
from mkdocs_postmortems.cli.output import say, shown_path, stop
from mkdocs_postmortems.cli.question import QUESTIONS, ask_another_title, tell_day
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.source.loader import Loaded, load

_REFUSED = 1


@click.command()
@click.option("--title", metavar="TEXT", help="What broke, in one line.")
@click.option(
    "--severity",
    metavar="LABEL",
    shell_complete=complete_severity,
    help="One of the configured severities; any case, an old spelling or its number will do.",
)
@click.option(
    "--service",
    "services",
    metavar="NAME",
    multiple=True,
    shell_complete=complete_service,
    help="What was affected; several with commas, or the option again.",
)
@click.option(
    "--started",
    metavar="WHEN",
    help="First impact: 14:05, 'yesterday 14:05', '2026-11-20 14:05' in the site's zone or with an "
    "offset, or a date alone.",
)
@click.option("--detected", metavar="WHEN", help="When it was noticed; 14:05 is after --started.")
@click.option("--acknowledged", metavar="WHEN", help="When somebody took it on.")
@click.option("--mitigated", metavar="WHEN", help="When the impact ended.")
@click.option("--resolved", metavar="WHEN", help="When nothing was left to do on the day.")
@click.option(
    "--from",
    "source",
    metavar="ID",
    shell_complete=complete_id,
    help="A postmortem, by id or path, whose services, teams and links to copy.",
)
@click.option("--edit", is_flag=True, help="Open the file in $VISUAL or $EDITOR.")
@config_option
def new(config: Path | None, source: str | None, edit: bool, **options: Any) -> None:
    """Write a new postmortem as a draft, and print its path.

    In a terminal, it asks for the title, the severity, the services and the start where no option
    gives them. The file is made from `_template.md` in the folder of the postmortems where a team
    has one. It is never written over another.

    For completion in the shell: eval "$(_POSTMORTEMS_COMPLETE=bash_source postmortems)", or
    zsh_source, or fish_source.

    Exits with 0, with 1 when there is such a postmortem already, with 2 when it could not run.
    """
    configuration = load_configuration(config)
    loaded = _load(configuration)
    now = dt.datetime.now(dt.UTC)
    reader = AnswerReader.of(loaded.knowledge_base, configuration.settings, now)
    copied = _find(loaded, configuration, source) if source is not None else None
    answers = _ask_missing(_given(options, reader), reader, copied)
    new = _begin(answers, reader, options, copied)
    while taken := _taken(new, loaded, configuration):
        if options["title"] is not None:
            stop(f"{taken}. Open that, or give another --title", code=_REFUSED)
        new = replace(new, title=ask_another_title(taken, reader))
    path, problems = _write(new, loaded, configuration)
    say(shown_path(path), err=False)
    for problem in problems:
        say(f"{configuration.settings.source}/{problem}")
    if options["services"] and not loaded.knowledge_base.services:
        _tell_likely_typos(new, reader)
    say(_next_steps(path, configuration, config))
    if edit:
        _open_editor(path)


def _load(configuration: Configuration) -> Loaded:
    folder = configuration.folder
    if folder.exists() and not folder.is_dir():
        stop(f"{folder} is no folder. Rename it, or set another `source`")
    return load(folder, configuration.settings)


def _find(loaded: Loaded, configuration: Configuration, source: str) -> Postmortem:
    try:
        return find_postmortem(loaded, configuration.folder, recovered(source))
    except AnswerError as error:
        stop(f"--from: {error}")


def _given(options: dict[str, Any], reader: AnswerReader) -> dict[str, Any]:
    """Return field -> value of the options; end with what is wrong in any of them."""
    values, wrong = {}, []
    for field, question in QUESTIONS.items():
        given = options[field]
        if given is None or given == ():
            continue
        texts = given if isinstance(given, tuple) else (given,)
        try:
            values[field] = question.read(reader, *map(recovered, texts))
        except AnswerError as error:
            wrong.append(f"{question.option}: {error}")
    if wrong:
        stop(*wrong)
    if "started" in values:
        tell_day(recovered(options["started"]), values["started"], reader)
    return values


def _ask_missing(
    values: dict[str, Any], reader: AnswerReader, copied: Postmortem | None
) -> dict[str, Any]:
    """Return the values with the answers to what no option says."""
    if copied and copied.services:
        values.setdefault("services", copied.services)
    missing = [question for field, question in QUESTIONS.items() if field not in values]
    if missing and not is_terminal():
        options = ", ".join(question.option for question in missing)
        stop(f"missing {options}. Give them, or run it in a terminal, where it asks")
    asked = {
        field: question.ask(reader, copied)
        for field, question in QUESTIONS.items()
        if field not in values
    }
    return values | asked


def _begin(
    answers: dict[str, Any],
    reader: AnswerReader,
    options: dict[str, Any],
    copied: Postmortem | None,
) -> NewPostmortem:
    moments = {}
    for name in MOMENTS:
        if options[name] is not None:
            try:
                moments[name] = reader.moment(recovered(options[name]), answers["started"])
            except AnswerError as error:
                stop(f"--{name}: {error}")
    teams, links = (copied.teams, copied.links) if copied else ((), ())
    return NewPostmortem(**answers, moments=moments, teams=teams, links=links)


def _taken(new: NewPostmortem, loaded: Loaded, configuration: Configuration) -> str:
    """Return what says that the id is that of another postmortem; empty where it is free."""
    ident = PurePosixPath(new.path(configuration.settings.zone)).stem
    path = find_id(loaded, ident)
    return f"{shown_path(configuration.folder / path)} has the id {ident} already" if path else ""


def _write(
    new: NewPostmortem, loaded: Loaded, configuration: Configuration
) -> tuple[Path, tuple[Problem, ...]]:
    """Write the file, and return its path and what `check` says of it."""
    folder, settings = configuration.folder, configuration.settings
    path = new.path(settings.zone)
    day = settings.read_on(os.environ, dt.datetime.now(dt.UTC))
    try:
        template = find_template(folder, settings, new.severity, new.started)
        data = write_new(template, new, settings.zone)
        problems = check_new(loaded, path, data, settings, day)
        wrong = [p for p in problems if p.rule == "PM301" and p.field in new.moments]
        if wrong:
            stop(*(f"--{p.field}: {p.message}. {p.hint}" for p in wrong))
        return create_new(folder, path, data), problems
    except EditError as error:
        stop(f"{settings.source}/{FILE}: {error.message}. {error.hint}")
    except (TemplateError, NewError) as error:
        stop(str(error))


def _tell_likely_typos(new: NewPostmortem, reader: AnswerReader) -> None:
    """Say which new service is nearly a known one; with a catalogue, `check` has said it."""
    for name, hint in filter(itemgetter(1), reader.unknown_services(new.services)):
        say(f'"{name}" is a new service. {hint}')


def _next_steps(path: Path, configuration: Configuration, config: Path | None) -> str:
    """Return three lines: what to do with the file, in the words of this folder's commands."""
    here = configuration.path.parent.resolve() == Path.cwd()
    place = shlex.quote(shown_path(configuration.path))
    check = f"postmortems check {shlex.quote(shown_path(path))}" + (
        f" -c {place}" if config else ""
    )
    serve = "mkdocs serve" + ("" if here else f" -f {place}")
    return f"Fill it in, and delete its guidance.\nCheck it:   {check}\nPreview it: {serve}"


def _open_editor(path: Path) -> None:
    if not os.environ.get("VISUAL") and not os.environ.get("EDITOR"):
        say("No editor opened: set $EDITOR to the command of yours.")
        return
    try:
        click.edit(filename=str(path))
    except (click.ClickException, ValueError) as error:
        stop(f"the editor did not work, the file is written: {error}")
