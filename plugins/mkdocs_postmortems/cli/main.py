"""The command line's entry."""

from __future__ import annotations

import click

from mkdocs_postmortems import __version__
from mkdocs_postmortems.cli.action import action
from mkdocs_postmortems.cli.actions import actions
from mkdocs_postmortems.cli.check import check
from mkdocs_postmortems.cli.digest import digest
from mkdocs_postmortems.cli.fmt import fmt
from mkdocs_postmortems.cli.init import init
from mkdocs_postmortems.cli.metrics import metrics
from mkdocs_postmortems.cli.new import new
from mkdocs_postmortems.cli.output import speak_any_encoding
from mkdocs_postmortems.cli.pr_comment import pr_comment
from mkdocs_postmortems.cli.review import review
from mkdocs_postmortems.cli.schema import schema
from mkdocs_postmortems.cli.sync import sync


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="postmortems")
def main() -> None:
    """Write, check and follow up postmortems, and read the numbers of their knowledge base."""
    speak_any_encoding()


for command in (
    action,
    actions,
    check,
    digest,
    fmt,
    init,
    metrics,
    new,
    pr_comment,
    review,
    schema,
    sync,
):
    main.add_command(command)
