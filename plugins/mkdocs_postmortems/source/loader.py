"""A folder of postmortems to one knowledge base, in one sorted pass, with all problems."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import KnowledgeBase, Postmortem
from mkdocs_postmortems.rules import report
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.entry_list import CONTACTS, SERVICES, Listed
from mkdocs_postmortems.source.misnamed import OF_A_FOLDER, misnamed_postmortems
from mkdocs_postmortems.source.postmortem import Places, read_file
from mkdocs_postmortems.source.readings import Readings


@dataclass(frozen=True)
class Loaded:
    """A knowledge base, and where the fields of each file stand, by its path.

    `contacts` are those of the knowledge base with their places.
    """

    knowledge_base: KnowledgeBase
    places: dict[str, Places]
    contacts: Listed[Contact] = CONTACTS.none


def load(
    root: Path,
    settings: Settings,
    fields: Collection[str] | None = None,
    readings: Readings | None = None,
) -> Loaded:
    """Read every postmortem below `root`, and `services.yml` and `contacts.yml` in it.

    A postmortem is a `.md` file whose name begins with neither `_` nor `.` and is not `README.md`
    or `index.md`; what is passed over though it looks like one is a problem. A folder that is
    missing holds none. With `fields`, only those of the front matter are read, in half the time.
    `readings` are those of the reading before.
    """
    root = root.resolve()
    paths, problems = find_postmortems(root)
    readings = readings or Readings()
    readings.begin(settings, fields)
    read = partial(readings.read, settings=settings, fields=fields)
    files = [read_file(path, root, read) for path in paths]
    services = SERVICES.read(root, settings.zone)
    contacts = CONTACTS.read(root, settings.zone)
    problems += (*misnamed_postmortems(root), *services.problems, *contacts.problems)
    problems += [problem for file in files for problem in file.problems]
    problems += _duplicate_ids(file.postmortem for file in files)
    knowledge_base = KnowledgeBase(
        postmortems=tuple(file.postmortem for file in files),
        services=services.records,
        contacts=contacts.records,
        problems=tuple(sorted(problems)),
    )
    places = {file.postmortem.path: file.places for file in files}
    return Loaded(knowledge_base, places, contacts)


def is_postmortem(name: str) -> bool:
    """Say whether a file of this name holds a postmortem."""
    folded = name.casefold()
    return (
        folded.endswith(".md") and not folded.startswith(("_", ".")) and folded not in OF_A_FOLDER
    )


def find_postmortems(root: Path) -> tuple[list[Path], list[Problem]]:
    """Return the files of the postmortems, sorted by their path, and what cannot be walked.

    A folder that is missing, or that goes away meanwhile, holds none. `root` is resolved.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    failed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        inner = (Path(folder, name) for name in folders)
        problems += (_linked(path, root) for path in inner if _is_link(path))
        paths = [Path(folder, name) for name in names if is_postmortem(name)]
        found += filter(_has_readable_name, paths)
        problems += (_unreadable_name(p, root) for p in paths if not _has_readable_name(p))
    problems += (_closed(e, root) for e in failed if not isinstance(e, FileNotFoundError))
    return sorted(found, key=lambda path: _shown(path, root)), problems


def _shown(path: Path, root: Path) -> str:
    """Return the path below the folder as it stands in messages."""
    return path.relative_to(root).as_posix().encode(errors="replace").decode()


def _is_link(path: Path) -> bool:
    """Say whether a path is a link; what the system does not tell is none."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def _linked(path: Path, root: Path) -> Problem:
    hint = "Move the folder itself to this place"
    return report("PM108", _shown(path, root), "found a link to a folder", hint)


def _closed(error: OSError, root: Path) -> Problem:
    message = f"the folder cannot be read: {error.strerror or type(error).__name__}"
    hint = "Make it readable, or remove it"
    return report("PM101", _shown(Path(error.filename), root), message, hint)


def _has_readable_name(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable_name(path: Path, root: Path) -> Problem:
    message = "found bytes in the file's name that are not UTF-8"
    return report("PM101", _shown(path, root), message, "Rename the file")


def _duplicate_ids(postmortems: Iterator[Postmortem]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for postmortem in postmortems:
        known = first.setdefault(postmortem.id, postmortem.path)
        if known != postmortem.path:
            message = f'found the id "{postmortem.id}", which {known} has as well'
            hint = "Rename one of the two files"
            yield report("PM109", postmortem.path, message, hint, field="id")
