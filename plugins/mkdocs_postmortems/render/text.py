"""How numbers, durations, dates and hostile text are written."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from html import escape

from markupsafe import Markup

from mkdocs_postmortems.render.phase import duration_text

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000\ue001]")  # with the marks of places
_WORD = r"[^\W_]+(?:-[^\W_]+)*"
_PLAIN_SENTENCE = re.compile(rf"(?![\d])(?:{_WORD},? ){{0,60}}{_WORD}\.?")
_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")


def span(value: dt.timedelta) -> str:
    """Write a duration as `23 min`, `2 h 15 min`, `3 d 4 h`; a negative one with a minus sign."""
    seconds = value.total_seconds()
    return f"\u2212{duration_text(-seconds)}" if seconds < 0 else duration_text(seconds)


def elapsed(value: dt.timedelta) -> str:
    """Write the time since the start as `+12 min`; the start itself is `0`."""
    if not value:
        return "0"
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    if 0 < minutes < 10 and seconds:
        return f"+{minutes} min {seconds} s"
    return span(value) if value < dt.timedelta() else f"+{span(value)}"


def day(value: dt.date) -> str:
    """Write a date as `15 Mar 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: dt.date) -> str:
    """Write the month of a date as `Mar 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def long_day(value: dt.date) -> str:
    """Write a date as `Sun 15 Mar 2026`."""
    return f"{_DAYS[value.weekday()]} {day(value)}"


def clock(value: dt.datetime) -> str:
    """Write the time of day as `14:44`, with seconds where there are any."""
    shown = f"{value.hour:02}:{value.minute:02}"
    return f"{shown}:{value.second:02}" if value.second else shown


def when(start: dt.datetime | dt.date, end: dt.datetime | None) -> Markup:
    """Write from when to when, in the zone the instants carry, as `<time>` elements."""
    if not isinstance(start, dt.datetime):
        return Markup("{} (time of day not recorded)").format(date(start))
    if end is None:
        only = _time(start, f"{long_day(start)}, {clock(start)}")
        return Markup("{} {}").format(only, _zone(start))
    if end.date() == start.date() and end.utcoffset() == start.utcoffset():
        first, last = f"{long_day(start)}, {clock(start)}", clock(end)
    else:
        first = f"{long_day(start)}, {clock(start)}"
        first += f" {_zone(start)}" if _zone(start) != _zone(end) else ""
        last = f"{long_day(end)}, {clock(end)}"
    return Markup("{} to {} {}").format(_time(start, first), _time(end, last), _zone(end))


def date(value: dt.date) -> Markup:
    """Write a date as a `<time>` element: `Sun 15 Mar 2026`."""
    return Markup(f'<time datetime="{value.isoformat()}">{long_day(value)}</time>')


def short_date(value: dt.date) -> Markup:
    """Write a date as a `<time>` element in the form that sorts: `2026-03-15`."""
    shown = value.isoformat()
    return Markup(f'<time datetime="{shown}">{shown}</time>')


def clock_time(value: dt.datetime) -> Markup:
    """Write the time of day as a `<time>` element."""
    return _time(value, clock(value))


def count(value: int) -> str:
    """Write a whole number with thin groups: `2,400`."""
    return f"{value:,}"


def plural(value: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: `1 incident`, `2 incidents`."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def continued(text: str) -> str:
    """Return a sentence as it goes on inside another: its first word in lower case."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def sentence(text: str) -> Markup:
    """Return hostile text as a sentence in HTML: it ends in a stop, `code` is set as code."""
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(plain(text)))
    return Markup(shown if not shown or shown.endswith((".", "?", "!")) else f"{shown}.")


def is_plain_sentence(text: str) -> bool:
    """Say whether a text is nothing but words on one line, so that Markdown has no part in it."""
    return _PLAIN_SENTENCE.fullmatch(text) is not None


def inert(text: str) -> Markup:
    """Return text that neither Markdown nor HTML nor a template engine changes.

    For headings and other Markdown context: one line, each punctuation mark as a reference.
    """
    line = " ".join(_CONTROL.sub("", text).split())
    return Markup(_MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", line))


@lru_cache(maxsize=8192)
def plain(text: str) -> Markup:
    """Return hostile text as HTML text of one line, without control characters."""
    return Markup(escape(" ".join(_CONTROL.sub("", text).split())))


def _time(value: dt.datetime, shown: str) -> Markup:
    instant = value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return Markup(f'<time datetime="{instant}">{escape(shown)}</time>')


def _zone(value: dt.datetime) -> str:
    return value.strftime("%Z")
