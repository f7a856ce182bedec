"""The notes of a quarterly review: where they stand, and what they begin as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs_postmortems import addresses
from mkdocs_postmortems.authoring.text_template import text_templates
from mkdocs_postmortems.authoring.written import create_file
from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.model import Postmortem

if TYPE_CHECKING:
    from mkdocs_postmortems.analysis.quarter import Quarter

_MOST_LINKS = 30


class ReviewError(PostmortemsError):
    """Notes that cannot be written. Its text says what to write instead."""


class NotesExistError(ReviewError):
    """Notes that are there already."""


def check_quarter(
    quarter: Quarter, postmortems: Sequence[Postmortem], as_of: dt.date
) -> tuple[Postmortem, ...]:
    """Return the incidents of a quarter that has a review on the date `as_of`.

    Raises `ReviewError` for a quarter that has not begun or lies before the first incident.
    """
    # pandas takes a third of a second to import: other commands that load this do without it.
    from mkdocs_postmortems.analysis.quarter import quarter_of

    counted = [(p.day, p) for p in postmortems if p.day is not None and p.day <= as_of]
    if not counted:
        raise ReviewError("no incident is on record yet. Write the first with `postmortems new`")
    first, today = quarter_of(min(day for day, _ in counted)), quarter_of(as_of)
    if quarter > today:
        wanted = str(today).lower()
        raise ReviewError(f"{quarter} has not begun on {as_of}. Write {wanted} or an earlier one")
    if quarter < first:
        wanted = str(first).lower()
        raise ReviewError(f"the first incident is of {first}. Write {wanted} or a later one")
    inside = [p for day, p in counted if quarter_of(day) == quarter]
    return tuple(sorted(inside, key=lambda p: (p.day or as_of, p.path)))


def write_notes(quarter: Quarter, postmortems: Sequence[Postmortem]) -> str:
    """Return what the notes begin as, with links to the incidents of the quarter to copy."""
    links = [_link(postmortem) for postmortem in postmortems]
    return (
        text_templates()
        .get_template("review_notes.md.j2")
        .render(quarter=quarter, links=links[:_MOST_LINKS], more=len(links[_MOST_LINKS:]))
    )


def create_notes(docs: Path, quarter: Quarter, text: str) -> Path:
    """Write the notes below the folder of the host's pages and return their path.

    They stand at the path of the generated review. Raises `NotesExistError` where something is
    there already, which is left as it is, and `ReviewError` where they cannot be written.
    """
    path = docs / addresses.review_page(str(quarter))
    if not path.parent.resolve().is_relative_to(docs.resolve()):
        raise ReviewError(f"{path.parent} leads out of {docs}. Replace the link by a folder")
    if path.parent.exists() and not path.parent.is_dir():
        raise ReviewError(f"{path.parent} is no folder. Rename it")
    try:
        create_file(path, text.encode())
    except FileExistsError:
        raise NotesExistError(f"{path} exists already and was left as it is") from None
    except OSError as error:
        raise ReviewError(f"{path} cannot be written: {error.strerror or error}") from None
    return path


def _link(postmortem: Postmortem) -> str:
    """Return a link to a postmortem that ends neither itself nor the comment it stands in."""
    title = postmortem.title or postmortem.id
    kept = "".join(c if c.isprintable() and c not in "<>[]\\`|" else " " for c in title)
    shown = " ".join(kept.replace("--", "- -").split()) or "postmortem"
    return f"[{shown}](../{quote(addresses.postmortem_page(postmortem.path))})"
