"""Which files a command is about: all, those that are named, those that a branch changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from mkdocs_postmortems.cli.output import stop
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.source.entry_list import SERVICES


@dataclass(frozen=True)
class Scope:
    """What is in `folder` (resolved), below one of `paths`, and among what has `changed`.

    None stands for everything.
    """

    folder: Path
    paths: frozenset[Path] | None
    changed: frozenset[Path] | None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.paths is None and self.changed is None

    def holds(self, path: str) -> bool:
        """Say whether a file is in it, by its path below the folder."""
        place = self.folder / path
        is_named = self.paths is None or not self.paths.isdisjoint((place, *place.parents))
        return is_named and (self.changed is None or place in self.changed)


def read_scope(paths: tuple[Path, ...], base: str | None, configuration: Configuration) -> Scope:
    """Return the scope of the arguments; an empty `base` stands for the default one.

    Ends with exit code 2 for a path beside the postmortems and for what git cannot answer.
    """
    folder = configuration.folder.resolve()
    changed = None if base is None else _changed(base, configuration)
    return Scope(folder, _places(paths, folder), changed)


def _places(paths: tuple[Path, ...], folder: Path) -> frozenset[Path] | None:
    """Return the paths in full; a file that is a link keeps its name, as in the problems."""
    places = [p.resolve() if p.is_dir() else p.parent.resolve() / p.name for p in paths]
    for path, place in zip(paths, places, strict=True):
        if not place.is_relative_to(folder) and not folder.is_relative_to(place):
            stop(f"{path} is not below {folder}")
    return frozenset(places) or None


def _changed(base: str, configuration: Configuration) -> frozenset[Path]:
    # Starting programs takes a while to import, and few commands do.
    from mkdocs_postmortems.history.changes import changed_files
    from mkdocs_postmortems.history.git import GitError

    try:
        changed = changed_files(configuration.folder, base or None)
    except GitError as error:
        if _is_path(base):
            stop(f'--changed: found the path "{base}", not a branch. Write it before --changed')
        stop(f"--changed: {error}")
    for shared in (configuration.folder.resolve() / SERVICES.path, configuration.path.resolve()):
        if shared in changed:
            text = "has changed, which can matter to every postmortem: see all without --changed."
            click.echo(f"{shared.name} {text}", err=True)
    return changed


def _is_path(text: str) -> bool:
    try:
        return bool(text) and Path(text).exists()
    except OSError:  # too long for a name
        return False
