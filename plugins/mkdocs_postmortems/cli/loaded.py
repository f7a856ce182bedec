"""Reading the knowledge base for a command that shows it: with its history, where that is asked."""

from __future__ import annotations

import datetime as dt

from mkdocs_postmortems.chronicle import load_chronicle
from mkdocs_postmortems.cli.output import say
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.source.loader import Loaded


def load_knowledge_base(configuration: Configuration, as_of: dt.date) -> Loaded:
    """Return what the site is made from on that date; say on stderr where git cannot be asked."""
    chronicle = load_chronicle(configuration.folder, configuration.settings, as_of)
    warn(chronicle.warning)
    return chronicle.loaded


def warn(warning: str) -> None:
    """Print a warning, where there is one."""
    if warning:
        say(f"postmortems: {warning}")
