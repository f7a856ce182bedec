"""`postmortems actions`: `postmortems action list` for a scheduled job, which fails on too many."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_postmortems.cli.action_list import list_actions
from mkdocs_postmortems.exports.action_list import ActionList
from mkdocs_postmortems.render.text import plural

TOO_MANY = 1


@click.command(params=[*list_actions.params])
@click.option(
    "--fail-on",
    type=click.IntRange(min=1),
    metavar="N",
    help="Exit with 1 when N or more actions are listed.",
)
@click.pass_context
def actions(context: click.Context, /, fail_on: int | None, **wanted: Any) -> None:
    """List open actions, and fail where there are too many of them.

    The options and the list are those of `postmortems action list`. In a scheduled job,
    `postmortems actions --overdue --fail-on 5` passes with four overdue actions and fails with
    five.

    Exits with 0, with 1 when N or more actions are listed, or with 2 when it could not run or when
    no action has such an owner, service or priority.
    """
    found: ActionList = context.invoke(list_actions, **wanted)
    if fail_on is not None and len(found.listed) >= fail_on:
        listed = plural(len(found.listed), "action")
        click.echo(f"postmortems: {listed} listed, failing from {fail_on:,} on", err=True)
        raise click.exceptions.Exit(TOO_MANY)
