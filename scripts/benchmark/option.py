"""The options that all modes of the benchmark have."""

from __future__ import annotations

import argparse


def new_parser(program: str, about: str, sizes: str) -> argparse.ArgumentParser:
    """Return a parser with `--sizes`, `--check` and `--json`; `sizes` says which are measured."""
    parser = argparse.ArgumentParser(prog=program, description=about)
    add = parser.add_argument
    add("--sizes", type=positive, nargs="+", metavar="N", help=sizes)
    add("--check", action="store_true", help="fail when a number is over its limit")
    add("--json", action="store_true", help="print JSON instead of the table")
    return parser


def positive(text: str) -> int:
    """Return a number from 1, as an option gives it."""
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return number
