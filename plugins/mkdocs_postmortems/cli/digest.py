"""`postmortems digest`: what happened lately, for a chat, an e-mail or an issue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.loaded import load_knowledge_base
from mkdocs_postmortems.cli.output import stop
from mkdocs_postmortems.cli.reading_day import find_day
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.edition import make_edition

if TYPE_CHECKING:
    from mkdocs_postmortems.analysis.period import Period
    from mkdocs_postmortems.exports.digest import Message


@click.command()
@config_option
@click.option(
    "--since",
    metavar="WHEN",
    help="Tell of the time from then on: 7d (default), 2w, or a date such as 2026-09-28.",
)
@click.option("--week", metavar="WEEK", help="Tell of this week, Monday to Sunday: 2026-W40.")
@click.option(
    "--format",
    "shown",
    type=click.Choice(["text", "markdown", "slack", "html"]),
    default="text",
    metavar="FORMAT",
    help="What to print: text (default), 80 columns wide; markdown, for an issue; slack, the text "
    "of a message; html, for an e-mail.",
)
@click.option("--as-of", metavar="DATE", help="Read everything on this date, such as 2026-10-05.")
def digest(
    config: Path | None, since: str | None, week: str | None, shown: str, as_of: str | None
) -> None:
    """Print what happened in a period, and what is owed at its end.

    New incidents, published postmortems; actions created, closed, newly overdue and soon due;
    overdue postmortems; changes that may be tried again. The period ends today, or on the date of
    --as-of; `7d` begins on the same weekday of the week before. A week is told as of its Sunday, or
    as far as it has gone. Links need `site_url` in mkdocs.yml. Where a file could not be read, the
    message says so.

    Exits with 0, or with 2 when it could not run.
    """
    if since is not None and week is not None:
        stop("found --since and --week. Give one of them")
    configuration = load_with_folder(config)
    # pandas takes a third of a second to import: the other commands do without it.
    from mkdocs_postmortems.exports.digest import FORMATS

    message = _message(configuration, _period(configuration, since, week, as_of))
    text = FORMATS[shown](message)
    # As bytes: what posts the digest expects UTF-8, whatever the encoding of the terminal.
    click.echo(text if shown == "text" else text.encode(), nl=False)


def _period(
    configuration: Configuration, since: str | None, week: str | None, as_of: str | None
) -> Period:
    from mkdocs_postmortems.analysis.period import PeriodError, read_since, read_week

    day = find_day(as_of, configuration.settings)
    try:
        if week is not None:
            return read_week(week, day)
        return read_since("7d" if since is None else since, day)
    except PeriodError as error:
        stop(f"{'--since' if week is None else '--week'}: {error}")


def _message(configuration: Configuration, period: Period) -> Message:
    from mkdocs_postmortems.analysis.result import analyse
    from mkdocs_postmortems.exports.digest import summarise, tell
    from mkdocs_postmortems.exports.published import Published
    from mkdocs_postmortems.frames import build_frames

    loaded = load_knowledge_base(configuration, period.last)
    edition = make_edition(loaded.knowledge_base, configuration.settings)
    knowledge_base, settings = edition.knowledge_base, edition.settings
    results = analyse(build_frames(knowledge_base, settings, period.last), settings, period.last)
    published = Published(
        knowledge_base,
        results,
        settings,
        configuration.site_url,
        configuration.directory_urls,
    )
    return tell(summarise(knowledge_base, results, period), published.url)
