"""Writes the pages of the reference, or says which of them are not current (`--check`)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reference import blocks, commands, data, front_matter, rules, settings

FOLDER = Path(__file__).parents[3] / "docs" / "reference"


def pages() -> dict[str, str]:
    """Return the text of every generated page, by the name of its file."""
    return {
        "blocks.md": blocks.page(),
        "commands.md": commands.page(),
        "data.md": data.page(),
        "front-matter.md": front_matter.page(),
        "settings.md": settings.page(),
        **rules.pages(),
    }


def outdated(made: dict[str, str]) -> list[str]:
    """Return the names of the pages whose file is missing or says something else."""
    return [name for name, text in made.items() if _read(FOLDER / name) != text]


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
            print(f"docs/reference/{name} is not current; run scripts/reference", file=sys.stderr)
        else:
            (FOLDER / name).parent.mkdir(exist_ok=True)
            (FOLDER / name).write_text(made[name], "utf-8", newline="\n")
            print(f"Wrote docs/reference/{name}")
    return 1 if only_check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
