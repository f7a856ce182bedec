"""The command line of `scripts/bench`: a mode, and the options of that mode."""

from __future__ import annotations

import sys
from importlib import import_module

MODES = {
    "browse": "benchmark.browse",
    "search": "benchmark.search",
}
"""Name of a mode -> the module whose `main` takes the options after it and returns the exit code.

What a mode needs is imported when it is asked for: those in the browser need Playwright.
"""


def main(arguments: list[str]) -> int:
    """Run the mode that is named first; without a name, measure builds."""
    name = arguments[0] if arguments else ""
    module = MODES.get(name, "benchmark.build")
    return int(import_module(module).main(arguments[1:] if name in MODES else arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
