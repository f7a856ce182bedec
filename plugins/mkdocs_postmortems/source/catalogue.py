"""`services.yml`: the catalogue of services beside the postmortems."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import Service
from mkdocs_postmortems.rules import report
from mkdocs_postmortems.source.postmortem import field_name
from mkdocs_postmortems.source.record import Finding, read_record
from mkdocs_postmortems.source.strict_yaml import (
    Loc,
    YamlError,
    build,
    parse,
    span_of_key,
    span_of_value,
)
from mkdocs_postmortems.source.text_file import FileError, read_text

FILE = "services.yml"

_SHAPE = "Write a list: one service each, beginning with `- name:`"


def read_catalogue(root: Path, zone: ZoneInfo) -> tuple[tuple[Service, ...], list[Problem]]:
    """Return the services in the order of the file, and what was wrong with it.

    Without the file there are no services and no problem. Of two entries of one name the first
    counts.
    """
    path = root / FILE
    if _is_missing(path):
        return (), []
    try:
        text = read_text(path, root)
    except FileError as error:
        return (), [_problem(error.message, error.hint, (error.line, error.column, 1))]
    try:
        node = parse(text)
        entries = build(node)
    except YamlError as error:
        return (), [_problem(error.message, error.hint, (error.line + 1, error.column + 1, 1))]
    if not isinstance(entries, list):
        return (), [_problem("found no list of services", _SHAPE, (1, 1, 1))] if entries else []

    def place(loc: Loc, at_key: bool = False) -> tuple[int, int, int]:
        line, column, width = (span_of_key if at_key else span_of_value)(node, loc)
        return line + 1, column + 1, width

    services: dict[str, Service] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            problems.append(_problem("found an entry without keys", _SHAPE, place((index,))))
            continue
        service, findings = read_record(Service, entry, zone)
        found = [*findings, *_twice(service, services)]
        problems += [
            _problem(
                f.message, f.hint, place((index, *f.loc), f.at_key), field_name((index, *f.loc))
            )
            for f in found
        ]
        if service.name:
            services.setdefault(service.name, service)
    return tuple(services.values()), problems


def _is_missing(path: Path) -> bool:
    """Say whether there is nothing; what cannot be looked at is there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _twice(service: Service, known: dict[str, Service]) -> list[Finding]:
    if service.name not in known:
        return []
    message = f'found the service "{service.name}" a second time'
    return [Finding(("name",), "PM118", message, "Keep one entry for each service")]


def _problem(message: str, hint: str, place: tuple[int, int, int], field: str = "") -> Problem:
    line, column, width = place
    return report("PM118", FILE, message, hint, line=line, column=column, width=width, field=field)
