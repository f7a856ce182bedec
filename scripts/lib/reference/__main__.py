"""Writes the pages that are made, or says which of them are not current (`--check`).

These are the pages of the reference, and the handbook that `init --handbook` gives to a team.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reference import blocks, commands, data, front_matter, handbook, rules, settings

ROOT = Path(__file__).parents[3]


def pages() -> dict[str, str]:
    """Return the text of every generated page, by its path from the top of the repository."""
    made = {
        "blocks.md": blocks.page(),
        "commands.md": commands.page(),
        "data.md": data.page(),
        "front-matter.md": front_matter.page(),
        "settings.md": settings.page(),
        **rules.pages(),
    }
    return {**{f"docs/reference/{name}": text for name, text in made.items()}, **handbook.pages()}


def outdated(made: dict[str, str]) -> list[str]:
    """Return the paths of the pages whose file is missing or says something else."""
    return [name for name, text in made.items() if _read(ROOT / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def main(arguments: list[str]) -> int:
    """Run the program; return its exit code."""
    parser = argparse.ArgumentParser(prog="scripts/reference")
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args(arguments).check
    made = pages()
    changed = outdated(made)
    for name in changed:
        if only_check:
            print(f"{name} is not current; run scripts/reference", file=sys.stderr)
        else:
            (ROOT / name).parent.mkdir(exist_ok=True)
            (ROOT / name).write_text(made[name], "utf-8", newline="\n")
            print(f"Wrote {name}")
    return 1 if only_check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
