"""`postmortems action list`: what is still to be done, the most urgent first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_postmortems.cli.asking import recovered
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.loaded import warn
from mkdocs_postmortems.cli.output import say_unreadable, speak_any_encoding, stop
from mkdocs_postmortems.cli.reading_day import find_day
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.exports.action_list import (
    ActionList,
    OpenAction,
    write_csv,
    write_json,
    write_markdown,
    write_text,
)
from mkdocs_postmortems.source.unread import unread_due, unread_files

if TYPE_CHECKING:
    from mkdocs_postmortems.pages.library import Library
    from mkdocs_postmortems.pages.view import ActionRow

_FOR_OTHERS = {"json": write_json, "csv": write_csv, "markdown": write_markdown}


@dataclass(frozen=True)
class Printed:
    """The list that was printed, and the files that could not be read and are not in it.

    `unread_due` says, with the file, what keeps an action of others from being known as overdue.
    """

    found: ActionList
    unread: tuple[Path, ...]
    unread_due: tuple[tuple[Path, str], ...] = ()


@click.command("list")
@config_option
@click.option("--owner", metavar="NAME", help="Only the actions of this owner.")
@click.option("--service", metavar="NAME", help="Only actions of incidents of this service.")
@click.option("--priority", metavar="NAME", help="Only actions of this priority.")
@click.option("--overdue", is_flag=True, help="Only actions that are overdue.")
@click.option(
    "--format",
    "shown",
    type=click.Choice(["text", *_FOR_OTHERS]),
    default="text",
    metavar="FORMAT",
    help="What to print: text (default), json, csv or markdown.",
)
@click.option("--as-of", metavar="DATE", help="Read everything on this date, such as 2026-10-05.")
def list_actions(
    config: Path | None,
    owner: str | None,
    service: str | None,
    priority: str | None,
    overdue: bool,
    shown: str,
    as_of: str | None,
) -> Printed:
    """List the open actions, those that are overdue first.

    The others follow by priority and due date, as on the site.

    The JSON object has `version`, `as_of`, `open`, `overdue`, `overdue_postmortems`, `debt` and
    `actions`; each of these `incident`, `action` (its id), `title`, `status`, `type`, `priority`,
    `owner`, `ticket`, `ticket_url`, `due`, `days_overdue`, `age_days`, `severity`, `services` and
    `path`. The columns of CSV are the same. The counts are those of all actions, as on the site.

    Exits with 0, or with 2 when it could not run or when no action has such an owner, service or
    priority.
    """
    speak_any_encoding()
    configuration = load_with_folder(config)
    library = _read(configuration, as_of)
    wanted = _Wanted(library, owner, service, priority, overdue)
    found = _list(library, [row for row in library.action_rows if row.open and wanted.holds(row)])
    if shown == "text":
        width = shutil.get_terminal_size().columns
        text = write_text(found, width, _emphasise)
        click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)
    else:
        click.echo(_FOR_OTHERS[shown](found).encode(), nl=False)
    unread = unread_files(library.knowledge_base)
    return Printed(
        found,
        tuple(configuration.folder / path for path in unread),
        tuple(
            (configuration.folder / one.path, f"{one.line}: {one.field}: {one.message}")
            for one in unread_due(library.knowledge_base)
        ),
    )


class _Wanted:
    """Which actions are asked for. Ends the run for a label that nothing has."""

    def __init__(
        self,
        library: Library,
        owner: str | None,
        service: str | None,
        priority: str | None,
        overdue: bool,
    ) -> None:
        settings, rows = library.settings, library.action_rows
        priorities = [*settings.priorities, *(row.priority for row in rows if row.priority)]
        aliases = settings.aliases
        self._overdue = overdue
        self._owner = _label("--owner", owner, library.owner_pages)
        self._service = _label("--service", service, library.service_pages, aliases.services)
        self._priority = _label("--priority", priority, priorities, aliases.priorities)

    def holds(self, row: ActionRow) -> bool:
        """Say whether an action is asked for."""
        return (
            (self._owner is None or (row.owner is not None and row.owner.text == self._owner))
            and (self._service is None or self._service in (link.text for link in row.services))
            and (self._priority is None or row.priority == self._priority)
            and (row.overdue or not self._overdue)
        )


def _label(
    option: str, given: str | None, known: Iterable[str], aliases: Mapping[str, str] | None = None
) -> str | None:
    """Return the label as it is spelled, whatever its case; old spellings are known too."""
    if given is None:
        return None
    text = recovered(given)
    by_folded = {old.casefold(): new for old, new in (aliases or {}).items()}
    by_folded |= {name.casefold(): name for name in known}
    found = by_folded.get(text.casefold())
    if found is None:
        names = sorted(set(by_folded.values()))
        few = f"Known are {', '.join(names)}" if names else "There is none"
        stop(f'{option}: found "{text}". {suggest(text, names, few)}')
    return found


def _read(configuration: Configuration, as_of: str | None) -> Library:
    # pandas takes a third of a second to import: closing an action does without it.
    from mkdocs_postmortems.site import build_site

    settings = configuration.settings
    site = build_site(configuration.folder, settings, find_day(as_of, settings))
    warn(site.warning)
    # Those of the checks are without what the settings turn off.
    say_unreadable(site.library.knowledge_base)
    return site.library


def _list(library: Library, rows: Iterable[ActionRow]) -> ActionList:
    from mkdocs_postmortems.pages.late import late_postmortems

    return ActionList(
        as_of=library.as_of,
        listed=tuple(_open_action(row, library) for row in rows),
        open=library.results.action_summary.open,
        overdue=library.results.action_summary.overdue,
        overdue_postmortems=len(late_postmortems(library)),
    )


def _open_action(row: ActionRow, library: Library) -> OpenAction:
    path = library.path_of[row.incident.page]
    return OpenAction(
        incident=library.by_path[path].id,
        action=row.id,
        title=row.title,
        # What was closed after the day of the list was open on it.
        status="in-progress" if row.state == "in progress" else "open",
        type=row.type,
        priority=row.priority,
        owner=row.owner.text if row.owner else "",
        ticket=row.ticket.text if row.ticket else "",
        ticket_url=(row.ticket.url or "") if row.ticket else "",
        due=row.due,
        days_overdue=row.days_overdue,
        age_days=row.age_days,
        severity=row.severity.label if row.severity else "",
        services=tuple(link.text for link in row.services),
        path=path,
    )


def _emphasise(text: str) -> str:
    return click.style(text, fg="red")
