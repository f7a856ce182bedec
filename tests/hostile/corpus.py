"""The corpus: cases of broken and hostile input, each with every problem that it is to give.

A file in `cases/` holds those of one area. A line `@@@ name` begins a case, lines `> 4:1: ...` are
its problems, each as it is printed without its path, and the rest is the text. What no text can
hold is in `made.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case: its name in words, the text or the bytes, and the problems, in order."""

    area: str
    name: str
    content: str | bytes
    problems: tuple[str, ...]

    @property
    def path(self) -> str:
        """Its place in a tree that holds all cases; the id is unique in it."""
        return f"{self.area}/{re.sub(r'[^a-z0-9]+', '-', f'{self.area} {self.name}'.lower())}.md"


def read_cases(area: str) -> tuple[Case, ...]:
    """Return the cases of one area, in the order of its file."""
    _, *blocks = (FOLDER / f"{area}.txt").read_text("utf-8").split("\n@@@ ")
    return tuple(_read(area, block) for block in blocks)


def _read(area: str, block: str) -> Case:
    name, *lines = block.split("\n")
    number = next((n for n, line in enumerate(lines) if not line.startswith("> ")), len(lines))
    problems = tuple(line.removeprefix("> ") for line in lines[:number])
    return Case(area, name, "\n".join(lines[number:]) + "\n", problems)
