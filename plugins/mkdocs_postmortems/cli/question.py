"""The questions of `postmortems new`, each with the option that answers it beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mkdocs_postmortems.authoring.answer import AnswerReader, numbers
from mkdocs_postmortems.cli.asking import ask, confirm, explain
from mkdocs_postmortems.model import Postmortem

_MOST_SHOWN = 24


@dataclass(frozen=True)
class Question:
    """How one field becomes known: by its option, else by asking.

    `read` takes the reader and the option's text or texts; `ask` the reader and the postmortem
    from which is copied, or None.
    """

    option: str
    read: Callable[..., Any]
    ask: Callable[[AnswerReader, Postmortem | None], Any]


def _ask_title(reader: AnswerReader, _: Postmortem | None) -> str:
    return ask("Title, what broke in one line", reader.title)


def ask_another_title(reason: str, reader: AnswerReader) -> str:
    """Say why the title cannot be used, and return another one."""
    explain(f"{reason}. If this is another incident, write another title; Ctrl-C ends.")
    return ask("Title", reader.title)


def _ask_severity(reader: AnswerReader, copied: Postmortem | None) -> str:
    severities = reader.settings.severities
    explain("Severity:")
    shown = numbers(severities)
    width = max(map(len, severities))
    for label, severity in severities.items():
        lead = f"{shown[label]:>3}  {label:<{width}}  "
        explain(f"{lead}{severity.meaning}".rstrip(), indent=" " * len(lead))
    default = copied.severity if copied and copied.severity in severities else None
    return ask("Severity", reader.severity, default=default, words=severities)


def _ask_services(reader: AnswerReader, _: Postmortem | None) -> tuple[str, ...]:
    known = reader.services
    explain("Services that were affected, with commas between them.")
    if known:
        more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
        explain(f"Known are {', '.join(known[:_MOST_SHOWN])}{more}.", indent="  ")
    default = known[0] if len(known) == 1 and known[0].isprintable() else None
    while True:
        names = ask("Services", reader.service_names, default=default, words=known)
        if all(_is_meant(name, hint) for name, hint in reader.unknown_services(names)):
            return names


def _is_meant(name: str, hint: str) -> bool:
    explain(f'"{name}" is not known. {hint}')
    return confirm(f'Use "{name}" as a new service?')


def _ask_started(reader: AnswerReader, _: Postmortem | None) -> dt.datetime | dt.date:
    day = reader.today - dt.timedelta(days=1)
    explain(
        f"Start of the impact, in {reader.settings.timezone}: 14:05, yesterday 14:05, {day} 14:05, "
        f"or {day} where the time is not known."
    )

    def read(text: str) -> dt.datetime | dt.date:
        started = reader.started(text)
        tell_day(text, started, reader)
        return started

    return ask("Started", read, default=str(reader.today))


def tell_day(text: str, started: dt.datetime | dt.date, reader: AnswerReader) -> None:
    """Say which day a clock alone was taken for, where that was not today."""
    if taken := reader.day_taken(text, started):
        explain(taken)


QUESTIONS = {
    "title": Question("--title", AnswerReader.title, _ask_title),
    "severity": Question("--severity", AnswerReader.severity, _ask_severity),
    "services": Question("--service", AnswerReader.service_names, _ask_services),
    "started": Question("--started", AnswerReader.started, _ask_started),
}
"""Field -> its question, in the order of asking."""
