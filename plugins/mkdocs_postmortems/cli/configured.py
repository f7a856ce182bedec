"""The option that every command shares: which configuration to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.output import COULD_NOT_RUN, say, shown_path, stop
from mkdocs_postmortems.configuration import (
    Configuration,
    ConfigurationError,
    find_configuration,
    read_configuration,
)
from mkdocs_postmortems.configuration_place import place_of
from mkdocs_postmortems.errors import SettingsError

config_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--config",
    "-c",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The mkdocs.yml to use; default the nearest one here or above.",
)


def load_configuration(path: Path | None) -> Configuration:
    """Return the configuration; end with a message and exit code 2 where it cannot be used."""
    try:
        path = path or find_configuration(_current_folder())
    except ConfigurationError as error:
        stop(str(error))
    try:
        return read_configuration(path)
    except SettingsError as error:
        for line in settings_lines(error, path):
            say(line)
    except ConfigurationError as error:
        stop(str(error))
    raise click.exceptions.Exit(COULD_NOT_RUN)


def load_with_folder(path: Path | None) -> Configuration:
    """Return the configuration; end with exit code 2 also where its folder is not there."""
    configuration = load_configuration(path)
    if not configuration.folder.is_dir():
        stop(f"there is no folder {configuration.folder}")
    return configuration


def settings_lines(error: SettingsError, path: Path) -> Iterator[str]:
    """Yield a line for each wrong option, with the file and the line on which it stands."""
    for option, message in error.findings:
        place = place_of(path, option)
        file = f"{shown_path(place[0])}:{place[1]}" if place else shown_path(path)
        yield f"{file}: plugins.postmortems.{option}: {message}"


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:  # it was removed
        reason = error.strerror or type(error).__name__
        stop(f"the current folder cannot be read: {reason}")
