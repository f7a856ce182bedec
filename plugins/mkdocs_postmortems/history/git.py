"""Running `git`: never a shell, never an option from outside, never a question, never for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.errors import PostmortemsError

TIMEOUT_SECONDS = 60

_PLACES = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
"""Set while a hook runs, for the repository of the hook: ours is the one around the folder."""

_SETTINGS = {
    "LC_ALL": "C",  # messages are read below
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a clone with a filter would fetch what it lacks
}

_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false")
"""The second so that no program runs that the configuration of a repository names."""


class GitError(PostmortemsError):
    """What git could not answer. `message` says what was found, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        line = f"{message}. {hint}"
        # Names of branches and folders are not ours: none reaches a terminal as it is.
        super().__init__("".join(c if c.isprintable() else "\ufffd" for c in line))


@dataclass(frozen=True)
class Answer:
    """What one run of git gave: its exit code, its output, its messages."""

    code: int
    output: bytes
    messages: str

    @property
    def line(self) -> str:
        """The output as one line; bytes that are not UTF-8 become surrogates, as in paths."""
        return os.fsdecode(self.output.removesuffix(b"\n"))

    @property
    def reason(self) -> str:
        """The first message, without the word that git begins it with."""
        first = next(iter(self.messages.strip().splitlines()), f"exit code {self.code}")
        return first.removeprefix("fatal: ").removeprefix("error: ")


def ask(folder: Path, *arguments: str, given: bytes = b"") -> Answer:
    """Run git in `folder` with `given` on its standard input, and return what it answered.

    Raises `GitError` where git is missing or takes longer than a minute.
    """
    try:
        ended = subprocess.run(
            [_program(), *_OPTIONS, "-C", os.fspath(folder), *arguments],
            input=given,
            capture_output=True,
            env=_environment(),
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"git {arguments[0]} took longer than {TIMEOUT_SECONDS} seconds"
        hint = f"Run `git status` in {folder}, and see what it waits for"
        raise GitError(message, hint) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise GitError(f"git cannot be run: {reason}", "Check the installation of git") from None
    return Answer(ended.returncode, ended.stdout, ended.stderr.decode(errors="replace"))


def output_of(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return the output of a run that has to succeed; raise `GitError` where it does not."""
    answer = ask(folder, *arguments, given=given)
    if "promisor remote" in answer.messages:
        message = "the clone was made with a filter and lacks texts of earlier commits"
        raise GitError(message, "Clone it without `--filter`")
    if answer.code:
        message = f"git {arguments[0]} failed: {answer.reason}"
        raise GitError(message, f"Run `git status` in {folder}, and see what it says")
    return answer.output


def work_tree(folder: Path) -> Path:
    """Return the resolved top of the work tree that `folder` is in.

    Raises `GitError` where there is none, or git refuses it because it belongs to somebody else.
    """
    answer = ask(folder, "rev-parse", "--show-toplevel")
    if answer.code == 0 and answer.line:
        return Path(answer.line).resolve()
    if "dubious ownership" in answer.messages:
        message = f"git does not trust the repository around {folder}: it has another owner"
        raise GitError(message, "Run `git config --global --add safe.directory <its folder>`")
    if "not a git repository" in answer.messages or "work tree" in answer.messages:
        message = f"{folder} is not in the work tree of a git repository"
        raise GitError(message, "Run this in a clone, or `git init` first")
    raise GitError(f"git cannot read {folder}: {answer.reason}", "Check the folder")


def _program() -> str:
    """Return where git is, without the current folder, which Windows would look in first."""
    found = shutil.which("git")
    if found is None or not Path(found).is_absolute():
        raise GitError("git is not installed, or not on the PATH", "Install git")
    return found


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _PLACES}
    return {**kept, **_SETTINGS}
