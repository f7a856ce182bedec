"""The edits that bring the files up to the tickets, all prepared before one is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_postmortems.authoring.action_edit import ActionError, ActionFile, open_actions
from mkdocs_postmortems.authoring.document import DocumentError
from mkdocs_postmortems.authoring.edit import EditError
from mkdocs_postmortems.authoring.scalar import Value
from mkdocs_postmortems.model import Action, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded
from mkdocs_postmortems.tickets.difference import Difference, compare
from mkdocs_postmortems.tickets.reading import Followed, Reading
from mkdocs_postmortems.tickets.writing import Edit


@dataclass(frozen=True)
class FieldChange:
    """A field of an action, as it is and as it is going to be; None where there is none."""

    name: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True)
class ActionChange:
    """What changes in one action, or is only noted. `path` is below the folder of postmortems."""

    path: str
    action: str
    ticket: str
    fields: tuple[FieldChange, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """A file that cannot be edited, and why."""

    path: str
    message: str
    hint: str


@dataclass(frozen=True)
class Plan:
    """What a run is going to do, without having done any of it."""

    changes: tuple[ActionChange, ...]
    edits: tuple[Edit, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class _Wanted:
    """An action whose ticket says something else."""

    followed: Followed
    action: Action
    difference: Difference

    @property
    def shown(self) -> ActionChange:
        fields = tuple(
            FieldChange(name, getattr(self.action, name) or None, value)
            for name, value in self.difference.fields.items()
        )
        it = self.followed
        return ActionChange(it.path, self.action.id, it.ticket, fields, self.difference.notes)


def prepare(folder: Path, loaded: Loaded, reading: Reading, settings: Settings) -> Plan:
    """Return the edits of the files below `folder`, which is resolved.

    A file whose front matter could not be read is refused, as its tickets are not known, and so
    is one that has changed since it was loaded.
    """
    hint = "Mend what `postmortems check` reports of it"
    refusals = [
        Refusal(path, "its front matter cannot be read", hint)
        for path, places in loaded.places.items()
        if places.block is None
    ]
    changes: list[ActionChange] = []
    edits: list[Edit] = []
    for postmortem, wanted in _differing(loaded, reading, settings):
        try:
            if any(one.difference.fields for one in wanted):
                file = _open(folder, postmortem, settings)
                wanted = [_possible(one, file) for one in wanted]
                edits.append(_edit(file, wanted))
            changes += (one.shown for one in wanted)
        except (ActionError, DocumentError, EditError) as error:
            refusals.append(Refusal(postmortem.path, error.message, error.hint))
    changed = tuple(edit for edit in edits if edit.after != edit.before)
    return Plan(tuple(changes), changed, tuple(refusals))


def _differing(
    loaded: Loaded, reading: Reading, settings: Settings
) -> Iterator[tuple[Postmortem, list[_Wanted]]]:
    """Yield each postmortem with what its tickets say differently, in the order of the paths."""
    by_path = {postmortem.path: postmortem for postmortem in loaded.knowledge_base.postmortems}
    differing: dict[str, list[_Wanted]] = {}
    for followed, state in reading.states:
        action = by_path[followed.path].actions[followed.number]
        owners = followed.tracker.options.owners if followed.tracker else {}
        difference = compare(action, state, owners, settings)
        if difference.fields or difference.notes:
            wanted = _Wanted(followed, action, difference)
            differing.setdefault(followed.path, []).append(wanted)
    for path, ones in differing.items():
        yield by_path[path], ones


def _open(folder: Path, postmortem: Postmortem, settings: Settings) -> ActionFile:
    file = open_actions(folder / postmortem.path, folder, settings)
    if file.postmortem.actions != postmortem.actions:
        raise ActionError("it has changed while its tickets were read", "Run the command again")
    return file


def _possible(wanted: _Wanted, file: ActionFile) -> _Wanted:
    """Return what can be written: nothing ends before it was promised, or before the incident."""
    days = (file.created[wanted.followed.number], file.postmortem.day)
    earliest = max((day for day in days if day), default=None)
    return replace(wanted, difference=wanted.difference.after(earliest))


def _edit(file: ActionFile, wanted: Sequence[_Wanted]) -> Edit:
    """Return the edit of one file, whose actions change one after the other."""
    document = file.document
    block = document.block
    for one in wanted:
        so_far = replace(file, document=replace(document, written=block))
        block = so_far.with_fields(one.followed.number, dict(one.difference.fields))
    return Edit(file.path, document.with_block(document.block), document.with_block(block))
