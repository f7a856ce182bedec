"""One postmortem file to one record, with every problem in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.model import Action, Body, FrontMatter, Postmortem
from mkdocs_postmortems.rules import report
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.field_names import share_field_names
from mkdocs_postmortems.source.label import apply_aliases, unknown_labels
from mkdocs_postmortems.source.marks import unknown_marks, unpaired_markers
from mkdocs_postmortems.source.markup_limit import within_limits
from mkdocs_postmortems.source.record import Finding, read_record
from mkdocs_postmortems.source.section import (
    known_headings,
    names_section,
    read_whys,
    split_at_headings,
    split_sections,
)
from mkdocs_postmortems.source.silence import NOTHING_SILENT, Silence, read_silence
from mkdocs_postmortems.source.strict_yaml import (
    Loc,
    StrictHandler,
    YamlError,
    parse,
    span_of_key,
    span_of_value,
)
from mkdocs_postmortems.source.text_file import FileError, read_text
from mkdocs_postmortems.source.timeline import read_timeline

_HANDLER = StrictHandler()


@dataclass(frozen=True)
class SourceFile:
    """What one file gave: the record, its problems, and the places of its fields.

    `places` turns a path of keys into line and column of the file, from 1.
    """

    postmortem: Postmortem
    problems: tuple[Problem, ...]
    places: Places


@dataclass(frozen=True)
class Places:
    """Where the fields of one file stand.

    `block` is its front matter, None where that cannot be read. It is parsed again for the few
    files that have a problem: the nodes of all would fill the memory. `silence` is what the file
    asks not to be told.
    """

    path: str
    block: str | None = None
    silence: Silence = NOTHING_SILENT

    def of(self, loc: Loc, at_key: bool = False) -> tuple[int, int, int]:
        """Return (line, column, width), the first two from 1."""
        if self.block is None:
            return 1, 1, 1
        find = span_of_key if at_key else span_of_value
        line, column, width = find(self._root, loc)
        return line + 1, column + 1, width

    @cached_property
    def _root(self) -> yaml.Node | None:
        return parse(self.block or "")

    def forget(self) -> None:
        """Let go of the parsed front matter; it is parsed again when a place is asked for."""
        self.__dict__.pop("_root", None)

    def problem(self, finding: Finding) -> Problem:
        """Return the finding as a problem with its place."""
        line, column, width = finding.at or self.of(finding.loc, finding.at_key)
        return report(
            finding.rule,
            self.path,
            finding.message,
            finding.hint,
            line=line,
            column=column,
            width=width,
            field=field_name(finding.loc),
        )


def field_name(loc: Loc) -> str:
    """Return a path of keys as people write it: `actions[0].due`."""
    name = ""
    for part in loc:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def read_postmortem(path: Path, root: Path, settings: Settings) -> SourceFile:
    """Read one file below `root` (resolved), as `read_file` does."""
    return read_file(path, root, partial(read_postmortem_text, settings=settings))


def read_file(path: Path, root: Path, read: Callable[[str, str], SourceFile]) -> SourceFile:
    """Read one file below `root` (resolved). Never raises for what stands in the file.

    `read` takes its text and its path below the folder.
    """
    relative = path.relative_to(root).as_posix()
    try:
        text = read_text(path, root)
    except FileError as error:
        problem = report(
            error.rule, relative, error.message, error.hint, line=error.line, column=error.column
        )
        return _bare(relative, "", [problem])
    return read(text, relative)


def read_postmortem_text(
    text: str, relative: str, settings: Settings, fields: Collection[str] | None = None
) -> SourceFile:
    """Read the text of one file; `relative` is its path below the folder, with `/`.

    With `fields`, only those of the front matter are read, and of the body only its sections.
    """
    if not text.strip():
        hint = "Begin with `---`, the front matter and another `---`"
        return _bare(relative, "", [report("PM117", relative, "the file is empty", hint)])
    if not _HANDLER.detect(text):
        hint = "Begin the file with a line `---`, the front matter, and another `---`"
        return _bare(relative, text, [report("PM102", relative, "found no front matter", hint)])
    try:
        block, body = _HANDLER.split(text)
    except ValueError:
        hint = "End the front matter with a line `---`"
        message = "found front matter that is not closed"
        return _bare(relative, text, [report("PM102", relative, message, hint)])
    first_line = text[: len(text) - len(body)].count("\n") + 1
    try:
        data: dict[str, Any] = _HANDLER.load(block)
    except YamlError as error:
        line, column = error.line + 1, error.column + 1
        problem = report(error.rule, relative, error.message, error.hint, line=line, column=column)
        return _bare(relative, body, [problem], first_line)
    silence, unknown = read_silence(data, text)
    places = Places(relative, block, silence)
    if fields is not None:
        data = {key: value for key, value in data.items() if key in fields}
    read = _read_fields(data, places, body, first_line, settings, in_full=fields is None)
    return replace(read, problems=(*read.problems, *(places.problem(it) for it in unknown)))


def _read_fields(
    data: dict[str, Any],
    places: Places,
    body: str,
    first_line: int,
    settings: Settings,
    *,
    in_full: bool,
) -> SourceFile:
    front, findings = read_record(FrontMatter, data, settings.zone)
    front = apply_aliases(front, settings)
    findings = [*findings, *unknown_labels(front, settings)]
    problems = [places.problem(finding) for finding in findings]
    parsed = _split_body(body, first_line, settings)
    if in_full:
        parsed, excess = _within_limits(parsed)
        problems += [places.problem(finding) for finding in excess]
        parsed, unread = _read_body(parsed, front)
        marks = [*unpaired_markers(body, first_line), *_unknown_marks(front, parsed, settings)]
        problems += [places.problem(finding) for finding in (*unread, *marks)]
    return SourceFile(_postmortem(front, parsed, places.path, settings), tuple(problems), places)


def _postmortem(front: FrontMatter, body: Body, relative: str, settings: Settings) -> Postmortem:
    started = front.started
    day = started.astimezone(settings.zone).date() if isinstance(started, dt.datetime) else started
    fields = {name: getattr(front, name) for name in FrontMatter.model_fields}
    fields["actions"] = tuple(_with_defaults(front, settings))
    fields["title"] = front.title or _title_of(body.preamble, relative)
    # Validated above; building it again would only cost time.
    postmortem = Postmortem.model_construct(
        **fields, id=PurePosixPath(relative).stem, path=relative, day=day, body=body
    )
    return share_field_names(postmortem)


def _with_defaults(front: FrontMatter, settings: Settings) -> Iterator[Action]:
    """Yield the actions, each with its id (A1, A2, ... in order) and the day of its creation.

    What was closed before the postmortem came out was promised on the day it was closed, at the
    latest.
    """
    ends = front.resolved or front.start
    ended = ends.astimezone(settings.zone).date() if ends else front.started
    for number, action in enumerate(front.actions, start=1):
        created = action.created or min(
            (day for day in (front.published or ended, action.closed) if day), default=None
        )
        yield supplied(action, id=action.id or f"A{number}", created=created)


def supplied(action: Action, **values: object) -> Action:
    """Return the action with values that its file does not write.

    `model_fields_set` of the result says which ones the file does write.
    """
    return Action.model_construct(action.model_fields_set, **{**dict(action), **values})


def _split_body(body: str, first_line: int, settings: Settings) -> Body:
    """Return the body in its sections."""
    headings = known_headings(tuple(settings.sections.items()))
    preamble, sections = split_sections(body, first_line, headings)
    blank = len(body) - len(body.lstrip("\n"))
    return Body(preamble=preamble, preamble_line=first_line + blank, sections=sections)


def _within_limits(body: Body) -> tuple[Body, list[Finding]]:
    """Return the body with what nobody could lay out as typed, and what that is."""
    limited, found = within_limits(body)
    return limited, [
        Finding((), "PM124", excess.found, excess.hint, at=(line, 1, 1)) for line, excess in found
    ]


def _read_body(parsed: Body, front: FrontMatter) -> tuple[Body, list[Finding]]:
    """Return the body with its timeline and whys, and what of the timeline could not be read."""
    timeline, whys = parsed.section("timeline"), parsed.section("five-whys")
    read = read_timeline(timeline.text, front.started) if timeline else None
    unread = [
        Finding(
            ("timeline",),
            "PM119",
            it.found,
            it.hint,
            at=(timeline.text_line + it.line, it.column + 1, it.width),
        )
        for it in (read.unread if read else ())
        if timeline
    ]
    return (
        parsed.model_copy(
            update={
                "timeline": read.events if read else (),
                "timeline_notes": read.around if read else "",
                "whys": read_whys(whys.text) if whys else (),
            }
        ),
        unread,
    )


def _unknown_marks(front: FrontMatter, body: Body, settings: Settings) -> Iterator[Finding]:
    """Yield the names under `x-internal` that neither a field nor a section has."""
    headings = known_headings(tuple(settings.sections.items()))
    return unknown_marks(front, lambda name: names_section(name, body.sections, headings))


def _bare(relative: str, body: str, problems: Iterable[Problem], first_line: int = 1) -> SourceFile:
    """Return the record of a file whose front matter cannot be used: its text is kept."""
    title = _title_of(body, relative)
    blank = len(body) - len(body.lstrip("\n"))
    kept, excess = _within_limits(Body(preamble=body.strip("\n"), preamble_line=first_line + blank))
    places = Places(relative)
    problems = (*problems, *(places.problem(finding) for finding in excess))
    postmortem = Postmortem(
        id=PurePosixPath(relative).stem,
        path=relative,
        title=title,
        body=kept,
    )
    return SourceFile(postmortem, problems, places)


def _title_of(text: str, relative: str) -> str:
    """Return the first `# heading` of a text, else the file's name in words."""
    _, parts = split_at_headings(text, level=1)
    if parts and parts[0].heading:
        return parts[0].heading
    words = PurePosixPath(relative).stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or relative
