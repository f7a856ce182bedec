"""`postmortems actions`: `postmortems action list` for a scheduled job, which fails on too many."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_postmortems.cli.action import action
from mkdocs_postmortems.cli.action_list import Printed, list_actions
from mkdocs_postmortems.cli.output import COULD_NOT_RUN, say, shown_path
from mkdocs_postmortems.render.text import plural

TOO_MANY = 1


class _Actions(click.Command):
    """Sends to `action` who asks this command to change one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse the names of the commands below `action`, with where they are."""
        if args and args[0] in action.commands:
            message = f"found `actions {args[0]}`. Write `postmortems action {args[0]}`"
            raise click.UsageError(message, ctx)
        return super().parse_args(ctx, args)


@click.command(cls=_Actions, params=[*list_actions.params])
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
    five. With a file that cannot be read it never passes: nobody knows what is open there. Nor
    does it with an action whose date, priority or status cannot be read.

    Exits with 0, with 1 when N or more actions are listed, or with 2 when it could not run, when
    no action has such an owner, service or priority, or with --fail-on when a file, or when an
    action is due, could not be read.
    """
    printed: Printed = context.invoke(list_actions, **wanted)
    if fail_on is None:
        return
    for path in printed.unread:
        say(f"{shown_path(path)}: it cannot be read, and its actions are not listed")
    for path, found in printed.unread_due:
        say(f"{shown_path(path)}:{found}, so nobody knows when it is due")
    count = len(printed.found.listed)
    if count >= fail_on:
        say(f"postmortems: {plural(count, 'action')} listed, failing from {fail_on:,} on")
        raise click.exceptions.Exit(TOO_MANY)
    if printed.unread or printed.unread_due:
        raise click.exceptions.Exit(COULD_NOT_RUN)
