"""A knowledge base in an empty or an existing folder: what is there stays as it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mkdocs_postmortems.authoring.code_host import WORKFLOW, CodeHost, choose_hosts
from mkdocs_postmortems.authoring.handbook import FOLDER as HANDBOOK
from mkdocs_postmortems.authoring.handbook import count_blanks, listing_of_blanks
from mkdocs_postmortems.authoring.mkdocs_file import MkDocsFile, read_mkdocs_file
from mkdocs_postmortems.authoring.requirement import find_requirement
from mkdocs_postmortems.authoring.starter import (
    PRE_COMMIT,
    REQUIREMENTS,
    StarterFile,
    Wanted,
    starter_files,
)
from mkdocs_postmortems.authoring.written import create_file
from mkdocs_postmortems.configuration import NAMES
from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.text_file import FileError, read_text


class InitError(PostmortemsError):
    """A folder in which the files cannot be made."""


class State(StrEnum):
    """What becomes of one path."""

    NEW = "created"
    KEPT = "kept"
    BY_HAND = "to add by hand"
    OUTSIDE = "left out"


@dataclass(frozen=True)
class Step:
    """One path below the folder. `text` is what to write, with `where` what to add by hand."""

    path: str
    state: State
    text: str = ""
    additions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Start:
    """What a run does in a folder, in order, and what there is to say about it, in sentences.

    `reminder` is said by every run, `notes` by one that makes something.
    """

    folder: Path
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    reminder: str = ""

    @property
    def states(self) -> set[State]:
        """What becomes of the paths, each state once."""
        return {step.state for step in self.steps}


def plan_start(
    folder: Path,
    name: str | None = None,
    hosts: tuple[CodeHost, ...] | None = None,
    handbook: bool = False,
) -> Start:
    """Return what there is to do in a folder, which need not exist. Writes nothing.

    Without a `name` the site is called after the folder; without `hosts` the code hosts are those
    it has signs of. With a `handbook` its pages are among the files. Raises `InitError` where
    something is in the way, `OSError` where the folder cannot be read, and what `read_mkdocs_file`
    raises.
    """
    folder = folder.resolve()
    if name is not None and not _readable(name):
        raise InitError(f'--name: found "{name}". Write the name of the site')
    standing = read_mkdocs_file(folder, handbook)
    choice = choose_hosts(folder, standing is not None, hosts)
    requirement = find_requirement()
    wanted = Wanted(
        name=_readable(name) if name else _name_of(folder),
        settings=standing.settings if standing else Settings(),
        docs=standing.docs if standing else "docs",
        choice=choice,
        requirement=requirement.line,
        handbook=handbook,
    )
    files = [file for file in starter_files(wanted) if _is_needed(file, folder, wanted.docs)]
    steps = tuple(_step(file, folder, standing) for file in files)
    new = {step.path for step in steps if step.state is State.NEW}
    notes = (
        choice.reason,
        _note_above(folder),
        _note_of_home(standing, folder),
        _note_of_readers(new),
        _note_of_origin(new, requirement.local),
    )
    reminder = _note_of_blanks(folder, steps, wanted.docs)
    return Start(folder, steps, tuple(note for note in notes if note), reminder)


def carry_out(start: Start) -> Iterator[Step]:
    """Write the new files, each whole, and return every step when it is done.

    An interruption leaves the files written so far; another run writes the others. Raises
    `InitError` where the system refuses.
    """
    for step in start.steps:
        if step.state is State.NEW:
            try:
                create_file(start.folder / step.path, step.text.encode())
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise InitError(f"{start.folder / step.path} cannot be written: {reason}") from None
        yield step


def _readable(name: str) -> str:
    """Return a name as one line without what cannot be printed, such as bytes of no encoding."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def _name_of(folder: Path) -> str:
    """Return a name for the site of a folder: of `payments`, it is Payments postmortems."""
    words = _readable(re.sub(r"[._-]+", " ", folder.name))
    if not re.search("postmortem|incident", words, re.IGNORECASE):
        words = f"{words} postmortems".strip()
    return words[:1].upper() + words[1:]


def _is_needed(file: StarterFile, folder: Path, docs: str) -> bool:
    """Pages that are there need no beginning; an empty folder gets lost in git, and so one."""
    if file.path != f"{docs}/index.md":
        return True
    pages = folder / docs
    return not pages.is_dir() or not any(pages.iterdir()) or (folder / file.path).exists()


def _step(file: StarterFile, folder: Path, standing: MkDocsFile | None) -> Step:
    if standing and file.path in NAMES:
        state = State.BY_HAND if standing.additions else State.KEPT
        return Step(standing.name, state, additions=standing.additions)
    path = folder / file.path
    if not path.parent.resolve().is_relative_to(folder):
        return Step(file.path, State.OUTSIDE)
    _refuse_the_wrong_kind(file.path, folder)
    if not os.path.lexists(path):
        return Step(file.path, State.NEW, file.text)
    if _lacks(path, file.sign, folder):
        return Step(file.path, State.BY_HAND, additions=(file.addition,))
    return Step(file.path, State.KEPT)


def _refuse_the_wrong_kind(path: str, folder: Path) -> None:
    """Raise `InitError` for a file where a folder is needed, and for a folder in a file's place."""
    *parts, name = (folder / path).relative_to(folder).parts
    above = folder
    for part in parts:
        above = above / part
        if os.path.lexists(above) and not above.is_dir():
            raise InitError(f"{above} is no folder, and {path} needs one. Move it away")
    if (above / name).is_dir():
        raise InitError(f"{above / name} is a folder, where a file is needed. Move it away")


def _lacks(path: Path, sign: str, folder: Path) -> bool:
    """Whether an existing file is without what it needs. One that cannot be read is left alone."""
    try:
        return bool(sign) and not re.search(sign, read_text(path, folder), re.MULTILINE)
    except FileError:
        return False


def _note_above(folder: Path) -> str:
    for above in folder.parents:
        for name in NAMES:
            if (above / name).is_file():
                return f"{above / name} is not touched; commands that run in {folder} pass it over."
    return ""


def _note_of_home(standing: MkDocsFile | None, folder: Path) -> str:
    if standing and standing.additions and (folder / standing.docs / "index.md").exists():
        return f"The overview will stand below the text of {standing.docs}/index.md."
    return ""


def _note_of_readers(new: set[str]) -> str:
    if WORKFLOW not in new:
        return ""
    return (
        f"{WORKFLOW} publishes the site once GitHub Pages is on; everybody may be able to read it, "
        "from a private repository too."
    )


def _note_of_origin(new: set[str], local: bool) -> str:
    asking = " and ".join(name for name in (REQUIREMENTS, PRE_COMMIT) if name in new)
    if not (local and asking):
        return ""
    return (
        "mkdocs-postmortems was installed from a folder here. Where it is not on your package "
        f"index, write in {asking} where others get it."
    )


def _note_of_blanks(folder: Path, steps: Iterable[Step], docs: str) -> str:
    pages = (step for step in steps if step.path.startswith(f"{docs}/{HANDBOOK}/"))
    blanks = sum(count_blanks(step.text or _standing(step, folder)) for step in pages)
    return (
        f"The handbook asks for {blanks:,} things that only your team knows. List them with\n"
        f"  {listing_of_blanks(docs)}"
        if blanks
        else ""
    )


def _standing(step: Step, folder: Path) -> str:
    """Return the text of a file that is kept, nothing where it cannot be read."""
    try:
        return read_text(folder / step.path, folder)
    except FileError:
        return ""
