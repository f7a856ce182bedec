"""Closing, declining and reopening an action in the file it stands in."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from mkdocs_postmortems.authoring.document import Document
from mkdocs_postmortems.authoring.edit import remove_field, set_field
from mkdocs_postmortems.authoring.postmortem_file import open_document
from mkdocs_postmortems.authoring.scalar import Value
from mkdocs_postmortems.errors import PostmortemsError, suggest
from mkdocs_postmortems.model import Action, ActionStatus, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import find_postmortems
from mkdocs_postmortems.source.postmortem import read_postmortem
from mkdocs_postmortems.source.strict_yaml import build, parse


class ActionError(PostmortemsError):
    """What was asked cannot be done with this action. `hint` says what can."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class UnknownActionError(ActionError):
    """The file has no such action, or none that can be told from the others."""


@dataclass(frozen=True)
class ChangedLine:
    """A line that went (`-`) or came (`+`), with its number in the file as it was or is."""

    number: int
    sign: str
    text: str


@dataclass(frozen=True)
class ActionFile:
    """One postmortem's file with its actions.

    `indexes` has the place of each action in the list that stands in the file: an entry that is no
    action is none for the reader either.
    """

    path: Path
    document: Document
    postmortem: Postmortem
    indexes: tuple[int, ...]
    created: tuple[dt.date | None, ...]

    def find(self, ident: str) -> int:
        """Return the number of the action of this id, from 0; raise `UnknownActionError`."""
        ids = [action.id for action in self.postmortem.actions]
        same = [number for number, known in enumerate(ids) if known == ident]
        same = same or [n for n, known in enumerate(ids) if known.casefold() == ident.casefold()]
        if len(same) == 1:
            return same[0]
        name = self.postmortem.id
        if same:
            raise UnknownActionError(
                f'{name} has {len(same)} actions with the id "{ident}"', "Give each its own `id`"
            )
        hint = suggest(ident, ids, "It has these:" if ids else "Write them under `actions:`")
        raise UnknownActionError(f'{name} has no action "{ident}"', hint)

    def with_fields(self, number: int, fields: dict[str, Value | None]) -> str:
        """Return the front matter with other fields in one action; None takes a field away.

        Raises `EditError`.
        """
        block = self.document.block
        for key, value in fields.items():
            loc = ("actions", self.indexes[number], key)
            block = remove_field(block, loc) if value is None else set_field(block, loc, value)
        return block

    def changes(self, block: str) -> Iterator[ChangedLine]:
        """Yield the lines in which another front matter differs; numbers are those of the file."""
        old, new = self.document.block.split("\n"), block.split("\n")
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for kind, first, last, begin, end in matcher.get_opcodes():
            if kind != "equal":
                # Line 1 is that of the opening `---`.
                yield from (ChangedLine(n + 2, "-", old[n]) for n in range(first, last))
                yield from (ChangedLine(n + 2, "+", new[n]) for n in range(begin, end))


def find_file(folder: Path, name: str) -> Path:
    """Return the file of a postmortem, named by its id or by its path.

    `folder` is resolved. Raises `ActionError` with the nearest id.
    """
    files, closed = find_postmortems(folder)
    named = [path for path in files if name in {path.stem, path.name}]
    asked = {Path(name).absolute(), Path(name).resolve(), folder / name, folder / f"{name}.md"}
    named = named or [path for path in files if {path, path.resolve()} & asked]
    if len(named) == 1:
        return named[0]
    if named:
        paths = " and ".join(path.relative_to(folder).as_posix() for path in named)
        raise ActionError(f'"{name}" is the id of {paths}', "Write the path of one of them")
    known = {path.stem: path for path in files}
    hint = suggest(PurePath(name).stem, known, "Write the id of one: the name of its file")
    if closed:
        hint += f". {closed[0].path} could not be read: see `postmortems check`"
    raise ActionError(f'there is no postmortem "{name}"', hint)


def open_actions(path: Path, folder: Path, settings: Settings) -> ActionFile:
    """Return the actions of one file below `folder`, which is resolved.

    Problems in other fields do no harm. Raises `DocumentError` where the front matter cannot be
    read, and `ActionError` where its actions cannot be told apart.
    """
    document = open_document(path, folder)
    postmortem = read_postmortem(path, folder, settings).postmortem
    data = build(parse(document.block)) or {}
    written = data.get("actions")
    listed = written if isinstance(written, list) else [written]
    kept = [(index, item) for index, item in enumerate(listed) if _is_action(item)]
    if len(kept) != len(postmortem.actions):
        hint = f"Mend what `postmortems check {path.name}` reports of them"
        raise ActionError(f"{postmortem.id}: its actions cannot be told apart", hint)
    created = tuple(
        action.created if isinstance(item, dict) and item.get("created") else None
        for action, (_, item) in zip(postmortem.actions, kept, strict=True)
    )
    return ActionFile(path, document, postmortem, tuple(index for index, _ in kept), created)


def close(file: ActionFile, number: int, on: dt.date) -> str:
    """Return the front matter with an action done on a day; raise `ActionError`."""
    action = file.postmortem.actions[number]
    if action.status is ActionStatus.DONE and action.closed:
        raise _already(action, "done")
    if action.status is ActionStatus.DECLINED:
        raise _not_open(action, "declined")
    _check_day(file, number, on)
    return file.with_fields(number, {"status": "done", "closed": on})


def decline(file: ActionFile, number: int, on: dt.date, reason: Callable[[], str]) -> str:
    """Return the front matter with an action declined on a day; raise `ActionError`.

    `reason` is asked when it is known that the action can be declined.
    """
    action = file.postmortem.actions[number]
    if action.status is ActionStatus.DECLINED and action.closed and action.reason:
        raise _already(action, "declined")
    if action.status is ActionStatus.DONE:
        raise _not_open(action, "done")
    _check_day(file, number, on)
    return file.with_fields(number, {"status": "declined", "closed": on, "reason": reason()})


def reopen(file: ActionFile, number: int) -> str:
    """Return the front matter with an action open again; raise `ActionError`."""
    action = file.postmortem.actions[number]
    if action.status in {ActionStatus.OPEN, ActionStatus.IN_PROGRESS} and not action.closed:
        shown = action.status.value.replace("-", " ")
        raise ActionError(f"{action.id} is {shown} already", "Nothing was changed")
    return file.with_fields(number, {"status": "open", "closed": None, "reason": None})


def _is_action(item: Any) -> bool:
    """Say whether the reader makes an action of an entry: keys, or a title alone."""
    return isinstance(item, dict | str | int) and not isinstance(item, bool)


def _check_day(file: ActionFile, number: int, on: dt.date) -> None:
    """Refuse a day before the action was created, or before the incident where that is not said."""
    created, day = file.created[number], file.postmortem.day
    ident = file.postmortem.actions[number].id
    if created and on < created:
        raise ActionError(
            f"{ident} was created on {created}, after {on}", "Write a later day, or mend `created`"
        )
    if day and on < day:
        raise ActionError(f"the incident began on {day}, after {on}", "Write a later day")


def _already(action: Action, state: str) -> ActionError:
    return ActionError(
        f"{action.id} is {state} already, since {action.closed}", "Nothing was changed"
    )


def _not_open(action: Action, state: str) -> ActionError:
    since = f" on {action.closed}" if action.closed else ""
    return ActionError(f"{action.id} was {state}{since}", "Reopen it first")
