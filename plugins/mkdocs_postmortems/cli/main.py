"""The command line's entry."""

from __future__ import annotations

from typing import Any, NoReturn

import click

from mkdocs_postmortems import __version__
from mkdocs_postmortems.cli.action import action
from mkdocs_postmortems.cli.actions import actions
from mkdocs_postmortems.cli.check import check
from mkdocs_postmortems.cli.csp import csp
from mkdocs_postmortems.cli.digest import digest
from mkdocs_postmortems.cli.export import export
from mkdocs_postmortems.cli.fmt import fmt
from mkdocs_postmortems.cli.init import init
from mkdocs_postmortems.cli.metrics import metrics
from mkdocs_postmortems.cli.new import new
from mkdocs_postmortems.cli.output import INTERRUPTED, give_up_output, say, speak_any_encoding, stop
from mkdocs_postmortems.cli.pr_comment import pr_comment
from mkdocs_postmortems.cli.review import review
from mkdocs_postmortems.cli.schema import schema
from mkdocs_postmortems.cli.similar import similar
from mkdocs_postmortems.cli.sync import sync


class _Commands(click.Group):
    """The commands, and the last resort for what none of them expected of the system."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; Ctrl-C and a refusal of the system end it with a message."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _end_interrupted()
        except click.Abort as error:
            # The end of the input is one as well.
            if not isinstance(error.__context__, KeyboardInterrupt):
                raise
            _end_interrupted()
        except BrokenPipeError:
            raise  # Click ends quietly.
        except OSError as error:
            give_up_output()
            named = f"{error.filename}: " if error.filename else ""
            stop(f"{named}{error.strerror or type(error).__name__}")


def _end_interrupted() -> NoReturn:
    say("\npostmortems: interrupted")
    raise click.exceptions.Exit(INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="postmortems")
def main() -> None:
    """Write, check and follow up postmortems, and read the numbers of their knowledge base."""
    speak_any_encoding()


for command in (
    action,
    actions,
    check,
    csp,
    digest,
    export,
    fmt,
    init,
    metrics,
    new,
    pr_comment,
    review,
    schema,
    similar,
    sync,
):
    main.add_command(command)
