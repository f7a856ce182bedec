"""Completion in the shell: the labels, services and ids of the knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from mkdocs_postmortems.configuration import (
    Configuration,
    find_configuration,
    read_configuration,
)
from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.source.entry_list import SERVICES
from mkdocs_postmortems.source.loader import is_postmortem, load

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completer(offers: Callable[[Configuration], Iterable[tuple[str, str]]]) -> Completer:
    """Make a completer of what yields (word, meaning); without a configuration it offers none."""

    def complete(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        try:
            path = context.params.get("config") or find_configuration(Path.cwd())
            found = list(offers(read_configuration(path)))
        except (PostmortemsError, OSError):
            return []
        # What stands before a comma is complete already.
        done, comma, begun = typed.rpartition(",")
        return [
            CompletionItem(f"{done}{comma}{word}", help=meaning or None)
            for word, meaning in found
            if word.casefold().startswith(begun.casefold()) and word.isprintable()
        ]

    return complete


def _severities(configuration: Configuration) -> Iterable[tuple[str, str]]:
    severities = configuration.settings.severities
    return ((label, severity.meaning) for label, severity in severities.items())


def _services(configuration: Configuration) -> Iterable[tuple[str, str]]:
    listed = SERVICES.read(configuration.folder.resolve(), configuration.settings.zone)
    if listed.records:
        return ((service.name, service.description) for service in listed.records)
    base = load(configuration.folder, configuration.settings).knowledge_base
    return ((name, "") for name in sorted({n for p in base.postmortems for n in p.services}))


def _ids(configuration: Configuration) -> Iterable[tuple[str, str]]:
    paths = configuration.folder.rglob("*")
    return ((stem, "") for stem in sorted(path.stem for path in paths if is_postmortem(path.name)))


complete_severity = _completer(_severities)
complete_service = _completer(_services)
complete_id = _completer(_ids)
