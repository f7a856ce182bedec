"""A new postmortem: its place, its text, and what it takes over from another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_postmortems.authoring.answer import AnswerError
from mkdocs_postmortems.authoring.document import Document
from mkdocs_postmortems.authoring.edit import set_field
from mkdocs_postmortems.authoring.scalar import Value, write_text
from mkdocs_postmortems.authoring.slug import file_slug
from mkdocs_postmortems.authoring.template import find_template
from mkdocs_postmortems.authoring.written import create_file
from mkdocs_postmortems.checks import check
from mkdocs_postmortems.errors import PostmortemsError, Problem, suggest
from mkdocs_postmortems.model import Link, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded
from mkdocs_postmortems.source.postmortem import read_postmortem_text

MOMENTS = ("detected", "acknowledged", "mitigated", "resolved")
"""The moments besides `started` that may be known on the day, in their order."""


class NewError(PostmortemsError):
    """A postmortem that cannot be written where it belongs."""


@dataclass(frozen=True)
class NewPostmortem:
    """What is known when the writing begins. Instants are aware; `moments` is by name."""

    title: str
    severity: str
    services: tuple[str, ...]
    started: dt.datetime | dt.date
    moments: Mapping[str, dt.datetime] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def path(self, zone: ZoneInfo) -> str:
        """Return where it belongs below the folder: `<year>/<date>-<slug>.md`, in ASCII."""
        started = self.started
        day = started.astimezone(zone).date() if isinstance(started, dt.datetime) else started
        slug = file_slug(self.title, " ".join([*self.services, self.severity]), self.severity)
        return f"{day.year}/{day}-{slug}.md"


def write_new(template: Document, new: NewPostmortem, zone: ZoneInfo) -> bytes:
    """Return the file: the template with the fields that are known, everything else kept.

    Raises `EditError` where the template's front matter is written in a way that cannot be edited.
    """
    fields: dict[str, Value] = {
        "title": new.title,
        "severity": new.severity,
        "services": list(new.services),
        "teams": list(new.teams),
        "started": _in_zone(new.started, zone),
        **{name: _in_zone(at, zone) for name, at in new.moments.items()},
    }
    block = template.block
    for name, value in fields.items():
        # Nothing known is no reason to empty what a template proposes.
        block = set_field(block, (name,), value) if value != [] else block
    return template.with_block(_with_links(block, new.links))


def try_template(root: Path, settings: Settings) -> None:
    """Write a postmortem from the template and keep nothing of it.

    Raises `TemplateError` or `EditError` as another would.
    """
    severity, now = next(iter(settings.severities)), dt.datetime.now(dt.UTC)
    template = find_template(root, settings, severity, now)
    trial = NewPostmortem(title="A title", severity=severity, services=("a",), started=now)
    write_new(template, trial, settings.zone)


def check_new(
    loaded: Loaded, path: str, data: bytes, settings: Settings, as_of: dt.date
) -> tuple[Problem, ...]:
    """Return what `check` will say of the file once it stands at `path` in the knowledge base."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    file = read_postmortem_text(text, path, settings)
    alone = {"postmortems": (file.postmortem,), "problems": file.problems}
    base = loaded.knowledge_base.model_copy(update=alone)
    return check(Loaded(base, {path: file.places}), settings, as_of)


def create_new(root: Path, path: str, data: bytes) -> Path:
    """Write the file below the folder of the postmortems and return its path.

    Raises `NewError` where something is there already, which is left as it is, where the way
    leads out of the folder, and where the system refuses.
    """
    target = root / path
    folder = target.parent
    if folder.is_symlink():
        raise NewError(f"{folder} is a link, and postmortems behind one are not read. Replace it")
    if folder.exists() and not folder.is_dir():
        raise NewError(f"{folder} is no folder. Rename it")
    try:
        create_file(target, data)
    except FileExistsError:
        raise NewError(f"{target} exists already and was left as it is") from None
    except OSError as error:
        raise NewError(f"{target} cannot be written: {error.strerror or error}") from None
    return target


def find_id(loaded: Loaded, ident: str) -> str | None:
    """Return the path of the postmortem with this id, None where it is free.

    Case does not count: many file systems take both for one.
    """
    known = loaded.knowledge_base.postmortems
    return next((one.path for one in known if one.id.casefold() == ident.casefold()), None)


def find_postmortem(loaded: Loaded, root: Path, wanted: str) -> Postmortem:
    """Return the postmortem of an id or a path. Raises `AnswerError`, also for a broken one."""
    by_path = {one.path: one for one in loaded.knowledge_base.postmortems}
    by_id = {one.id: one for one in reversed(by_path.values())}
    found = by_id.get(wanted) or by_path.get(wanted) or by_path.get(_below(root, wanted))
    if found is None:
        near = suggest(Path(wanted).name.removesuffix(".md"), by_id, "Give an id or a path")
        raise AnswerError(f'found no postmortem "{wanted}". {near}')
    if loaded.places[found.path].block is None:
        raise AnswerError(f"the front matter of {found.path} cannot be read. Mend it first")
    return found


def _below(root: Path, path: str) -> str:
    try:
        return Path(path).resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        return ""


def _in_zone(moment: dt.datetime | dt.date, zone: ZoneInfo) -> dt.datetime | dt.date:
    return moment.astimezone(zone) if isinstance(moment, dt.datetime) else moment


def _with_links(block: str, links: tuple[Link, ...]) -> str:
    """Return the block with these links, a line each; marks hold their places while it is edited.

    A link without title or address would be a problem of the new file: it stays behind.
    """
    written = [
        f"{{title: {write_text(link.title, flow=True)}, url: {write_text(link.url, flow=True)}}}"
        for link in links
        if link.title and link.url
    ]
    if not written:
        return block
    mark = "copied-link-"
    while mark in block:
        mark += "-"
    marks = [f"{mark}{number}" for number in range(len(written))]
    block = set_field(block, ("links",), marks)
    listed = "".join(f"\n  - {name}" for name in marks)
    block = re.sub(rf"^links: \[{', '.join(marks)}\]", f"links:{listed}", block, flags=re.M)
    return re.sub(rf"{mark}(\d+)", lambda match: written[int(match[1])], block)
