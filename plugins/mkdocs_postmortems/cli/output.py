"""What every command prints: lines that cannot command the terminal, paths, the end of a run."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from mkdocs_postmortems.model import KnowledgeBase
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.source.unread import unread_files

COULD_NOT_RUN = 2
INTERRUPTED = 130
"""What shells report of a program that Ctrl-C ended: 128 and the number of the signal."""


def speak_any_encoding() -> None:
    """Let text through that the terminal's encoding lacks: `?` is printed for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


def say(text: str, err: bool = True) -> None:
    """Print lines. Names come from files: they cannot command the terminal."""
    click.echo("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text), err=err)


def shown_path(path: Path) -> str:
    """Return the path relative to the current folder, where there is such a way."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive of Windows
        return str(path)


def say_unreadable(knowledge_base: KnowledgeBase) -> None:
    """Say how many files a list was made without, where there are any."""
    count = len(unread_files(knowledge_base))
    if count:
        say(f"postmortems: {plural(count, 'file')} could not be read: see `postmortems check`")


def give_up_output() -> None:
    """Drop what cannot be written, on a full disk for instance, or Python complains at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stop(*messages: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """End with messages and an exit code."""
    for message in messages:
        say(f"postmortems: {message}")
    raise click.exceptions.Exit(code)
