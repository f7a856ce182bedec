"""What a new postmortem begins as: the team's own template, or the one that comes with us."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.authoring.document import Document, read_document
from mkdocs_postmortems.authoring.fitting import begin_timeline, start_row
from mkdocs_postmortems.authoring.text_template import text_templates
from mkdocs_postmortems.errors import PostmortemsError, Problem
from mkdocs_postmortems.model import ActionType, Scope, Status, Visibility
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.postmortem import SourceFile, read_postmortem

FILE = "_template.md"
"""A team's own template, in the folder of the postmortems."""

_WIDTH = 98
_MOST_LINES = 6
_MOST_LABELS = 8


class TemplateError(PostmortemsError):
    """A team's template that cannot be used. Its text names the file and the place."""


def find_template(
    root: Path, settings: Settings, severity: str, started: dt.datetime | dt.date
) -> Document:
    """Return the template, taken apart: the team's own as it is, or ours for this incident.

    `root` is the folder of the postmortems. Where a team's own has room for it, it says what our
    template would: which sections the severity needs, and in its timeline the start. Raises
    `TemplateError`.
    """
    file = _read_own(root, settings)
    if file is None:
        return read_document(render_template(settings, severity, started).encode())
    if problem := _refusal(file):
        raise TemplateError(f"{settings.source}/{problem}")
    document = read_document((root / FILE).read_bytes())
    document = begin_timeline(document, file.postmortem.body, started)
    general, told = _needed(settings, None), _needed(settings, severity)
    return replace(document, rest=document.rest.replace(general.encode(), told.encode(), 1))


def find_template_problem(root: Path, settings: Settings) -> Problem | None:
    """Return why a team's own template cannot be read, None where it can or there is none."""
    file = _read_own(root, settings)
    return _refusal(file) if file else None


def _read_own(root: Path, settings: Settings) -> SourceFile | None:
    own = root.resolve() / FILE
    is_there = own.exists() or own.is_symlink()
    return read_postmortem(own, own.parent, settings) if is_there else None


def _refusal(file: SourceFile) -> Problem | None:
    return file.problems[0] if file.places.block is None else None


def render_template(
    settings: Settings, severity: str | None = None, started: dt.datetime | dt.date | None = None
) -> str:
    """Return our template with the labels of the settings; the asked fields are still empty.

    Where the severity is known, it says which sections that needs; where the instant of the start
    is, the timeline begins with it.
    """
    return (
        text_templates()
        .get_template("new.md.j2")
        .render(
            action_types=ActionType,
            comment=_comment,
            detection_gaps=settings.detection_gaps,
            detection_sources=settings.detection_sources,
            factors=settings.causes,
            one_of=_one_of,
            needed=_needed(settings, severity),
            priorities=list(settings.priorities),
            scopes=Scope,
            severities=settings.severities,
            start_row=start_row(started, settings.zone) if started else "",
            statuses=Status,
            triggers=settings.triggers,
            visibilities=Visibility,
            zone=settings.timezone,
        )
    )


def _one_of(labels: Iterable[str]) -> str:
    """Return labels for the end of a line, as many as fit there."""
    names = [_inline(label) for label in labels]
    more = f", and {len(names) - _MOST_LABELS} more" if len(names) > _MOST_LABELS else ""
    return ", ".join(names[:_MOST_LABELS]) + more


def _comment(what: str, labels: Iterable[str]) -> str:
    """Return labels as lines of YAML comment, after what they are the labels of."""
    text = f"{what}: {', '.join(_inline(label) for label in labels)}."
    lines = textwrap.wrap(text, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], "... and more, listed by `postmortems schema`."]
    return "\n".join(f"# {line}" for line in lines)


def _inline(label: str) -> str:
    """Return a label that ends neither its line nor the comment around it."""
    return " ".join(label.split()).replace("-->", "- ->")


def _needed(settings: Settings, severity: str | None) -> str:
    if severity is None:
        return "delete the sections that have nothing to say and that the severity does not need."
    entry = settings.severities.get(severity)
    headings = [
        " or ".join(taxonomy.SECTIONS[name.strip()][0] for name in wanted.split("|"))
        for wanted in (entry.sections if entry else ())
    ]
    label = _inline(severity)
    if not headings:
        return f"a published {label} needs no section; delete those with nothing to say."
    return f"a published {label} needs {', '.join(headings)}; delete others with nothing to say."
