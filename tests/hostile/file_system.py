"""Names and links that a repository can hold: which are fine, and what is said of the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

FINE = (
    "With Spaces.md",
    'quotes "and" it\'s.md',
    "störung-注文.md",
    "UPPER.MD",
    "hash#query?percent%20&.md",
    "dots..in..it.md",
    "..dots-first.md"[1:],
    "%2e%2e%2fetc.md",
    "%00.md",
    "<script>alert(1)<.md",
    "{{ 7*7 }}.md",
    "[x](y).md",
    "-rf.md",
    "$(touch x).md",
    "con.md",
    "a\\b.md",
    "semi;colon.md",
    "bidi\u202emd.exe.md",
    "zero\u200bwidth.md",
    "line\nend.md",
    "escape\x1b[31m.md",
    f"{'long' * 60}.md",
    f"{'l' * 252}.md",
    "case.md",
    "e\u0301.md",
    "2026.md",
    "search.md",
    "folder.md/inner.md",
)
"""Each is a page. A name that begins with a dot is none, and nothing is said of it."""

LINK_OUT = "error PM108: found a link that leads out of the folder. Copy the file into it"


def _link_out(path: Path) -> None:
    path.symlink_to(path.parents[2] / "secret.md")


def _link_up(path: Path) -> None:
    path.symlink_to("../../../../etc/passwd")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nothing-here.md")


def _folder(path: Path) -> None:
    path.symlink_to(path.parents[2])


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _bytes(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff.md")).write_text("x")


REFUSED: tuple[tuple[str, Callable[[Path], None], str], ...] = (
    ("link-out.md", _link_out, LINK_OUT),
    ("link-up.md", _link_up, LINK_OUT),
    ("circle.md", _circle, "error PM101: the file cannot be read: "),
    ("nowhere.md", _nowhere, "error PM101: the file cannot be read: No such file or directory"),
    ("linked", _folder, "error PM108: found a link to a folder. Move the folder itself"),
    ("pipe.md", _pipe, "error PM101: found no regular file. Put a file of text in its place"),
    ("?.md", _bytes, "error PM101: found bytes in the file's name that are not UTF-8"),
)
"""The path as it is told, what makes it, and the beginning of what is said of it."""
