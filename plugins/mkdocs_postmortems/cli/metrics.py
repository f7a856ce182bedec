"""`postmortems metrics`: every number of the site, for programs or for people."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.loaded import load_knowledge_base
from mkdocs_postmortems.cli.output import say_unreadable, stop
from mkdocs_postmortems.cli.reading_day import read_day
from mkdocs_postmortems.edition import make_edition


@click.command()
@config_option
@click.option(
    "--format",
    "shown",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORMAT",
    help="What to print: text (default), sentences and short tables; "
    "json, what data/metrics.json holds.",
)
@click.option("--as-of", metavar="DATE", help="Read everything on this date, such as 2026-10-05.")
@click.option(
    "--period",
    metavar="QUARTER",
    help="The quarter to compare with the one before it, such as 2026-q3; "
    "default the last complete one.",
)
def metrics(config: Path | None, shown: str, as_of: str | None, period: str | None) -> None:
    """Print the metrics of the postmortems, each with its n, or why it is refused.

    Exits with 0, or with 2 when it could not run.
    """
    configuration = load_with_folder(config)
    # pandas takes a third of a second to import: the other commands do without it.
    from mkdocs_postmortems.analysis.metrics import check_period, measure
    from mkdocs_postmortems.analysis.quarter import QuarterError, read_quarter
    from mkdocs_postmortems.exports.metrics import write_metrics
    from mkdocs_postmortems.exports.summary import write_summary
    from mkdocs_postmortems.frames import build_frames

    settings = configuration.settings
    day = read_day(as_of, settings)
    try:
        quarter = read_quarter(period) if period else None
        loaded = load_knowledge_base(configuration, day)
        edition = make_edition(loaded.knowledge_base, settings)
        frames = build_frames(edition.knowledge_base, settings, day)
        found = measure(frames, settings, day, quarter)
        if quarter:
            check_period(found)
    except QuarterError as error:
        stop(f"--period: {error}")
    say_unreadable(loaded.knowledge_base)
    click.echo(write_metrics(found) if shown == "json" else write_summary(found), nl=False)
