"""Runs MkDocs as its command does; writes the peak memory of this process alone into a file.

Called as `python -m benchmark.building FILE ARGUMENT...`. From outside, the peak of a process is
also that of the processes it started, such as Pagefind's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.__main__ import cli

from benchmark.memory import own_peak


def run(written: Path, arguments: list[str]) -> None:
    """Run MkDocs with its arguments; ends the process, with the exit code of MkDocs."""
    try:
        cli.main(arguments, prog_name="mkdocs")
    finally:
        written.write_text(str(own_peak()), encoding="utf-8")


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2:])
