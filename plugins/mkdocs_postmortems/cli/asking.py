"""Questions in a terminal: asked again until the answer can be used, with completion by Tab."""

from __future__ import annotations

import contextlib
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

import click

from mkdocs_postmortems.authoring.answer import AnswerError
from mkdocs_postmortems.cli.output import say

T = TypeVar("T")


def is_terminal() -> bool:
    """Say whether there is somebody to ask."""
    return _is_terminal(sys.stdin) and (_is_terminal(sys.stdout) or _is_terminal(sys.stderr))


def recovered(text: str) -> str:
    """Return what was typed as UTF-8 where the system's encoding is a lesser one."""
    try:
        return text.encode(errors="surrogateescape").decode()
    except UnicodeError:
        return text


def explain(text: str, indent: str = "") -> None:
    """Print lines about a question, broken to the width of the terminal."""
    width = max(shutil.get_terminal_size().columns - 1, 20)
    # A path stays whole, to be copied.
    lines = textwrap.wrap(
        text,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    say("\n".join(lines), err=_is_elsewhere())


def ask(
    label: str, read: Callable[[str], T], default: str | None = None, words: Iterable[str] = ()
) -> T:
    """Ask until `read` accepts the answer, and return what it made of it.

    `words` are completed by Tab where the system can. Raises `click.Abort` on Ctrl-C and at the
    end of the input.
    """
    offered = tuple(word for word in words if word.isprintable())
    while True:
        with _completing(offered):
            typed = click.prompt(
                label,
                default=default or "",
                show_default=default is not None,
                value_proc=str,
                err=_is_elsewhere(),
            )
        try:
            return read(recovered(typed))
        except AnswerError as error:
            explain(str(error))


def confirm(question: str) -> bool:
    """Ask whether; no is what Enter alone means."""
    return click.confirm(question, default=False, err=_is_elsewhere())


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _is_elsewhere() -> bool:
    """Say whether the output goes to a file or a program: the questions then stay out of it."""
    return not _is_terminal(sys.stdout)


@contextlib.contextmanager
def _completing(words: tuple[str, ...]) -> Iterator[None]:
    """Let Tab complete these words, each after a comma too."""
    try:
        import readline
    except ImportError:  # Windows has none.
        yield
        return
    before, delimiters = readline.get_completer(), readline.get_completer_delims()

    def complete(text: str, state: int) -> str | None:
        folded = text.strip().casefold()
        matches = [word for word in words if word.casefold().startswith(folded)]
        return matches[state] if state < len(matches) else None

    readline.set_completer(complete)
    readline.set_completer_delims(",")
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
