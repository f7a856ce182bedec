"""`postmortems check`: every problem of the knowledge base in one run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.checks import check as check_loaded
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.loaded import load_knowledge_base
from mkdocs_postmortems.cli.reading_day import read_day
from mkdocs_postmortems.cli.scope import read_scope
from mkdocs_postmortems.cli.template_check import check_template, name_others
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.exports.report import (
    github_format,
    gitlab_format,
    json_format,
    junit_format,
    sarif_format,
    text_format,
)
from mkdocs_postmortems.exports.report.report import Report, harmless, least_severe

_FOR_PROGRAMS: dict[str, Callable[[Report], str]] = {
    "json": json_format.write,
    "github": github_format.write,
    "gitlab": gitlab_format.write,
    "sarif": sarif_format.write,
    "junit": junit_format.write,
}
_COLUMNS_OF_A_LOG = 100
_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan", "bold": True},
    "file": {"bold": True},
    "gutter": {"dim": True},
}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@config_option
@click.option(
    "--format",
    "shown",
    type=click.Choice(["text", *_FOR_PROGRAMS]),
    default="text",
    metavar="FORMAT",
    help="What to print: text (default), json, github, gitlab, sarif or junit.",
)
@click.option(
    "--level",
    "least",
    type=click.Choice([level.value for level in Level]),
    metavar="LEVEL",
    help="Show problems from this level on: error, warning or info; "
    "default warning, and info with PATHS or --changed. What fails the run is always shown.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(level.value for level in Level), "never"]),
    default="error",
    metavar="LEVEL",
    help="Exit with 1 for problems from this level on: error (default), warning, info or never.",
)
@click.option(
    "--changed",
    "base",
    is_flag=False,
    flag_value="",
    metavar="[BASE]",
    help="Only files that differ from where this branch left BASE; "
    "default the branch that a pull request goes to, or the default branch. PATHS stand before it.",
)
@click.option("--as-of", metavar="DATE", help="Read everything on this date, such as 2026-10-05.")
def check(
    paths: tuple[Path, ...],
    config: Path | None,
    shown: str,
    least: str | None,
    fail_on: str,
    base: str | None,
    as_of: str | None,
) -> None:
    """Report every problem of the postmortems, or of those below PATHS only.

    All of them are read all the same. Exits with 0 when no problem is of the level of --fail-on or
    above, 1 when there is one, 2 when it could not run.
    """
    configuration = load_with_folder(config)
    scope = read_scope(paths, base, configuration)
    day = read_day(as_of, configuration.settings)
    name_others(paths, configuration)
    loaded = load_knowledge_base(configuration, day)
    found = check_loaded(loaded, configuration.settings, day) + check_template(configuration, scope)
    fails = None if fail_on == "never" else Level(fail_on)
    level = Level(least) if least else Level.WARNING if scope.is_all else Level.INFO
    report = Report(
        folder=scope.folder,
        top=Path.cwd() if shown == "text" else _top(configuration),
        as_of=day,
        read=len(loaded.places),
        files=tuple(filter(scope.holds, loaded.places)),
        found=tuple(harmless(problem) for problem in found if scope.holds(problem.path)),
        least=least_severe(level, fails),
        fail_on=fails,
    )
    _print(report, shown)
    if scope.changed is not None and not report.files:
        click.echo("No postmortem has changed.", err=True)
    click.echo(text_format.sum_up(report), err=True)
    if report.failed:
        raise click.exceptions.Exit(1)


def _top(configuration: Configuration) -> Path:
    """Return what the paths in reports for programs are relative to: the top of the repository."""
    folder = configuration.folder.resolve()
    for above in folder.parents:
        if (above / ".git").exists():
            return above
    # A checkout without git, as actions/checkout makes it where there is none.
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or folder).resolve()
    return workspace if workspace in folder.parents else configuration.path.resolve().parent


def _print(report: Report, shown: str) -> None:
    """Print for a terminal in its own encoding and width, for programs in UTF-8."""
    if shown in _FOR_PROGRAMS:
        click.echo(_FOR_PROGRAMS[shown](report).encode(), nl=False)
        return
    columns = shutil.get_terminal_size((_COLUMNS_OF_A_LOG, 0)).columns
    text = text_format.write(report, columns, _paint, sys.stdout.encoding or "utf-8")
    click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def _paint(text: str, role: str) -> str:
    return click.style(text, **_STYLES[role])
