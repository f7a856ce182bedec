"""The whole comment: its first line, the postmortems of the branch, and what had no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from mkdocs_postmortems.analysis.contribution import Contributed, Contribution
from mkdocs_postmortems.exports.comment.entry import (
    Entry,
    problem_lines,
    problem_title,
    removed_text,
)
from mkdocs_postmortems.exports.quote import folded, listed, words
from mkdocs_postmortems.render.text import day
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.entry_list import CONTACTS, SERVICES

MARKER = "<!-- postmortems pr-comment -->"
"""The first line, by which a workflow finds the comment again."""

_FOR_TEXTS, _FOR_TITLES = 44_000, 14_000
"""Characters; GitHub takes 65,536 in all."""
_FOLDED_FROM = 4

_LISTS = {SERVICES.path: "Catalogue of services", CONTACTS.path: "Contacts"}

Chapter = tuple[str, str]
"""A title and the text under it."""


def write_comment(contribution: Contribution, settings: Settings) -> str:
    """Return the comment as Markdown for GitHub and GitLab; its first line is `MARKER`."""
    entries = (Entry(one, contribution.folder, settings) for one in contribution.postmortems)
    told = ((entry.title, entry.text) for entry in entries)
    chapters = [*_lists(contribution), *told, *_removed(contribution)]
    if not chapters:
        return f"{MARKER}\nThis branch adds, changes or removes no postmortem.\n"
    title = f"{MARKER}\n### {_title(contribution.postmortems, len(contribution.removed))}"
    return "\n\n".join([title, *_shown(chapters), f"As of {day(contribution.as_of)}."]) + "\n"


def _title(found: Sequence[Contributed], removed: int) -> str:
    new = sum(one.difference is None for one in found)
    counts = {"new": new, "changed": len(found) - new, "removed": removed}
    told = [f"{count:,} {kind}" for kind, count in counts.items() if count]
    return f"Postmortems on this branch: {listed(told) or 'none'}"


def _lists(contribution: Contribution) -> Iterator[Chapter]:
    """Yield what is wrong in changed files that hold no postmortem."""
    for path, title in _LISTS.items():
        problems = [problem for problem in contribution.others if problem.path == path]
        if problems:
            counted = f"{title} ({problem_title(problems)})"
            yield counted, problem_lines(problems, contribution.folder)


def _removed(contribution: Contribution) -> Iterator[Chapter]:
    for gone in contribution.removed:
        yield f"Removed: {words(gone.title)}", removed_text(gone, contribution.folder)


def _shown(chapters: Sequence[Chapter]) -> Iterator[str]:
    """Yield as many chapters as have room, then the titles of the others, then what was cut."""
    fold = len(chapters) >= _FOLDED_FROM
    texts = [folded(title, text) if fold else f"#### {title}\n\n{text}" for title, text in chapters]
    whole = _fitting(texts, _FOR_TEXTS)
    yield from texts[:whole]
    left = [f"- {title}" for title, _ in chapters[whole:]]
    if left:
        named = _fitting(left, _FOR_TITLES)
        yield "\n".join(left[:named])
        yield _cut(len(left), len(left) - named)


def _fitting(texts: Sequence[str], room: int) -> int:
    """Return how many of the texts fit together, with the line ends between them."""
    return sum(used <= room for used in accumulate(len(text) + 2 for text in texts))


def _cut(left: int, unnamed: int) -> str:
    untitled = f"; the titles of {unnamed:,} are left out too" if unnamed else ""
    told = f"Cut to fit into a comment: {left:,} are named by their title only{untitled}."
    return f"{told} `postmortems check --changed` lists the problems of all."
