"""The program `postmortems`, also as `python -m mkdocs_postmortems`."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line. Nothing is imported before Ctrl-C can be answered."""
    try:
        from mkdocs_postmortems.cli.main import main
    except KeyboardInterrupt:
        print("\npostmortems: interrupted", file=sys.stderr)
        sys.exit(130)
    main(prog_name="postmortems")


if __name__ == "__main__":
    run()
