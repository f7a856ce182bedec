"""What `check` says of files that are no postmortem: of the template, whether `new` can use it."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_postmortems.authoring.edit import EditError
from mkdocs_postmortems.authoring.new import try_template
from mkdocs_postmortems.authoring.template import FILE, find_template_problem
from mkdocs_postmortems.cli.output import say
from mkdocs_postmortems.cli.scope import Scope
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.rules import report
from mkdocs_postmortems.source.entry_list import CONTACTS, SERVICES
from mkdocs_postmortems.source.loader import is_postmortem


def name_others(paths: tuple[Path, ...], configuration: Configuration) -> None:
    """Say which of the named files are no postmortem, so that nothing is checked in them."""
    folder = configuration.folder.resolve()
    read = {folder / name for name in (SERVICES.path, CONTACTS.path, FILE)}
    for path in paths:
        is_read = is_postmortem(path.name) or path.parent.resolve() / path.name in read
        if not path.is_dir() and not is_read:
            say(f"{path} is no postmortem; nothing in it is checked.")


def check_template(configuration: Configuration, scope: Scope) -> tuple[Problem, ...]:
    """Return why `postmortems new` refuses the team's own template, where that is in the scope.

    One that is named and has no problem is said to be usable: it is not among the postmortems.
    """
    root, settings = configuration.folder, configuration.settings
    if not scope.holds(FILE) or not os.path.lexists(root / FILE):
        return ()
    if problem := find_template_problem(root, settings):
        return (problem,)
    try:
        try_template(root, settings)
    except EditError as error:
        message = f"`postmortems new` cannot fill it in: {error.message}"
        return (report("PM103", FILE, message, error.hint),)
    if scope.paths is not None and scope.folder / FILE in scope.paths:
        say(f"{settings.source}/{FILE} is a template that `postmortems new` can use.")
    return ()
