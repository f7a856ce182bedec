"""Files beside the postmortems that are a list of entries, each known by its name."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import Service
from mkdocs_postmortems.rules import report
from mkdocs_postmortems.source.marks import unknown_marks
from mkdocs_postmortems.source.postmortem import Places
from mkdocs_postmortems.source.record import Finding, read_record
from mkdocs_postmortems.source.strict_yaml import YamlError, build, parse
from mkdocs_postmortems.source.text_file import FileError, read_text

EntryT = TypeVar("EntryT", bound=Service | Contact)


@dataclass(frozen=True)
class Listed(Generic[EntryT]):
    """What stands in such a file: each entry by its place in the list, and what is wrong."""

    places: Places
    entries: dict[int, EntryT] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def records(self) -> tuple[EntryT, ...]:
        """The entries in the order of the file."""
        return tuple(self.entries.values())


@dataclass(frozen=True)
class EntryList(Generic[EntryT]):
    """One such file: its `path` below the folder, what it lists, and the rule that it keeps."""

    path: str
    model: type[EntryT]
    rule: str
    noun: str

    @property
    def none(self) -> Listed[EntryT]:
        """What stands in a file that is not there."""
        return Listed(Places(self.path))

    def read(self, root: Path, zone: ZoneInfo) -> Listed[EntryT]:
        """Return the entries that have a name, and what was wrong with the file.

        Without the file there are no entries and no problem. Of two of one name the first counts.
        """
        path = root / self.path
        if _is_missing(path):
            return self.none
        try:
            text = read_text(path, root)
            data = build(parse(text))
        except FileError as error:
            return self._refused(error.message, error.hint, error.line, error.column)
        except YamlError as error:
            return self._refused(error.message, error.hint, error.line + 1, error.column + 1)
        if data and not isinstance(data, list):
            return self._refused(f"found no list of {self.noun}s", self._shape, 1, 1)
        return self._entries(data or [], Places(self.path, text), zone)

    def _entries(self, data: list[Any], places: Places, zone: ZoneInfo) -> Listed[EntryT]:
        entries: dict[int, EntryT] = {}
        found: list[Finding] = []
        names: set[str] = set()
        for index, given in enumerate(data):
            if not isinstance(given, dict):
                at, message = places.of((index,)), "found an entry without keys"
                found.append(Finding((), self.rule, message, self._shape, at=at))
                continue
            entry, wrong = read_record(self.model, given, zone)
            for one in [*wrong, *self._twice(entry.name, names), *unknown_marks(entry)]:
                found.append(replace(one, loc=(index, *one.loc), rule=self.rule))
            if entry.name and entry.name not in names:
                entries[index] = entry
                names.add(entry.name)
        return Listed(places, entries, tuple(map(places.problem, found)))

    @property
    def _shape(self) -> str:
        return f"Write a list: one {self.noun} each, beginning with `- name:`"

    def _twice(self, name: str, names: Set[str]) -> Iterator[Finding]:
        if name in names:
            message = f'found the {self.noun} "{name}" a second time'
            hint = f"Keep one entry for each {self.noun}"
            yield Finding(("name",), self.rule, message, hint)

    def _refused(self, message: str, hint: str, line: int, column: int) -> Listed[EntryT]:
        problem = report(self.rule, self.path, message, hint, line=line, column=column)
        return replace(self.none, problems=(problem,))


SERVICES = EntryList("services.yml", Service, "PM118", "service")
"""The catalogue of services."""

CONTACTS = EntryList("contacts.yml", Contact, "PM121", "contact")
"""Whom to reach when something breaks."""


def _is_missing(path: Path) -> bool:
    """Say whether there is nothing; what cannot be looked at is there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
