"""`postmortems` itself: what no command expected of the system ends it with a message."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mkdocs_postmortems.cli import main

PROGRAM = [sys.executable, "-m", "mkdocs_postmortems"]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("plugins: [postmortems]\n")
    (tmp_path / "postmortems").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (PermissionError(13, "Permission denied", "x.md"), 2, "postmortems: x.md: Permission"),
        (OSError(28, "No space left on device"), 2, "postmortems: No space left on device\n"),
        (OSError(), 2, "postmortems: OSError\n"),
        (KeyboardInterrupt(), 130, "\npostmortems: interrupted\n"),
        (EOFError(), 1, "\nAborted!\n"),
    ],
)
def test_what_no_command_expects_ends_it_with_a_message(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str
) -> None:
    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setitem(main.commands, "check", failing)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(message)


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (EOFError(), 1)])
def test_a_question_can_be_interrupted(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    @click.command()
    def asking() -> None:
        try:
            raise error
        except (KeyboardInterrupt, EOFError):
            raise click.Abort from None  # as Click does it

    monkeypatch.setitem(main.commands, "new", asking)
    assert CliRunner().invoke(main, ["new"]).exit_code == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_disk_is_told_in_one_line(base: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*PROGRAM, "check", "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (run.returncode, run.stderr) == (2, "postmortems: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has another Ctrl-C")
@pytest.mark.parametrize("seconds", [0.25, 0.6])
def test_ctrl_c_while_it_starts_shows_no_traceback(base: Path, seconds: float) -> None:
    code = "from mkdocs_postmortems.__main__ import run; print(1, flush=True); run()"
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}; import time; time.sleep(9)", "new"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        _, shown = process.communicate(timeout=60)
    assert "Traceback" not in shown


def test_a_current_folder_that_is_gone_is_told(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "postmortems: the current folder cannot be read: No such file or directory\n"
    )
