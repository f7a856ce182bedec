"""Files that are passed over for their name, and look as if somebody meant a postmortem."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.rules import report
from mkdocs_postmortems.source.text_file import FileError, read_text

OF_A_FOLDER = frozenset({"index.md", "readme.md"})
"""Names, in small letters, of the page of a folder: the site makes its own, a host shows it."""

_OTHER_ENDINGS = (".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_LONGEST = 20_000
_FIELD = re.compile(r"^(?:severity|started)[ \t]{0,9}:", re.MULTILINE)


def misnamed_postmortems(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the names of such files below `root`, which is resolved.

    `index.md` and a README may stand in every folder: they are told of only where they begin as a
    postmortem does. So are files with another ending of Markdown. `INDEX.md` is always told of: it
    is not the page of a folder to MkDocs, and on some disks it is the same file.
    """
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            path = Path(folder, name)
            if _is_passed_over(name) and (_is_other_index(name) or _is_meant(path, root)):
                yield _problem(path, root)


def _is_passed_over(name: str) -> bool:
    folded = name.casefold()
    other = folded.endswith(_OTHER_ENDINGS) and not folded.startswith(("_", "."))
    return other or folded in OF_A_FOLDER


def _is_other_index(name: str) -> bool:
    return name.casefold() == "index.md" != name


def _is_meant(path: Path, root: Path) -> bool:
    """Say whether a file has front matter with fields of a postmortem."""
    try:
        text = read_text(path, root)
    except FileError:
        return False
    begin, _, _ = text[4:_LONGEST].partition("\n---")
    return text.startswith("---\n") and _FIELD.search(begin) is not None


def _problem(path: Path, root: Path) -> Problem:
    shown = path.relative_to(root).as_posix().encode(errors="replace").decode()
    message = f'found the name "{Path(shown).name}", which no postmortem has: it is not read'
    hint = "Name it after the day and what broke, such as 2026-03-15-disk-full.md"
    return report("PM126", shown, message, hint)
