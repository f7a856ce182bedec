"""`postmortems pr-comment`: what reviewers of a pull request want to know, as a comment."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.branch import read_branch
from mkdocs_postmortems.checks import check
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.output import stop
from mkdocs_postmortems.cli.reading_day import read_day
from mkdocs_postmortems.history.git import GitError
from mkdocs_postmortems.source.loader import load


@click.command("pr-comment")
@config_option
@click.option(
    "--base",
    metavar="BASE",
    help="The branch or commit to compare with; default the branch that a pull request goes to, "
    "or the default branch.",
)
@click.option("--as-of", metavar="DATE", help="Read everything on this date, such as 2026-10-05.")
def pr_comment(config: Path | None, base: str | None, as_of: str | None) -> None:
    """Print a comment for a pull request, as Markdown.

    It holds each postmortem that the branch adds or changes, with its actions and problems, and
    the earlier incidents that share a service and a contributing factor with it. Exits with 0, or
    with 2 when it could not run.
    """
    configuration = load_with_folder(config)
    folder, settings = configuration.folder, configuration.settings
    # pandas takes a third of a second to import: the other commands do without it.
    from mkdocs_postmortems.analysis.contribution import contribution_of
    from mkdocs_postmortems.exports.comment import write_comment

    day = read_day(as_of, settings)
    try:
        branch = read_branch(folder, base or None, settings)
    except GitError as error:
        stop(str(error))
    loaded = load(folder, settings)
    problems = check(loaded, settings, day)
    found = contribution_of(loaded, branch, problems, settings, day)
    # As bytes: what posts the comment expects UTF-8, whatever the encoding of the terminal.
    click.echo(write_comment(found, settings).encode(), nl=False)
