"""The plugin's block of `mkdocs.yml`, refused in the host's way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_postmortems.configuration import source_in_docs
from mkdocs_postmortems.configuration_place import place_of
from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.settings import Settings


def errors_of(error: SettingsError, path: Path | None) -> Iterator[tuple[str, Exception]]:
    """Yield each wrong option with its message, and the line where the block stands in a file."""
    for option, text in error.findings:
        place = place_of(path, option) if path else None
        line = f" ({place[0].name}, line {place[1]})" if place else ""
        yield option, ValidationError(f"{text}{line}")


def refuse_shared_folder(settings: Settings, config: MkDocsConfig) -> None:
    """Raise `PluginError` where the postmortems share a folder with the host's own pages."""
    above = Path(config.config_file_path or "mkdocs.yml").parent
    if found := source_in_docs(settings, os.path.relpath(config.docs_dir, above)):
        raise PluginError(f"postmortems: option 'source': {found}")
