"""The day on which a command reads everything."""

from __future__ import annotations

import datetime as dt
import os

from mkdocs_postmortems.cli.asking import recovered
from mkdocs_postmortems.cli.output import say, stop
from mkdocs_postmortems.moment import MomentError, parse_date
from mkdocs_postmortems.settings import Settings


def find_day(as_of: str | None, settings: Settings) -> dt.date:
    """Return that of `read_day`, for commands that somebody acts upon.

    Says on stderr where the setting `as_of` holds the site at a day that is over: a scheduled job
    would tell the same every week.
    """
    today = dt.datetime.now(dt.UTC).astimezone(settings.zone).date()
    if as_of is None and settings.as_of and settings.as_of < today:
        say(f"postmortems: read on {settings.as_of}, by `as_of` in mkdocs.yml")
    return read_day(as_of, settings)


def read_day(as_of: str | None, settings: Settings) -> dt.date:
    """Return the day of `--as-of`, else that of the site; end the run where it is none."""
    if as_of is None:
        return settings.read_on(os.environ, dt.datetime.now(dt.UTC))
    try:
        return parse_date(recovered(as_of))
    except MomentError as error:
        stop(f"--as-of: {error}. {error.hint}")
